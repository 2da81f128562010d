//! The machine: cores, OS policies, virtual clock, costs, sync objects, thread models, the oracle.
//!
//! What this crate does not do: execute instructions (vm), draw or format (report), search (explore).

mod machine;

pub use machine::{Costs, Limits, Machine, Model, Policy, Recording};
