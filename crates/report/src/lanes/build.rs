//! Builds lanes: stretches of states become segments, outputs and ends become marks.

use interleave_trace::{BlockReason, CoreId, Event, EventKind, Nanos, TaskId, Trace, WorkerId};

use super::arrows::arrows;
use super::detail::{thin_arrows, thin_marks, thin_segments};
use super::reactor::reactor;
use super::{Lane, LaneView, Lanes, Mark, Segment, SegmentState};
use crate::language::Language;
use crate::markup;
use crate::names::Names;
use crate::states::{Stretch, TaskState, each_stretch};
use crate::telling::awaited;

/// What lanes to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneOptions {
    /// Language of all words.
    pub language: Language,
    /// By task or by core.
    pub view: LaneView,
    /// At most so many segments, so many marks and so many arrows, over all lanes; what is more is merged or left
    /// out, and counted. Each lane keeps at least one segment and the mark of its end.
    pub max_segments: usize,
    /// At most so many lanes, at least one.
    pub max_lanes: usize,
    /// Only what lies in this stretch of time, in more detail; `None` for the whole run.
    pub window: Option<(Nanos, Nanos)>,
}

impl Default for LaneOptions {
    fn default() -> Self {
        Self {
            language: Language::En,
            view: LaneView::Task,
            max_segments: 5_000,
            max_lanes: 256,
            window: None,
        }
    }
}

impl LaneOptions {
    /// Whether something of the stretch `from..=to` lies in the window.
    fn shows(&self, from: Nanos, to: Nanos) -> bool {
        self.window
            .is_none_or(|(first, last)| from <= last && to >= first)
    }
}

/// The lanes of `trace`. Linear in its events but for the merging of too many segments, which is `n log n`.
#[must_use]
pub fn lanes(trace: &Trace, options: LaneOptions) -> Lanes {
    let mut lanes = empty_lanes(trace, options);
    each_stretch(trace, |stretch| {
        add_segment(trace, options, &mut lanes, stretch);
    });
    for event in &trace.events {
        add_mark(options, &mut lanes, event);
    }
    let of_tasks = lanes.len();
    let mut arrows = arrows(trace, options.view, of_tasks);
    let reactor = (options.view == LaneView::Task)
        .then(|| reactor(trace, options.language, of_tasks))
        .flatten();
    if let Some((mut lane, wakes)) = reactor {
        lane.segments.retain(|it| options.shows(it.from, it.to));
        lane.marks.retain(|it| options.shows(it.at, it.at));
        lanes.push(lane);
        arrows.extend(wakes);
        interleave_program::sort_by_key(&mut arrows, |arrow| arrow.event);
    }
    arrows.retain(|arrow| options.shows(arrow.from_at, arrow.to_at));
    let length = options
        .window
        .map_or(trace.end, |(from, to)| to.saturating_sub(from));
    let mut left_out = thin_segments(&mut lanes, length, options.max_segments);
    left_out += thin_marks(&mut lanes, length, options.max_segments);
    left_out += thin_arrows(&mut arrows, options.max_segments);
    let all = match options.view {
        LaneView::Task => trace.tasks.len(),
        LaneView::Core => trace.cores as usize,
        LaneView::Worker => workers(trace),
    };
    Lanes {
        lanes_left_out: (all - of_tasks) as u64,
        lanes,
        arrows,
        end: trace.end,
        left_out,
    }
}

fn empty_lanes(trace: &Trace, options: LaneOptions) -> Vec<Lane> {
    let lane = |label: String, task| Lane {
        label,
        task,
        segments: Vec::new(),
        marks: Vec::new(),
    };
    let numbered = |label: &str, count: usize| {
        let lanes = (0..count).map(|number| lane(format!("{label} {number}"), None));
        lanes.collect()
    };
    let most = options.max_lanes.max(1);
    match options.view {
        LaneView::Task => trace
            .tasks
            .iter()
            .take(most)
            .map(|info| lane(info.label.to_string(), Some(info.id)))
            .collect(),
        LaneView::Core => {
            let label = options.language.pick("core", "核");
            numbered(label, (trace.cores as usize).min(most))
        }
        LaneView::Worker => {
            let label = options.language.pick("worker", "工作线程");
            numbered(label, workers(trace).min(most))
        }
    }
}

