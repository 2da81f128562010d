//! `smol::stream`: the streams and methods of `futures`, but for those that take other things.

pub use futures::stream::sources::{empty, iter, pending, poll_fn, repeat, repeat_with, unfold};
pub use futures::stream::{Stream, StreamExt};

pub struct Boxed;

pub struct BoxedLocal;

pub fn once(value: T) -> S {
    futures::stream::iter([value])
}

pub fn block_on(stream: S) -> BlockOn {
    BlockOn { stream }
}

/// The items of a stream, each of which the thread waits for.
pub struct BlockOn {
    stream: S,
}

impl Iterator for BlockOn {
    fn next(&mut self) -> Option {
        futures::executor::nested_block_on(self.stream.next_item())
    }
}
