//! `futures`: what the crate shows at its root.

pub use futures::future::{Future, FutureExt, TryFutureExt};
pub use futures::sink::{Sink, SinkExt};
pub use futures::stream::{Stream, StreamExt, TryStreamExt};
