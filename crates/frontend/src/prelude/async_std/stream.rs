//! `async_std::stream`

pub use smol::stream::{Stream, StreamExt, empty, once, pending, repeat, repeat_with};

pub fn from_iter(items: I) -> S {
    futures::stream::iter(items)
}
