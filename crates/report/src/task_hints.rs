//! Hints about tasks, as tokio-console gives them: who keeps its thread for long, never yields, wakes itself, or waits
//! for a waker that nobody has any more.

use interleave_trace::{
    BlockReason, DeadlockEdge, DescheduleReason, EventId, EventKind, Nanos, Outcome, TaskId, Trace,
};
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::length::length_text;
use crate::names::Names;
use crate::polls::{Poll, PollState, futures, polls};

/// Longer polls let everybody else on the thread wait: a hundred times what tokio's authors call long.
const LONG_POLL: Nanos = Nanos::from_millis(10);
/// So often a task has to wake itself to be noticed, and in more than half of its wakes.
const MANY_WAKES: usize = 10;

/// What is remarkable about a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum HintKind {
    /// Its longest poll took so long.
    BlocksWorker { length: Nanos },
    /// It was one single poll, which took so long.
    NeverYields { length: Nanos },
    /// So many of its wakes were its own.
    WakesItself { own: usize, all: usize },
    /// It waits, and nobody can wake it.
    LostWaker,
}

/// A hint about a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaskHint {
    /// What.
    #[serde(flatten)]
    pub kind: HintKind,
    /// Whose.
    pub task: TaskId,
    /// Where to look: what took the time, the last wake, the wait.
    pub event: EventId,
}

impl TaskHint {
    /// In a sentence with marks.
    #[must_use]
    pub fn sentence(&self, trace: &Trace, language: Language) -> String {
        let name = Names(trace).thread(self.task);
        match self.kind {
            HintKind::BlocksWorker { length } => {
                let length = length_text(length);
                language.pick(
                    format!("{name} kept its thread for {length} in one poll: nobody else on it could run. Await instead of blocking, or use `spawn_blocking`"),
                    format!("{name} 在一次 poll 中占用线程 {length}：同一线程上的其他任务都无法运行。请用 await 代替阻塞，或使用 `spawn_blocking`"),
                )
            }
            HintKind::NeverYields { length } => {
                let length = length_text(length);
                language.pick(
                    format!("{name} never yielded: its only poll took {length}. Put an await into its loop, or use `spawn_blocking`"),
                    format!("{name} 从不让出：它唯一的一次 poll 用了 {length}。请在循环中加入 await，或使用 `spawn_blocking`"),
                )
            }
            HintKind::WakesItself { own, all } => language.pick(
                format!("{name} wakes itself: {own} of its {all} wakes are its own. Wait for what it needs instead of asking again and again"),
                format!("{name} 自己唤醒自己：{all} 次唤醒中有 {own} 次来自它自己。应等待所需的事件，而不是反复询问"),
            ),
            HintKind::LostWaker => language.pick(
                format!("{name} waits, and nobody is left who would wake it: a future gave `Pending` without keeping its waker, or whoever has it never calls it"),
                format!("{name} 在等待，却不会再有谁唤醒它：某个 future 返回了 `Pending` 却没有保存 waker，或者持有 waker 的一方从不调用它"),
            ),
        }
    }
}

/// All hints about a run, by task.
#[must_use]
pub fn task_hints(trace: &Trace) -> Vec<TaskHint> {
    let futures = futures(trace);
    if !futures.contains(&true) {
        return Vec::new();
    }
    let mut hints = long_polls(trace);
    hints.extend(own_wakes(trace));
    hints.extend(lost_wakers(trace));
    hints.sort_by_key(|hint| (hint.task, hint.event));
    hints
}

