//! `futures::prelude`

pub use futures::future::{self, Future, FutureExt, TryFutureExt};
pub use futures::sink::{Sink, SinkExt};
pub use futures::stream::{self, Stream, StreamExt, TryStreamExt};