/// How many OS threads have carried tasks.
fn workers(trace: &Trace) -> usize {
    let used = trace.events.iter().filter_map(|event| event.worker);
    used.map(|worker| worker.index() + 1).max().unwrap_or(0)
}

/// The lane of an event or segment: its task's, its core's or its OS thread's.
pub(super) fn lane_of(
    view: LaneView,
    task: TaskId,
    core: Option<CoreId>,
    worker: Option<WorkerId>,
) -> Option<usize> {
    match view {
        LaneView::Task => Some(task.index()),
        LaneView::Core => core.map(CoreId::index),
        LaneView::Worker => worker.map(WorkerId::index),
    }
}

fn add_segment(trace: &Trace, options: LaneOptions, lanes: &mut [Lane], stretch: Stretch) {
    let (state, core, worker) = match stretch.state {
        TaskState::Running { core, worker } => (SegmentState::Running, core, worker),
        TaskState::Ready => (SegmentState::Ready, None, None),
        TaskState::Waiting {
            reason: BlockReason::Sleep { .. },
        } => (SegmentState::Sleeping, None, None),
        TaskState::Waiting {
            reason: BlockReason::Await,
        } => (SegmentState::Pending, None, None),
        TaskState::Waiting { .. } => (SegmentState::Blocked, None, None),
        TaskState::Absent | TaskState::Ended => return,
    };
    let is_shown = (options.view == LaneView::Task || state == SegmentState::Running)
        && options.shows(stretch.from, stretch.to);
    if !is_shown || (state != SegmentState::Running && stretch.from == stretch.to) {
        return;
    }
    let lane = lane_of(options.view, stretch.task, core, worker);
    let Some(lane) = lane.and_then(|index| lanes.get_mut(index)) else {
        return;
    };
    if let Some(last) = lane.segments.last_mut()
        && last.to == stretch.from
        && (last.state, last.task, last.core) == (state, stretch.task, core)
        && state == SegmentState::Running
    {
        last.to = stretch.to;
        return;
    }
    lane.segments.push(Segment {
        state,
        from: stretch.from,
        to: stretch.to,
        task: stretch.task,
        core,
        label: label(trace, options.language, stretch.state),
        event: stretch.event,
        span: trace
            .events
            .get(stretch.event.index())
            .map_or(interleave_program::Span::NONE, |event| event.span),
    });
}

fn label(trace: &Trace, language: Language, state: TaskState) -> String {
    let TaskState::Waiting { reason } = state else {
        return String::new();
    };
    let what = awaited(Names(trace), &reason);
    what.map_or_else(String::new, |what| markup::bare(&what.words(language)))
}

fn add_mark(options: LaneOptions, lanes: &mut [Lane], event: &Event) {
    if !options.shows(event.at, event.at) {
        return;
    }
    let (text, is_end) = match &event.kind {
        EventKind::Printed { text, .. } => {
            let line = text.strip_suffix('\n').unwrap_or(text);
            (markup::bare(&markup::code(line)), false)
        }
        EventKind::PanicBegan { .. } => {
            let text = options.language.pick("✕ panicked", "✕ panic");
            (text.to_owned(), false)
        }
        EventKind::Finished { .. } if options.view == LaneView::Task => (String::new(), true),
        _ => return,
    };
    let lane = lane_of(options.view, event.task, event.core, event.worker);
    if let Some(lane) = lane.and_then(|index| lanes.get_mut(index)) {
        lane.marks.push(Mark {
            at: event.at,
            text,
            is_end,
            event: event.id,
        });
    }
}

/// The length of a segment.
pub(super) fn length(segment: &Segment) -> Nanos {
    segment.to.saturating_sub(segment.from)
}
