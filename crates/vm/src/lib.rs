//! One thread or task, resumable: frames, values, heap, and why it stopped.
//!
//! The VM knows no time, no other task and no output: whatever touches those halts it
//! ([`Halt::Sys`]) and the engine answers. The heap is machine-wide and passed in.
//!
//! What this crate does not do: schedule, keep sync objects' state, or parse.

mod halt;
mod value;

pub use halt::{Fault, Halt, MAX_SYS_ARGS};
pub use value::{ObjectId, Slot, Value};
