//! The plain data of lower rooms that requests and replies are made of: a caller needs no other crate.

pub use interleave_engine::Timing;
pub use interleave_engine::{Costs, Limits, Machine, Model, Policy, Recording};
pub use interleave_explore::{
    Count, Found, Kind, Move, Options as SearchOptions, Progress, Report as ExploreReport, Witness,
};
pub use interleave_frontend::{ParameterError, parameters, set_parameter};
pub use interleave_gallery::{
    Bilingual, Group, RECORDED, Scenario, Texts, find as find_scenario, scenarios,
    texts as scenario_texts,
};
pub use interleave_program::{
    Diagnostic, Label, LineColumn, LineIndex, Parameter, ParameterUnit, Severity, Span, sort_by_key,
};
pub use interleave_report::{
    About, Arrow, ArrowKind, Cell, Difference, DrawnAct, DrawnState, Explanation, Lane,
    LaneOptions, LaneView, Lanes, Language, Mark, Metrics, Phrase, Piece, Place, Row, RowStep,
    Segment, SegmentState, StateGraph, TaskMetrics, Timeline, TimelineOptions, bare,
    decimals_needed, difference, explain, lanes, length_text, metrics, outcome_sentence, pieces,
    svg, timeline, trace_hash, without_thread_marks,
};
pub use interleave_trace::invariants::check as check_invariants;
pub use interleave_trace::{
    BlockReason, CoreId, CoreUse, DeadlockEdge, DescheduleReason, Event, EventId, EventKind,
    LimitKind, Nanos, Outcome, Stream, SyncId, SyncInfo, SyncKind, TaskId, TaskInfo, Trace,
    WorkerId,
};
