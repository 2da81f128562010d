//! Timeline tables, lanes, metrics, sentences and exports: all pure functions of a trace.
//!
//! What this crate does not do: run anything, or touch a DOM.

mod lanes;
mod language;
mod metrics;
mod timeline;

pub use lanes::{Arrow, ArrowKind, Lane, LaneView, Lanes, Mark, Segment, SegmentState};
pub use language::Language;
pub use metrics::{Metrics, TaskMetrics};
pub use timeline::{Cell, Phrase, Row, RowStep, Timeline};
