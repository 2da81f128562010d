// An async fn with one inner await and the state machine that it is: Start, AfterFirstAwait, Completed.
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

struct Inner {
    polls: u32,
}

impl Future for Inner {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        self.polls += 1;
        if self.polls < 3 { Poll::Pending } else { Poll::Ready(10) }
    }
}

async fn by_compiler(x: u32) -> u32 {
    println!("  before the await");
    let y = Inner { polls: 0 }.await;
    println!("  after the await");
    x + y
}

enum ByHand {
    Start { x: u32 },
    AfterFirstAwait { x: u32, inner: Inner },
    Completed,
}

impl Future for ByHand {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            match &mut *self {
                ByHand::Start { x } => {
                    println!("  before the await");
                    let x = *x;
                    *self = ByHand::AfterFirstAwait { x, inner: Inner { polls: 0 } };
                }
                ByHand::AfterFirstAwait { x, inner } => {
                    let Poll::Ready(y) = Pin::new(inner).poll(cx) else {
                        return Poll::Pending;
                    };
                    println!("  after the await");
                    let sum = *x + y;
                    *self = ByHand::Completed;
                    return Poll::Ready(sum);
                }
                ByHand::Completed => panic!("`async fn` resumed after completion"),
            }
        }
    }
}

fn drive(name: &str, future: impl Future<Output = u32>) {
    println!("{name}");
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    for number in 1.. {
        let poll = future.as_mut().poll(&mut cx);
        println!("  poll {number}: {poll:?}");
        if poll.is_ready() {
            break;
        }
    }
}

fn main() {
    drive("by the compiler", by_compiler(1));
    drive("by hand", ByHand::Start { x: 1 });
}