fn long_polls(trace: &Trace) -> Vec<TaskHint> {
    let polls = polls(trace, &[]);
    // Whoever awaits nothing and carries nobody else is an ordinary thread.
    let first = polls.first().map(|poll| poll.task);
    if polls.iter().all(|poll| Some(poll.task) == first) {
        return Vec::new();
    }
    let mut longest: Vec<Option<(Nanos, &Poll)>> = vec![None; trace.tasks.len()];
    for poll in polls
        .iter()
        .filter(|poll| wall_time(trace, poll) >= LONG_POLL)
    {
        let length = occupied(trace, poll);
        let own = &mut longest[poll.task.index()];
        if length >= LONG_POLL && own.is_none_or(|(known, _)| known <= length) {
            *own = Some((length, poll));
        }
    }
    let hint = |(length, poll): (Nanos, &Poll)| {
        let is_single = poll.from == PollState::Start && poll.to == PollState::Done;
        TaskHint {
            kind: match is_single {
                true => HintKind::NeverYields { length },
                false => HintKind::BlocksWorker { length },
            },
            task: poll.task,
            event: reason(trace, poll),
        }
    };
    longest.into_iter().flatten().map(hint).collect()
}

fn wall_time(trace: &Trace, poll: &Poll) -> Nanos {
    let at = |event: EventId| trace.events[event.index()].at;
    at(poll.ended).saturating_sub(at(poll.began))
}

/// How long a poll kept its thread by what it did. That its thread had no core meanwhile, that others had their turn where
/// runs go act by act, or that its runtime waited for threads to end, is not its doing.
fn occupied(trace: &Trace, poll: &Poll) -> Nanos {
    let inside = &trace.events[poll.began.index()..poll.ended.index()];
    let mut waited = Nanos::ZERO;
    let mut waits_since = None;
    for event in inside.iter().filter(|event| event.task == poll.task) {
        match event.kind {
            EventKind::Blocked { .. } if event.span.is_some() => {}
            EventKind::Blocked { .. }
            | EventKind::Woken
            | EventKind::Descheduled {
                reason: DescheduleReason::Preempted,
            } => {
                waits_since.get_or_insert(event.at);
            }
            EventKind::Dispatched => {
                let since = waits_since.take().unwrap_or(event.at);
                waited = waited.saturating_add(event.at.saturating_sub(since));
            }
            _ => {}
        }
    }
    wall_time(trace, poll).saturating_sub(waited)
}

/// What took the time: the first wait or work inside the poll, else its end.
fn reason(trace: &Trace, poll: &Poll) -> EventId {
    let inside = &trace.events[poll.began.index()..poll.ended.index()];
    let mut long = inside.iter().filter(|event| {
        event.task == poll.task
            && matches!(
                event.kind,
                EventKind::Blocked { .. } | EventKind::WorkBegan { .. }
            )
    });
    long.next().map_or(poll.ended, |event| event.id)
}

fn own_wakes(trace: &Trace) -> Vec<TaskHint> {
    // By target: own wakes, all wakes, the last own one.
    let mut wakes = vec![(0, 0, None); trace.tasks.len()];
    for event in &trace.events {
        if let EventKind::WokeTask { target } = event.kind {
            let it = &mut wakes[target.index()];
            it.1 += 1;
            if target == event.task {
                it.0 += 1;
                it.2 = Some(event.id);
            }
        }
    }
    let all = trace.tasks.iter().zip(wakes);
    all.filter_map(|(task, (own, all, last))| {
        (own >= MANY_WAKES && own * 2 > all).then_some(TaskHint {
            kind: HintKind::WakesItself { own, all },
            task: task.id,
            event: last?,
        })
    })
    .collect()
}

fn lost_wakers(trace: &Trace) -> Vec<TaskHint> {
    let cycle: &[DeadlockEdge] = match &trace.outcome {
        Outcome::Deadlock { cycle, .. } => cycle,
        _ => &[],
    };
    let waits = |edge: &&DeadlockEdge| edge.reason == BlockReason::Await;
    let lost = cycle.iter().chain(&trace.stuck).filter(waits);
    lost.filter_map(|edge| {
        let mut own = trace.events.iter().rev();
        let event = own.find(|event| {
            event.task == edge.task && matches!(event.kind, EventKind::Blocked { .. })
        })?;
        Some(TaskHint {
            kind: HintKind::LostWaker,
            task: edge.task,
            event: event.id,
        })
    })
    .collect()
}
