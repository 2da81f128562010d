//! `async_std::prelude`

pub use futures::future::{Future, FutureExt};
pub use futures::stream::{Stream, StreamExt};
