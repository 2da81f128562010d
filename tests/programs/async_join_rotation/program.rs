// tokio::join! begins each poll with the next future; biased; keeps the written order.
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

struct Steps {
    name: char,
    left: u32,
}

impl Future for Steps {
    type Output = char;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<char> {
        print!("{}", self.name);
        if self.left == 0 {
            return Poll::Ready(self.name);
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn steps(name: char, left: u32) -> Steps {
    Steps { name, left }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let fair = tokio::join!(steps('a', 4), steps('b', 4), steps('c', 4));
    println!(" {fair:?}");
    let biased = tokio::join!(biased; steps('a', 3), steps('b', 1), steps('c', 2));
    println!(" {biased:?}");
    let uneven = tokio::join!(steps('x', 0), steps('y', 2), async { 'z' });
    println!(" {uneven:?}");
}
