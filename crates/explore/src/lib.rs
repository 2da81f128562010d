//! Every interleaving: the complete set of a program's outcomes, how many schedules lead to each, a witness each.
//!
//! The search goes over states, not over runs: a state that was reached by one order of acts and is reached again by
//! another is not searched again. States are compared by a 128-bit hash of their canonical bytes
//! (`interleave_engine::Interleaving::state`), so of a visited state 16 bytes and its edges stay.
//!
//! # Words
//! - *State*: what a program is between two acts. *Edge*: one act of one thread, with the picks among waiters in it.
//! - *Outcome*: output and ending. What two schedules write in another order are two outcomes.
//! - *Schedule*: a way from the start to an end through the graph. Schedules are counted exactly.
//! - *Witness*: a schedule of an outcome, as few context switches as possible, which `run --schedule` repeats.
//! - *Move*: what somebody who schedules by hand does at a choice; *from here* means after some moves.
//! - *Progress*: an end can be reached. A cycle of states from which none can is a *livelock*.
//!
//! What this crate does not do: run programs (engine) or find words for what it found (playground).

mod asleep;
mod count;
mod graph;
mod moves;
mod outcomes;
mod picture;
mod retrace;
mod rows;
mod search;
mod shortcuts;
mod strongly;
mod witness;

pub use count::Count;
pub use moves::{Move, follow, go_on, make};
pub use outcomes::{Found, Kind, Report};
pub use picture::{PictureAct, PictureState};
pub use search::{Incomplete, Options, Progress, Reduction, Search};
pub use witness::Witness;
