//! From events and states to what is said about them.

use interleave_trace::{
    BlockReason, DescheduleReason, Event, EventId, EventKind, Nanos, Stream, TaskId, Trace,
};

use crate::language::Language;
use crate::length::length_as_written;
use crate::markup;
use crate::names::Names;
use crate::phrases::{Awaited, Quiet, Said};
use crate::states::{Now, TaskState};

/// A trace and the text that it is a run of.
#[derive(Clone, Copy)]
pub(crate) struct Story<'t> {
    pub(crate) trace: &'t Trace,
    pub(crate) source: &'t str,
}

/// What a task does with the events from number `from` on, in a phrase with marks; `None` when there is nothing to say.
#[must_use]
pub fn act_phrase(
    trace: &Trace,
    source: &str,
    language: Language,
    task: TaskId,
    from: usize,
) -> Option<String> {
    let before = Now {
        state: TaskState::Running {
            core: None,
            worker: None,
        },
        since: Nanos::ZERO,
        event: EventId(0),
    };
    let story = Story { trace, source };
    let new = trace.events.get(from..).unwrap_or_default();
    new.iter()
        .filter(|event| event.task == task && !is_move(&event.kind))
        .find_map(|event| tell(story, event, before))
        .map(|said| said.words(language))
}

/// Whether a task only comes to a core or leaves it.
fn is_move(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Dispatched | EventKind::Descheduled { .. })
}

/// What to say about `event`, whose task was in state `before`; `None` when a reader would not miss it.
pub(crate) fn tell(story: Story<'_>, event: &Event, before: Now) -> Option<Said> {
    let trace = story.trace;
    let names = Names(trace);
    let code = event.span.text(story.source);
    let said = match &event.kind {
        EventKind::Dispatched => return tell_dispatch(trace, event, before),
        EventKind::Descheduled { reason } => return tell_descheduled(*reason),
        EventKind::Arrived
        | EventKind::Woken
        | EventKind::Created { .. }
        | EventKind::ClockMoved { .. } => return None,
        EventKind::Spawned { child } => Said::Spawns {
            thread: names.thread(*child),
        },
        EventKind::Blocked { reason } => tell_blocked(names, code, event.at, reason),
        EventKind::Printed { stream, text } => tell_printed(*stream, text),
        EventKind::WorkBegan { duration } => Said::Works {
            length: length_as_written(*duration, code),
        },
        EventKind::WorkEnded => Said::WorkDone,
        EventKind::Joined { target, panicked } => {
            let thread = names.thread(*target);
            if *panicked {
                Said::JoinsPanicked { thread }
            } else {
                Said::Joins { thread }
            }
        }
        EventKind::ScopeEnded { .. } => Said::ScopeEnds,
        EventKind::Unparked { target } => Said::Unparks {
            thread: names.thread(*target),
        },
        EventKind::WokeTask { target } => Said::WakesTask {
            thread: names.thread(*target),
        },
        EventKind::IoBegan { io, .. } => Said::AsksNetwork { io: *io },
        EventKind::IoReady { io, .. } => Said::NetworkReady { io: *io },
        EventKind::PollBegan { future } => Said::PollsFuture {
            future: markup::code(future),
        },
        EventKind::PollEnded {
            future,
            is_ready,
            times,
            ..
        } => {
            let (future, times) = (markup::code(future), *times);
            match is_ready {
                true => Said::FutureReady { future },
                false => Said::FuturePending { future, times },
            }
        }
        EventKind::WakerCalled { waker } => Said::CallsWaker {
            waker: markup::code(waker),
        },
        EventKind::ParkEnded => Said::ParkEnds,
        EventKind::PanicBegan { message } => Said::Panics {
            message: markup::code(message),
        },
        EventKind::ReceiveFailed { channel } if is_closed(trace, event) => Said::FindsClosed {
            channel: names.sync(*channel),
        },
        EventKind::Finished { panicked: false } => Said::Ends,
        EventKind::Finished { panicked: true } => Said::EndsPanicked,
        EventKind::ProcessExited { code } => return tell_exit(before, *code),
        other => return tell_sync(names, other),
    };
    Some(said)
}

