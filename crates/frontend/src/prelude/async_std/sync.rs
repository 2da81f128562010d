//! `async_std::sync`, which is `smol::lock`, and what it hands on of std.

pub use smol::lock::*;
pub use std::sync::{Arc, Weak};
