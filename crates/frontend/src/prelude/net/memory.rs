//! Bytes in memory as readers and writers of `tokio::io`: what `&[u8]` reads is there at once, a `Vec<u8>` has room always.

use std::task::{Context, Poll};

macro_rules! reads_bytes {
    ($owner:ty) => {
        impl AsyncIo for &$owner {
            fn poll_take(&mut self, cx: &mut Context, most: usize) -> Poll {
                let all = *self;
                let count = if all.len() < most { all.len() } else { most };
                let taken = all[..count].to_vec();
                *self = &all[count..];
                Poll::Ready(Ok(taken))
            }

            fn put(&mut self, bytes: &[u8]) -> Result {
                self.extend_from_slice(bytes);
                Ok(bytes.len())
            }

            fn end(&mut self) {}
        }
    };
}

reads_bytes!([T]);
reads_bytes!([T; N]);
reads_bytes!(Vec);
