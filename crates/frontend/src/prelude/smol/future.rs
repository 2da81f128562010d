//! `smol::future`

use futures::future::Either;
use std::task::Poll;

pub use futures::future::{Future, FutureExt};
pub use std::future::{pending, poll_fn, ready};
pub use tokio::task::yield_now;

pub struct Boxed;

pub struct BoxedLocal;

pub fn block_on(future: F) -> T {
    futures::executor::nested_block_on(future)
}

pub fn zip(a: A, b: B) -> J {
    futures::future::join(a, b)
}

pub fn try_zip(a: A, b: B) -> J {
    futures::future::try_join(a, b)
}

/// The first that is ready; `a` when both are.
pub async fn or(a: A, b: B) -> T {
    match futures::future::select(a, b).await {
        Either::Left((value, _rest)) => value,
        Either::Right((value, _rest)) => value,
    }
}

/// The first that is ready; chance says which one is asked first.
pub async fn race(a: A, b: B) -> T {
    if intrinsic::choose_below(2usize) == 0 { or(a, b).await } else { or(b, a).await }
}

/// What one poll gives.
pub async fn poll_once(future: F) -> Option {
    let mut future = intrinsic::into_future(future);
    poll_fn(move |cx| match future.poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}
