// A trait of the program's own for pinned references.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

struct Countdown {
    left: u32,
}

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        if self.left == 0 {
            return Poll::Ready("lift off");
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

trait Describe {
    fn describe(&self) -> String;
}

impl Describe for Pin<&mut Countdown> {
    fn describe(&self) -> String {
        format!("{} left", self.left)
    }
}

trait Step {
    fn step(self, cx: &mut Context<'_>) -> bool;
}

impl<F: Future> Step for Pin<&mut F> {
    fn step(self, cx: &mut Context<'_>) -> bool {
        self.poll(cx).is_ready()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut countdown = pin!(Countdown { left: 3 });
    println!("{}", countdown.describe());
    let done = std::future::poll_fn(|cx| Poll::Ready(countdown.as_mut().step(cx))).await;
    println!("{done} {}", countdown.as_mut().describe());
    println!("{}", countdown.as_mut().await);
    println!("{}", countdown.as_ref().left);
}
