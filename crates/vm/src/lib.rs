//! One thread or task, resumable: frames, values, heap, and why it stopped.
//!
//! The VM knows no time, no other task and no output: whatever touches those halts it
//! ([`Halt::Sys`]) and the engine answers. The heap is machine-wide and passed in.
//!
//! What this crate does not do: schedule, keep sync objects' state, or parse.

mod arith;
mod calls;
mod clone;
mod code;
mod compare;
mod context;
mod drops;
mod format;
mod formatter;
mod frame;
mod halt;
mod heap;
mod interpret;
mod natives;
mod object;
mod patterns;
mod places;
mod step;
mod types;
mod unwind;
mod value;
mod verify;
mod vm;

pub use code::Code;
pub use context::{Answer, Context, Deferred, Trap};
pub use formatter::{Formatter, Spec};
pub use halt::{Fault, Halt, MAX_SYS_ARGS};
pub use heap::Heap;
pub use object::{Head, Object, Slots, Wide};
pub use value::{ObjectId, Slot, Value};
pub use vm::{StackEntry, Vm};
