//! One thread or task, resumable: frames, values, heap, and why it stopped.
//!
//! The VM knows no time, no other task and no output: whatever touches those halts it
//! ([`Halt::Sys`]) and the engine answers. The heap is machine-wide and passed in.
//!
//! # Words
//! - *Heap*: the arena of objects and the register files of all threads; everything in it is plain data, so a
//!   machine is cloned by copying ([`Heap`], [`Object`]).
//! - *Level*: an entry of a thread's call stack: a call of bytecode, or one of the machine's own resumable jobs
//!   (drop, format, clone), which call bytecode and halt like any other code.
//! - *Coroutine*: an `async` body as an object, with a register file of its own; a *poll* runs it until it ends or
//!   awaits something that is pending.
//! - *Place*: a reference to a slot; *link*: one `*` along a chain of pointers.
//! - *Native*: a primitive of std done here; *deferred*: what a native leaves to the machine because it may run
//!   code of the program.
//!
//! # Invariants
//! - Bytecode is checked once ([`Code::new`]); only checked code runs, and only that licenses the unchecked register
//!   access in the instruction loop.
//! - An owned object is in exactly one slot; whatever reads it by value moves or copies it.
//! - Nothing here recurses along the program's data: drops, copies, comparisons and formatting keep their own lists.
//!
//! What this crate does not do: schedule, keep sync objects' state, or parse.

mod ahead;
mod arith;
mod calls;
mod calls_at_once;
mod canonical;
mod clone;
mod code;
mod compare;
mod context;
mod coroutine;
mod counted;
mod cursor;
mod direct;
mod drops;
mod fast;
mod format;
mod formatter;
mod frame;
mod given;
mod guards;
mod halt;
mod heap;
mod instant;
mod interpret;
mod library;
mod library_calls;
mod library_types;
mod live;
mod may_own;
mod memory;
mod natives;
mod object;
mod operands;
mod own_methods;
mod patterns;
mod places;
mod polled;
mod prefetch;
mod quick;
mod reach;
mod reachable;
mod registers;
mod returns;
mod slow;
mod stacks;
mod step;
mod task;
mod task_poll;
mod types;
mod unwind;
mod value;
mod verify;
mod vm;
mod vm_box;
mod ways_seen;
mod wheel;

pub use ahead::{Loan, Spawn};
pub use canonical::{Canonical, Written};
pub use code::Code;
pub use context::{Answer, Context, Deferred, Trap};
pub use counted::{CountActs, CountUse};
pub use formatter::{Formatter, Spec};
pub use halt::{Fault, Halt, MAX_SYS_ARGS};
pub use heap::Heap;
pub use instant::{instant_ns, is_of_runtime, of_runtime};
pub use library::{JoinCell, PollContext, Sleep, take_joined, woken_task};
pub use library_types::{Library, TaskShapes};
pub use memory::HeapMemory;
pub use object::{Head, Object, Slots, Wide};
pub use polled::{PollNote, Polled, PolledPlace};
pub use prefetch::{prefetch, prefetch_object, prefetch_registers};
pub use reachable::reduced;
pub use value::{ObjectId, Slot, Value};
pub use vm::StackEntry;
pub use vm_box::VmBox;
pub use wheel::Wheel;
