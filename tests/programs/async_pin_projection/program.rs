// Futures that hold futures: projecting from Pin<&mut Self> to a field by hand, with Unpin and with unsafe.
use std::future::Future;
use std::marker::PhantomPinned;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// The inner future may move: no unsafe needed.
struct Twice<F> {
    inner: F,
}

impl<F: Future<Output = u32> + Unpin> Future for Twice<F> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        Pin::new(&mut self.inner).poll(cx).map(|value| value * 2)
    }
}

/// Counts the polls of a future that must not move.
struct Counted<F> {
    inner: F,
    polls: u32,
    _pinned: PhantomPinned,
}

impl<F: Future> Counted<F> {
    fn new(inner: F) -> Self {
        Counted { inner, polls: 0, _pinned: PhantomPinned }
    }
}

impl<F: Future> Future for Counted<F> {
    type Output = (F::Output, u32);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: `inner` is never moved out, `polls` is not pinned.
        let this = unsafe { self.get_unchecked_mut() };
        this.polls += 1;
        let inner = unsafe { Pin::new_unchecked(&mut this.inner) };
        match inner.poll(cx) {
            Poll::Ready(value) => Poll::Ready((value, this.polls)),
            Poll::Pending => Poll::Pending,
        }
    }
}

struct Later(u32);

impl Future for Later {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(21);
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}

fn main() {
    println!("{}", run(Twice { inner: Later(2) }));
    println!("{:?}", run(Counted::new(Later(3))));
    println!("{:?}", run(Counted::new(async {
        let a = Later(1).await;
        let b = Twice { inner: Box::pin(async { Later(1).await + 1 }) }.await;
        a + b
    })));
    let mut later = Later(1);
    let pinned = Pin::new(&mut later);
    println!("{}", pinned.as_ref().get_ref().0);
    *Pin::new(&mut later) = Later(0);
    println!("{}", run(&mut later));
    let mut boxed = Box::pin(Counted::new(Later(0)));
    println!("{:?}", run(boxed.as_mut()));
}
