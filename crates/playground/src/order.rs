//! The order in which the threads of one schedule do what others can notice: what real threads are to be forced into.

use interleave_engine::{Interleaving, Machine, Replay, ScheduleChoice, SchedulePlan};
use interleave_program::{Diagnostic, LineIndex, Span};
use interleave_trace::{Outcome, TaskId, Trace};

use crate::pipeline::{Prepared, Refused, without_place};

/// A run and the order of its acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The run.
    pub trace: Trace,
    /// What others could notice, in order.
    pub acts: Vec<OrderedAct>,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedAct {
    /// Who.
    pub task: TaskId,
    /// What, by the name of its syscall ("MutexLock"); "End" for the thread's end. "ArcDrop" and "ArcCount": it does
    /// something to how many share a value.
    pub what: String,
    /// Line of the source, from 1; 0 when none.
    pub line: u32,
    /// Whether it only began to wait.
    pub waits: bool,
    /// Whether it ends a wait because the time is over.
    pub times_out: bool,
}

/// The order of `source` under `schedule`, which says how a run goes act by act: one that begins with `free:`, `exact:`
/// or `jitter-…:`, as `interleave explore` prints them.
///
/// # Errors
/// When the text or the schedule is refused.
pub fn order(source: &str, schedule: &str) -> Result<Order, Refused> {
    let prepared = Prepared::new(source);
    let code = prepared.code()?;
    let refused = |diagnostic: Diagnostic| Refused {
        diagnostics: vec![diagnostic],
    };
    let plan = SchedulePlan::parse(schedule)
        .map_err(|error| refused(without_place("bad-schedule", &error)))?;
    let Some(timing) = plan.timing else {
        let advice = "only a schedule that goes act by act can be forced on real threads: one that begins with `free:`, \
                      `exact:` or `jitter-…:`, as `interleave explore` prints them";
        return Err(refused(Diagnostic::error(
            "bad-schedule",
            Span::NONE,
            advice.to_owned(),
        )));
    };
    let run = Interleaving::new(code, source, &Machine::default(), timing);
    let mut run = run.map_err(|error| refused(without_place("bad-machine", &error)))?;
    run.log_acts();
    let replay = match &plan.choice {
        ScheduleChoice::Replay(schedule) => {
            let mut replay = Replay::new(schedule.clone());
            while run.step(&mut replay) {}
            Some(replay)
        }
        ScheduleChoice::Random(_) => {
            let mut random = plan.choice.oracle();
            while run.step(&mut *random) {}
            None
        }
    };
    let index = LineIndex::new(source);
    // A thread whose end drops its thread-locals goes on once more.
    let mut has_ended = vec![false; run.tasks()];
    let acts = run.acts().iter();
    let acts = acts.filter(|act| {
        act.sys.is_some() || !std::mem::replace(&mut has_ended[act.task.index()], true)
    });
    let acts = acts.map(|act| OrderedAct {
        task: act.task,
        what: act
            .sys
            .map_or_else(|| "End".to_owned(), |sys| format!("{sys:?}")),
        line: if act.span.is_some() {
            index.locate(source, act.span.start).line
        } else {
            0
        },
        waits: act.waits,
        times_out: act.times_out,
    });
    let acts = acts.collect();
    let trace = run.finish();
    if let Some(replay) = replay {
        let checked = replay.check(matches!(trace.outcome, Outcome::Limit { .. }));
        checked.map_err(|error| refused(without_place("bad-schedule", &error)))?;
    }
    Ok(Order { trace, acts })
}