/// Whether tasks share OS threads: then a task that is ready may lack a worker while cores are free.
pub(crate) fn shares_workers(trace: &Trace) -> bool {
    let mut on = trace
        .events
        .iter()
        .filter_map(|event| Some((event.worker?, event.task)));
    on.any(|(worker, task)| worker.0 != task.0)
}

/// What surrounds a quiet task.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) process_ended: bool,
    pub(crate) lacks_worker: bool,
}

/// What a task in state `now` is in the middle of, `None` when it is not there.
pub(crate) fn tell_quiet(trace: &Trace, now: Now, around: Surroundings) -> Option<Quiet> {
    match now.state {
        TaskState::Absent | TaskState::Ended => None,
        _ if around.process_ended => Some(Quiet::CutOff),
        TaskState::Ready if around.lacks_worker => Some(Quiet::ReadyForWorker),
        TaskState::Ready => Some(Quiet::Ready),
        TaskState::Running { .. } => Some(Quiet::Running),
        TaskState::Waiting { reason } => Some(match awaited(Names(trace), &reason) {
            Some(what) => Quiet::Waiting { what },
            None => Quiet::Sleeping,
        }),
    }
}

/// What `reason` waits for, `None` for a sleep.
pub(crate) fn awaited(names: Names<'_>, reason: &BlockReason) -> Option<Awaited> {
    let what = match reason {
        BlockReason::Sleep { .. } => return None,
        BlockReason::Join { target } => Awaited::Thread {
            thread: names.thread(*target),
        },
        BlockReason::Scope { .. } => Awaited::ScopedThreads,
        BlockReason::Park { .. } => Awaited::Unpark,
        BlockReason::Await => Awaited::Waker,
        BlockReason::Work { .. } => Awaited::Work,
        BlockReason::Lock { lock, holder } => {
            let lock = names.sync(*lock);
            match holder {
                Some(holder) => Awaited::LockHeldBy {
                    lock,
                    holder: names.thread(*holder),
                },
                None => Awaited::Lock { lock },
            }
        }
        BlockReason::Read { lock, holder } => {
            let lock = names.sync(*lock);
            match holder.map(|holder| names.thread(holder)) {
                Some(holder) => Awaited::ReadLockHeldBy { lock, holder },
                None => Awaited::ReadLock { lock },
            }
        }
        BlockReason::Write { lock, holder } => {
            let lock = names.sync(*lock);
            match holder.map(|holder| names.thread(holder)) {
                Some(holder) => Awaited::WriteLockHeldBy { lock, holder },
                None => Awaited::WriteLock { lock },
            }
        }
        BlockReason::Receive { channel, .. } => Awaited::Message {
            channel: names.sync(*channel),
        },
        BlockReason::Send { channel } => Awaited::Room {
            channel: names.sync(*channel),
        },
        BlockReason::Condvar { condvar, .. } => Awaited::Condvar {
            condvar: names.sync(*condvar),
        },
        BlockReason::Barrier {
            barrier,
            arrived,
            size,
        } => Awaited::Barrier {
            barrier: names.sync(*barrier),
            missing: size.saturating_sub(*arrived),
        },
        BlockReason::Once { once } => Awaited::Once {
            once: names.sync(*once),
        },
    };
    Some(what)
}

/// Whether it is the closing of a channel that made `event` possible.
fn is_closed(trace: &Trace, event: &Event) -> bool {
    let cause = event.cause.and_then(|id| trace.events.get(id.index()));
    cause.is_some_and(|cause| matches!(cause.kind, EventKind::Closed { .. }))
}

fn tell_dispatch(trace: &Trace, event: &Event, before: Now) -> Option<Said> {
    let is_first = trace
        .events
        .get(before.event.index())
        .is_some_and(|began| matches!(began.kind, EventKind::Arrived))
        || before.state == TaskState::Absent;
    if is_first {
        let is_main = event.task.0 == 0;
        return (!is_main).then_some(Said::Starts);
    }
    let has_waited = before.state == TaskState::Ready && before.since < event.at;
    has_waited.then_some(Said::Runs)
}

fn tell_descheduled(reason: DescheduleReason) -> Option<Said> {
    match reason {
        DescheduleReason::Preempted => Some(Said::SliceOver),
        DescheduleReason::Yielded => Some(Said::Yields),
        DescheduleReason::Blocked | DescheduleReason::Finished => None,
    }
}

