//! The rules that a trace keeps, checked.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{DescheduleReason, Event, EventKind};
use crate::ids::{CoreId, EventId, SyncId, TaskId};
use crate::time::Nanos;
use crate::trace::Trace;

/// Checks that `trace` keeps the rules of the crate's documentation, and these:
/// - a core carries one task at a time; an event on a core belongs to the task that runs there;
/// - a task arrives first, waits only while it runs, is woken only while it waits, and does nothing after its end;
/// - a lock has one owner, who gives it back, or readers; a one-time initialisation is done once; a message is received once, because of its `Sent`;
/// - `busy` is the time in which tasks ran, and no core is busy or switching for longer than the run.
///
/// Traces of which only the output was recorded are checked for order only.
///
/// # Errors
/// The first rule broken, as a sentence that names the event.
pub fn check(trace: &Trace) -> Result<(), String> {
    let mut state = State::new(trace);
    for (index, event) in trace.events.iter().enumerate() {
        let told = |what: String| format!("event {index} ({:?}): {what}", event.kind);
        state.in_order(index, event).map_err(told)?;
        if state.is_full {
            state.on_core(event).map_err(told)?;
            state.of_task(event).map_err(told)?;
            state.of_sync(event).map_err(told)?;
        }
    }
    if trace.end < state.now {
        return Err("the run ends before its last event".to_owned());
    }
    state.core_use(trace)
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Unborn,
    Ready,
    Running(CoreId),
    /// It blocked or ended on a core, and `Descheduled` must follow.
    Leaving(CoreId, DescheduleReason),
    Waiting,
    Ended,
}

struct State<'t> {
    events: &'t [Event],
    is_full: bool,
    now: Nanos,
    has_exited: bool,
    tasks: Vec<Standing>,
    /// Per core: who runs there since when, and the time that tasks have run.
    cores: Vec<Option<(TaskId, Nanos)>>,
    busy_ns: Vec<u64>,
    owners: BTreeMap<SyncId, TaskId>,
    readers: BTreeMap<SyncId, Vec<TaskId>>,
    completed: BTreeSet<SyncId>,
    received: BTreeMap<EventId, EventId>,
}

impl<'t> State<'t> {
    fn new(trace: &'t Trace) -> Self {
        let first = trace.events.first().map(|event| &event.kind);
        Self {
            events: &trace.events,
            is_full: first == Some(&EventKind::Arrived),
            now: Nanos::ZERO,
            has_exited: false,
            tasks: vec![Standing::Unborn; trace.tasks.len()],
            cores: vec![None; trace.cores as usize],
            busy_ns: vec![0; trace.cores as usize],
            owners: BTreeMap::new(),
            readers: BTreeMap::new(),
            completed: BTreeSet::new(),
            received: BTreeMap::new(),
        }
    }

    fn in_order(&mut self, index: usize, event: &Event) -> Result<(), String> {
        ensure(event.id.index() == index, || {
            format!("its id is {}", event.id.0)
        })?;
        ensure(event.at >= self.now, || "time goes back".to_owned())?;
        ensure(event.cause.is_none_or(|cause| cause < event.id), || {
            "its cause is not earlier".to_owned()
        })?;
        ensure(event.task.index() < self.tasks.len(), || {
            "there is no such task".to_owned()
        })?;
        ensure(!self.has_exited, || "the process has exited".to_owned())?;
        self.now = event.at;
        self.has_exited = matches!(event.kind, EventKind::ProcessExited { .. });
        Ok(())
    }

    /// An event on a core belongs to the task that runs there.
    fn on_core(&self, event: &Event) -> Result<(), String> {
        let Some(core) = event.core else {
            return Ok(());
        };
        ensure(core.index() < self.cores.len(), || {
            "there is no such core".to_owned()
        })?;
        let running = self.cores[core.index()].map(|(task, _)| task);
        match event.kind {
            EventKind::Dispatched => ensure(running.is_none(), || {
                format!("core {} carries task {running:?}", core.0)
            }),
            _ => ensure(running == Some(event.task), || {
                format!("core {} carries task {running:?}", core.0)
            }),
        }
    }

