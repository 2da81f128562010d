//! `async_std::channel`, which is `smol's`.

pub use smol::channel::*;
