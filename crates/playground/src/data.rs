//! The plain data of lower rooms that requests and replies are made of: a caller needs no other crate.

pub use interleave_engine::{Costs, Limits, Machine, Model, Policy, Recording};
pub use interleave_gallery::{Bilingual, Group, Scenario, scenarios};
pub use interleave_program::{
    Diagnostic, Label, LineColumn, LineIndex, Parameter, ParameterUnit, Severity, Span,
};
pub use interleave_report::{
    Arrow, ArrowKind, Cell, Lane, LaneView, Lanes, Language, Mark, Metrics, Phrase, Row, RowStep,
    Segment, SegmentState, TaskMetrics, Timeline,
};
pub use interleave_trace::{
    BlockReason, CoreId, DeadlockEdge, EventId, LimitKind, Nanos, Outcome, Stream, TaskId,
};
