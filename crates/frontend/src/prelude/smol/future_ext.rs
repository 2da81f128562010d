//! `smol::future::FutureExt` as methods of every future (`futures-lite/src/future.rs`); those that it shares with
//! `futures` are that crate's.

pub trait Future {
    fn or(self, other: F) -> R {
        smol::future::or(self, other)
    }

    fn race(self, other: F) -> R {
        smol::future::race(self, other)
    }
}
