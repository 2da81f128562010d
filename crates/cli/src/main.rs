//! The command interleave.
fn main() {}
