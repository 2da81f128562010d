//! Sentences: how a run ended, and why a task could go on.

mod outcome;
mod why;

pub use outcome::{awaited_text, ending_sentence, outcome_sentence};
pub(crate) use why::Reasons;
