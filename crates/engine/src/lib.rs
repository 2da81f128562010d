//! The machine: cores, OS policies, virtual clock, costs, sync objects, thread models, the oracle.
//!
//! # Words
//! - *Task*: anything schedulable, one a thread. *Worker*: an OS thread that carries tasks; under the `threads`
//!   model worker i carries task i. *Core*: runs workers.
//! - *Burst*: CPU time that a task needs before it does the next thing. *Slice*: what a worker gets of a core
//!   before the policy decides anew.
//! - *Choice point*: several things are possible at one instant; the *oracle* says which happens.
//!
//! # Invariants
//! - A run is determined by program, machine and the oracle's answers. State is a value: no shared ownership, no
//!   interior mutability, nothing iterated in hash order.
//! - Syscalls are performed in order of (time, sequence).
//!
//! What this crate does not do: execute instructions (vm), draw or format (report), search (explore).

mod copy;
mod deadlock;
mod dispatch;
mod interleaving;
mod labels;
mod live;
mod machine;
mod oracle;
mod os;
mod output;
mod polls;
mod recorder;
mod reused;
mod run;
mod runtime;
mod schedule;
mod simulation;
mod spinning;
mod sync;
mod syscalls;
mod task;
mod timers;
mod waits;

pub use interleave_vm::{Code, Written, reduced};
pub use interleaving::{Act, End, Interleaving, Timing, Touched, Wanted, interleave};
pub use live::{Live, LiveNote};
pub use machine::{Costs, Limits, Machine, Model, Network, Policy, Recording};
pub use oracle::{ChoiceKind, ChoicePoint, DefaultOracle, Oracle, RandomOracle, Replay};
pub use schedule::{PlanError, Schedule, ScheduleChoice, ScheduleError, SchedulePlan};
pub use simulation::{MachineError, Simulation, run};
