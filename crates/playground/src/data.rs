//! The plain data of lower rooms that requests and replies are made of: a caller needs no other crate.

pub use interleave_engine::{Costs, Limits, Machine, Model, Network, Policy, Recording};
pub use interleave_engine::{LiveNote, Timing};
pub use interleave_explore::{
    Count, Found, Incomplete, Kind, Move, Options as SearchOptions, Progress, Reduction,
    Report as ExploreReport, Witness,
};
pub use interleave_frontend::{ParameterError, parameters, set_parameter, state_machines};
pub use interleave_gallery::{
    Bilingual, Group, RECORDED, Scenario, Texts, find as find_scenario, first as first_scenario,
    scenarios, texts as scenario_texts,
};
pub use interleave_program::{
    Diagnostic, Label, LineColumn, LineIndex, Parameter, ParameterUnit, Severity, Span, sort_by_key,
};
pub use interleave_report::{
    About, Arrow, ArrowKind, Cell, Difference, DrawnAct, DrawnState, Explanation, HintKind, Lane,
    LaneOptions, LaneView, Lanes, Language, Mark, Metrics, Phrase, Piece, Place, Poll, PollState,
    Row, RowStep, Segment, SegmentState, StateGraph, TaskHint, TaskMetrics, Timeline,
    TimelineOptions, bare, decimals_needed, difference, explain, lanes, length_text, metrics,
    outcome_sentence, pieces, polls, svg, task_hints, timeline, trace_hash, without_thread_marks,
};
pub use interleave_trace::invariants::check as check_invariants;
pub use interleave_trace::{
    BlockReason, CoreId, CoreUse, DeadlockEdge, DescheduleReason, Event, EventId, EventKind,
    IoKind, LimitKind, Nanos, Outcome, Stream, SyncId, SyncInfo, SyncKind, TaskId, TaskInfo, Trace,
    WorkerId,
};
