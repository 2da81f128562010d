//! Rust text to program: parse, check the subset, resolve, lower.

pub mod infer;
pub mod parameters;

pub use parameters::{ParameterError, parameters, set_parameter};
