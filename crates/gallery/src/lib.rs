//! The scenarios: real Rust programs with their texts.
