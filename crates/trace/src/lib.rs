//! What happened in a run: events with causes, the outcome, and the rules that a trace keeps.
//!
//! The trace is append-only. Tables, lanes, metrics and sentences are pure functions of it.
//!
//! # Invariants
//! - `events[i].id == i`; `at` never decreases; a cause is an earlier event.
//! - A task is on at most one core at a time: `Dispatched` and `Descheduled` (or an end) alternate per worker.
//! - Every `Blocked` is followed by at most one `Woken` of the same task before its next `Blocked`.
//!
//! What this crate does not do: run, format or draw anything.

mod event;
mod ids;
pub mod invariants;
mod label;
mod outcome;
mod tasks;
mod time;
mod trace;

pub use event::{BlockReason, DescheduleReason, Event, EventKind, IoKind, Stream};
pub use ids::{CoreId, EventId, SyncId, TaskId, WorkerId};
pub use label::Label;
pub use outcome::{DeadlockEdge, LimitKind, Outcome};
pub use tasks::{TaskInfo, Tasks};
pub use time::Nanos;
pub use trace::{CoreUse, SyncInfo, SyncKind, Trace};
