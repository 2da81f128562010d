//! Timeline tables, lanes, metrics, sentences and exports: all pure functions of a trace.
//!
//! Words carry a little markup ([`pieces`]): backquotes for what the program wrote, two stars for a thread.
//!
//! What this crate does not do: run anything, or touch a DOM.

mod hash;
mod lanes;
mod language;
mod length;
mod markup;
mod metrics;
mod names;
mod page;
mod perfetto;
mod phrases;
mod polls;
mod sentences;
mod state_graph;
mod states;
mod task_hints;
mod telling;
mod timeline;

pub use hash::trace_hash;
pub use lanes::{
    Arrow, ArrowKind, Lane, LaneOptions, LaneView, Lanes, Mark, Segment, SegmentState, lanes, svg,
};
pub use language::Language;
pub use length::{decimals_needed, length_text};
pub use markup::{Piece, bare, code, pieces, thread, without_thread_marks};
pub use metrics::{Metrics, TaskMetrics, metrics};
pub use page::page;
pub use perfetto::perfetto;
pub use polls::{Poll, PollState, polls};
pub use sentences::{
    About, Difference, Explanation, Place, awaited_text, difference, ending_sentence, explain,
    outcome_sentence,
};
pub use state_graph::{DrawnAct, DrawnState, GraphState, StateGraph, state_graph};
pub use task_hints::{HintKind, TaskHint, task_hints};
pub use telling::act_phrase;
pub use timeline::{Cell, Phrase, Row, RowStep, Timeline, TimelineOptions, timeline};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