fn tell_blocked(names: Names<'_>, code: &str, at: Nanos, reason: &BlockReason) -> Said {
    match (reason, awaited(names, reason)) {
        (_, Some(what)) => Said::Waits { what },
        (BlockReason::Sleep { until }, None) => Said::Sleeps {
            length: length_as_written(until.saturating_sub(at), code),
        },
        (_, None) => unreachable!("only a sleep waits for nothing but time"),
    }
}

fn tell_printed(stream: Stream, text: &str) -> Said {
    let line = text.strip_suffix('\n').unwrap_or(text);
    match stream {
        Stream::Stdout if line.is_empty() => Said::PrintsEmptyLine,
        Stream::Stdout => Said::Prints {
            text: markup::code(line),
        },
        Stream::Stderr => Said::PrintsToStderr {
            text: markup::code(if line.is_empty() { "\n" } else { line }),
        },
    }
}

fn tell_exit(before: Now, code: i32) -> Option<Said> {
    let goes_without_saying = before.state == TaskState::Ended && code == 0;
    (!goes_without_saying).then_some(Said::ExitsProcess { code })
}

fn tell_sync(names: Names<'_>, kind: &EventKind) -> Option<Said> {
    Some(match kind {
        EventKind::Acquired { lock } if names.is_semaphore(*lock) => Said::TakesPermit {
            semaphore: names.sync(*lock),
        },
        EventKind::Released { lock, .. } if names.is_semaphore(*lock) => Said::ReturnsPermit {
            semaphore: names.sync(*lock),
        },
        EventKind::Acquired { lock } if names.is_rw_lock(*lock) => Said::LocksToWrite {
            lock: names.sync(*lock),
        },
        EventKind::ReadAcquired { lock } => Said::LocksToRead {
            lock: names.sync(*lock),
        },
        EventKind::ReadReleased { lock, .. } => Said::UnlocksReading {
            lock: names.sync(*lock),
        },
        EventKind::OnceBegan { once } => Said::Initialises {
            once: names.sync(*once),
        },
        EventKind::OnceEnded { once, poisoned } => {
            let once = names.sync(*once);
            if *poisoned {
                Said::InitialisingPanicked { once }
            } else {
                Said::Initialised { once }
            }
        }
        EventKind::Acquired { lock } => Said::Locks {
            lock: names.sync(*lock),
        },
        EventKind::Released { lock, poisoned } => {
            let lock = names.sync(*lock);
            if *poisoned {
                Said::UnlocksPoisoned { lock }
            } else {
                Said::Unlocks { lock }
            }
        }
        EventKind::TryLockFailed { lock } => Said::FailsToLock {
            lock: names.sync(*lock),
        },
        EventKind::Sent { channel } => Said::Sends {
            channel: names.sync(*channel),
        },
        EventKind::Received { channel } => Said::Receives {
            channel: names.sync(*channel),
        },
        EventKind::ReceiveFailed { channel } => Said::ReceivesNothing {
            channel: names.sync(*channel),
        },
        EventKind::SendFailed { channel } => Said::SendFails {
            channel: names.sync(*channel),
        },
        EventKind::Closed {
            channel,
            by_receiver,
        } => {
            let channel = names.sync(*channel);
            if *by_receiver {
                Said::DropsReceiver { channel }
            } else {
                Said::DropsLastSender { channel }
            }
        }
        EventKind::Notified { condvar, all } => {
            let condvar = names.sync(*condvar);
            if *all {
                Said::NotifiesAll { condvar }
            } else {
                Said::NotifiesOne { condvar }
            }
        }
        EventKind::BarrierOpened { barrier } => Said::OpensBarrier {
            barrier: names.sync(*barrier),
        },
        EventKind::RuntimeBuilt { workers } => Said::BuildsRuntime { workers: *workers },
        EventKind::Atomic { atomic, wrote } => {
            let atomic = names.sync(*atomic);
            if *wrote {
                Said::WritesAtomic { atomic }
            } else {
                Said::ReadsAtomic { atomic }
            }
        }
        _ => return None,
    })
}
