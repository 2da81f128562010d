//! Rust text to program: parse, check the subset, resolve, lower.
//!
//! [`compile`] is the whole way. What the text may say is Rust 2024; what is not supported is refused with a
//! located diagnostic that says what to write instead. std's functions and types are natives and syscalls
//! ([`interleave_program::stdlib`]) and a prelude of Rust text that this frontend compiles itself, once.
//!
//! What this crate does not do: check types and borrows (rustc does), or run anything.

mod attributes;
mod cfg;
pub mod checks;
mod compile;
mod expand;
mod format_string;
mod forwards;
mod guard;
mod impls;
pub mod infer;
mod instances;
mod items;
mod library;
mod literal;
mod lower;
mod macro_table;
mod mentions;
mod names;
mod nearest;
mod object_impls;
mod of_traits;
mod overloads;
pub mod parameters;
mod parse;
mod pins;
mod prelude;
mod replaced;
mod resolve;
mod session;
mod signature;
mod sink;
mod spans;
mod state_machines;
mod std_names;
mod stripped;
mod thread_locals;
mod twins;
mod type_instances;
mod types;
mod walk;

pub use compile::{Compiled, compile};
pub use parameters::{ParameterError, parameters, set_parameter};
pub use replaced::{Replaced, replaced};
pub use state_machines::state_machines;