    fn of_task(&mut self, event: &Event) -> Result<(), String> {
        let standing = self.tasks[event.task.index()];
        let next = match (&event.kind, standing) {
            (EventKind::Arrived, Standing::Unborn) => Standing::Ready,
            (EventKind::Dispatched, Standing::Ready) => self.dispatch(event)?,
            (EventKind::Descheduled { reason }, _) => self.deschedule(event, *reason)?,
            (EventKind::Blocked { .. }, Standing::Running(core)) => {
                Standing::Leaving(core, DescheduleReason::Blocked)
            }
            (EventKind::Finished { .. }, Standing::Running(core)) => {
                Standing::Leaving(core, DescheduleReason::Finished)
            }
            (EventKind::Woken, Standing::Waiting) => Standing::Ready,
            (
                EventKind::Arrived
                | EventKind::Dispatched
                | EventKind::Blocked { .. }
                | EventKind::Finished { .. }
                | EventKind::Woken,
                _,
            ) => return Err(format!("its task is {standing:?}")),
            // A sender that waits at a rendezvous channel sends when the receiver comes.
            (EventKind::Sent { .. }, Standing::Waiting) => standing,
            (EventKind::ProcessExited { .. }, Standing::Ended) => standing,
            // The driver notices these, whatever becomes of the task meanwhile.
            (EventKind::IoReady { .. } | EventKind::ClockMoved { .. }, _) => standing,
            (_, Standing::Running(_)) => standing,
            _ => return Err(format!("its task is {standing:?}")),
        };
        self.tasks[event.task.index()] = next;
        Ok(())
    }

    fn dispatch(&mut self, event: &Event) -> Result<Standing, String> {
        let core = event.core.ok_or("it is on no core")?;
        ensure(event.worker.is_some(), || "it has no worker".to_owned())?;
        self.cores[core.index()] = Some((event.task, event.at));
        Ok(Standing::Running(core))
    }

    fn deschedule(&mut self, event: &Event, reason: DescheduleReason) -> Result<Standing, String> {
        let standing = self.tasks[event.task.index()];
        let (core, next) = match (standing, reason) {
            (Standing::Running(core), DescheduleReason::Preempted | DescheduleReason::Yielded) => {
                (core, Standing::Ready)
            }
            (Standing::Leaving(core, why), _) if why == reason => match why {
                DescheduleReason::Finished => (core, Standing::Ended),
                _ => (core, Standing::Waiting),
            },
            _ => return Err(format!("its task is {standing:?}")),
        };
        if let Some((_, since)) = self.cores[core.index()].take() {
            self.busy_ns[core.index()] += event.at.saturating_sub(since).0;
        }
        Ok(next)
    }

    fn of_sync(&mut self, event: &Event) -> Result<(), String> {
        match event.kind {
            EventKind::Acquired { lock } => {
                ensure(!self.readers.contains_key(&lock), || {
                    "others read what the lock guards".to_owned()
                })?;
                let before = self.owners.insert(lock, event.task);
                ensure(before.is_none(), || format!("{before:?} holds the lock"))
            }
            EventKind::Released { lock, .. } => {
                let owner = self.owners.remove(&lock);
                ensure(owner.is_some(), || "nobody holds the lock".to_owned())
            }
            EventKind::ReadAcquired { lock } => {
                let owner = self.owners.get(&lock);
                ensure(owner.is_none(), || format!("{owner:?} writes"))?;
                self.readers.entry(lock).or_default().push(event.task);
                Ok(())
            }
            EventKind::ReadReleased { lock, reader } => self.read_released(lock, reader),
            EventKind::OnceBegan { once } => {
                ensure(!self.completed.contains(&once), || {
                    "it was initialised before".to_owned()
                })?;
                let before = self.owners.insert(once, event.task);
                ensure(before.is_none(), || format!("{before:?} initialises it"))
            }
            EventKind::OnceEnded { once, poisoned } => {
                let owner = self.owners.remove(&once);
                if !poisoned {
                    self.completed.insert(once);
                }
                ensure(owner == Some(event.task), || {
                    format!("{owner:?} initialises it")
                })
            }
            EventKind::Received { channel } => {
                let sent = event.cause.ok_or("it has no cause")?;
                let is_sent = self.events[sent.index()].kind == EventKind::Sent { channel };
                ensure(is_sent, || "its cause is not its `Sent`".to_owned())?;
                let before = self.received.insert(sent, event.id);
                ensure(before.is_none(), || {
                    format!("{before:?} has received it before")
                })
            }
            _ => Ok(()),
        }
    }

    fn read_released(&mut self, lock: SyncId, reader: TaskId) -> Result<(), String> {
        let readers = self.readers.entry(lock).or_default();
        let found = readers.iter().position(|it| *it == reader);
        found.map(|index| readers.swap_remove(index));
        if readers.is_empty() {
            self.readers.remove(&lock);
        }
        ensure(found.is_some(), || {
            format!("{reader:?} does not read what the lock guards")
        })
    }

    fn core_use(&self, trace: &Trace) -> Result<(), String> {
        for (index, used) in trace.core_use.iter().enumerate() {
            let total = used.busy.0 + used.switching.0;
            ensure(total <= trace.end.0, || {
                format!("core {index} is in use for longer than the run")
            })?;
            let still = self.cores[index].map_or(0, |(_, since)| trace.end.0 - since.0);
            let busy = self.busy_ns[index] + still;
            ensure(!self.is_full || busy == used.busy.0, || {
                format!("core {index}: tasks ran for {busy} ns, not {}", used.busy.0)
            })?;
        }
        Ok(())
    }
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}
