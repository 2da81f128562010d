//! Rust text to program: parse, check the subset, resolve, lower.
