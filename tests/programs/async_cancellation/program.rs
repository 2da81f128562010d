// A future that is dropped half way drops its locals in reverse order; one that ends drops them as it goes.

use std::future::{Future, pending};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

struct Local(&'static str);

impl Drop for Local {
    fn drop(&mut self) {
        println!("  drop {}", self.0);
    }
}

struct Once(bool);

impl Future for Once {
    type Output = &'static str;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<&'static str> {
        if self.0 {
            return Poll::Ready("second poll");
        }
        self.0 = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn steps(argument: Local) -> usize {
    let _first = Local("first");
    {
        let _inner = Local("inner");
        println!("  {}", Once(false).await);
    }
    let _last = Local("last");
    let never: Option<u8> = if argument.0.len() > 4 {
        pending().await
    } else {
        None
    };
    println!("  never: {never:?}");
    argument.0.len()
}

fn poll_times(name: &'static str, times: usize) {
    println!("{name}, {times} polls");
    let mut context = Context::from_waker(Waker::noop());
    let mut future = pin!(steps(Local(name)));
    for _ in 0..times {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(length) => {
                println!("  ready: {length}");
                break;
            }
            Poll::Pending => println!("  pending"),
        }
    }
}

fn main() {
    poll_times("long one", 0);
    poll_times("long one", 1);
    poll_times("long one", 3);
    poll_times("tiny", 1);
    poll_times("tiny", 5);
    let captured = Local("captured");
    let unpolled = async move {
        let _moved = captured;
        println!("  never printed");
    };
    drop(unpolled);
    println!("end");
}
