//! `smol::prelude`

pub use futures::future::{Future, FutureExt};
pub use futures::stream::{Stream, StreamExt};
