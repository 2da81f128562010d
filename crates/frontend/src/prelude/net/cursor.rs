//! `std::io::Cursor` as a reader and writer of `tokio::io`: what is in memory is there at once.

use std::task::{Context, Poll};

impl AsyncIo for Cursor {
    fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
        let rest = self.rest();
        let count = if rest.len() < most { rest.len() } else { most };
        let taken = rest[..count].to_vec();
        self.at += count as u64;
        Poll::Ready(Ok(taken))
    }

    fn put(&mut self, bytes: &[u8]) -> Result {
        self.write(bytes)
    }

    fn end(&mut self) {}
}
