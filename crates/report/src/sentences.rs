//! Sentences: how a run ended, why a task could go on, what it was waiting for, where two runs part.

mod difference;
mod explain;
mod outcome;
mod why;

pub use difference::{Difference, difference};
pub use explain::{About, Explanation, Place, explain};
pub use outcome::{awaited_text, ending_sentence, outcome_sentence};
pub(crate) use why::Reasons;
