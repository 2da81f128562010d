//! `trpl`, the crate of The Rust Programming Language's chapters on async: other crates' things under simpler names.

use tokio::runtime::Runtime;

pub use futures::future::{Either, join, join3, join_all};
pub use tokio::runtime::{JoinHandle, Runtime};
pub use tokio::sync::mpsc::{
    UnboundedReceiver as Receiver, UnboundedSender as Sender, unbounded_channel as channel,
};
pub use tokio::task::{spawn as spawn_task, yield_now};
pub use tokio::time::{interval, sleep};
pub use tokio_stream::wrappers::{IntervalStream, UnboundedReceiverStream as ReceiverStream};
pub use tokio_stream::{Stream, StreamExt, iter as stream_from_iter};

pub fn block_on(future: F) -> T {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(future)
}

pub fn run(future: F) -> T {
    block_on(future)
}

pub async fn select(a: A, b: B) -> Either {
    match futures::future::select(a, b).await {
        Either::Left((value, _rest)) => Either::Left(value),
        Either::Right((value, _rest)) => Either::Right(value),
    }
}

pub async fn race(a: A, b: B) -> Either {
    select(a, b).await
}
