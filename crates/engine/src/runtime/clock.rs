//! The clock of a runtime, which can stand still (`tokio::time::pause`; tokio's `time/clock.rs`).
//!
//! It then moves only when the thread that polls has nothing to do: up to the next timer at once, unless a call of
//! `spawn_blocking` is under way. What std's own time does meanwhile, `thread::sleep` or CPU time, it does not notice.
//!
//! In the machine's time such a jump is seen as time that passes, for a run in which everything happens at one instant
//! would show nothing. Where another thread would notice (one that runs, or waits for a time, or the network), the jump
//! takes no time of the machine, as it is for real. std's clock is the machine's without what jumps took of it.

use interleave_trace::{EventKind, Nanos, TaskId};
use interleave_vm::{Canonical, Value, instant_ns, is_of_runtime, of_runtime};

use super::{Scheduler, TICK_NS};
use crate::dispatch::deadline;
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::TaskState;

/// What tokio's panics say.
const OUTSIDE: &str = "time cannot be frozen from outside the Tokio runtime";
const FROZEN: &str = "time is already frozen";
const NOT_FROZEN: &str = "time is not frozen";
const ONE_THREAD: &str = "`time::pause()` requires the `current_thread` Tokio runtime. This is the default Runtime used by `#[tokio::test].";
const TOO_LATE: &str = "overflow when adding duration to instant";

/// What a runtime takes the time from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clock {
    /// What it said when it was last set.
    base: Nanos,
    /// By std's clock, since when it goes; `None` while it stands still.
    goes_since: Option<Nanos>,
    /// Whether the program asked for one thread: other clocks cannot stand still.
    can_pause: bool,
    /// In the machine's time, since when a jump takes place, and how far it goes at most.
    jump: Option<(Nanos, Nanos)>,
    /// How much of the machine's time its jumps took.
    skipped: Nanos,
    /// By how many ticks a real run would be late by now (see [`Wheel`]), and since when.
    late: (u8, Nanos),
}

impl Clock {
    pub(super) fn new(std_now: Nanos, can_pause: bool) -> Self {
        Self {
            base: std_now,
            goes_since: Some(std_now),
            can_pause,
            jump: None,
            skipped: Nanos::ZERO,
            late: (0, Nanos::ZERO),
        }
    }

    fn now(&self, std_now: Nanos) -> Nanos {
        let passed = self.goes_since.map(|since| std_now.saturating_sub(since));
        self.base.saturating_add(passed.unwrap_or(Nanos::ZERO))
    }

    pub(super) fn stands_still(&self) -> bool {
        self.goes_since.is_none()
    }

    /// See [`Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        let left = self.jump.map(|(_, left)| left);
        to.plain(&(self.can_pause, self.skipped, left, self.late.0));
        match self.goes_since {
            Some(since) => to.plain(&since.saturating_sub(self.base)),
            None => to.time(self.base.0),
        }
    }
}

impl Simulation<'_> {
    /// std's clock.
    pub(crate) fn std_now(&self) -> Nanos {
        let skipped = self.runtimes.iter().map(|it| it.clock.skipped.0).sum();
        self.now.saturating_sub(Nanos(skipped))
    }

    /// A runtime's clock.
    pub(super) fn clock_now(&self, id: u16) -> Nanos {
        let clock = &self.runtimes[usize::from(id)].clock;
        clock.now(self.std_now())
    }

    /// tokio's `Instant::now`
    pub(crate) fn runtime_now(&self, task: TaskId) -> Value {
        let (now, late) = match self.context(task) {
            Some(id) => (self.clock_now(id), self.late(id)),
            None => (self.std_now(), 0),
        };
        Value::Instant(of_runtime(now.0), late)
    }

    /// By how many ticks a real run of the runtime would be late by now.
    pub(super) fn late(&self, id: u16) -> u8 {
        self.runtimes[usize::from(id)].clock.late.0
    }

    /// Timers have fired that a real run would be so late with: if time goes on by itself, a tick later than that it
    /// would do what they wake for. `None`: none have fired, and what is done at a new instant is not late.
    pub(super) fn is_late_by(&mut self, id: u16, fired: Option<u8>) {
        let goes = !self.machine.is_punctual && !self.is_live() && !self.is_untimed;
        let now = self.now;
        let clock = &mut self.runtime(id).clock;
        let late = match fired {
            Some(fired) if goes && !clock.stands_still() => fired.saturating_add(1),
            Some(fired) => fired,
            None if clock.late.1 < now => 0,
            None => return,
        };
        let before = std::mem::replace(&mut clock.late, (late, now));
        if before.0 != late {
            self.clocks_are_set();
        }
    }

    /// (Instant): now by the same clock.
    pub(crate) fn now_like(&self, task: TaskId, instant: Value) -> Value {
        match self.heap.look_through(instant) {
            Value::Instant(it, _) if is_of_runtime(it) => self.runtime_now(task),
            _ => Value::Instant(self.std_now().0, 0),
        }
    }

    /// An instant of std's clock in the machine's time.
    pub(super) fn machine_time(&self, instant: u64) -> Nanos {
        let skipped = self.now.saturating_sub(self.std_now());
        Nanos(instant_ns(instant)).saturating_add(skipped)
    }

    /// (runtime or `usize::MAX`, whether its clock is to stand still)
    pub(crate) fn clock_pause(&mut self, task: TaskId, args: Args) -> Reply {
        let Some(id) = self.runtime_of(args[0]).or(self.context(task)) else {
            return Reply::Panic(OUTSIDE.to_owned());
        };
        let (now, std_now) = (self.clock_now(id), self.std_now());
        let stays = self.clock_stays(id);
        self.clocks_are_set();
        let pauses = self.heap.read_bool(args[1]) == Some(true);
        let clock = &mut self.runtime(id).clock;
        let trouble = match (pauses, clock.stands_still()) {
            (true, _) if !clock.can_pause => Some(ONE_THREAD),
            (true, true) => Some(FROZEN),
            (false, false) if !stays || !clock.can_pause => Some(NOT_FROZEN),
            _ => None,
        };
        if let Some(trouble) = trouble {
            return Reply::Panic(trouble.to_owned());
        }
        clock.base = now;
        clock.goes_since = Some(std_now).filter(|_| !pauses || stays);
        Reply::Value(Value::Unit)
    }

    /// Whether the clock goes on whatever the program says: the machine chose another flavour, or the time is the browser's.
    fn clock_stays(&self, id: u16) -> bool {
        let scheduler = &self.runtimes[usize::from(id)].scheduler;
        self.is_live() || matches!(scheduler, Scheduler::MultiThread(_))
    }

    /// (Duration): `tokio::time::advance`, before it yields.
    pub(crate) fn clock_advance(
        &mut self,
        task: TaskId,
        duration: Value,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some(ns) = self.heap.read_duration_ns(duration) else {
            return wrong_argument("advance", "a Duration");
        };
        let Some(id) = self.context(task) else {
            return Reply::Panic(OUTSIDE.to_owned());
        };
        let (has_others, stays) = (self.has_others_in_time(id), self.clock_stays(id));
        self.clocks_are_set();
        let clock = &mut self.runtime(id).clock;
        if !clock.stands_still() {
            return match stays && clock.can_pause {
                true => self.sleep(task, duration, oracle),
                false => Reply::Panic(NOT_FROZEN.to_owned()),
            };
        }
        let base = clock.base.0.checked_add(ns);
        let Some(base) = base.filter(|base| !is_of_runtime(*base)) else {
            return Reply::Panic(TOO_LATE.to_owned());
        };
        clock.base = Nanos(base);
        if has_others {
            return Reply::Value(Value::Unit);
        }
        clock.skipped = clock.skipped.saturating_add(Nanos(ns));
        self.clock_has_moved(task, Nanos(ns));
        self.sleep(task, duration, oracle)
    }

    /// The thread that polls has nothing to do until the next timer: whether the clock jumps there in no time of the
    /// machine, so that the thread goes on at once.
    pub(super) fn jumps_at_once(&mut self, id: u16) -> bool {
        let runtime = &self.runtimes[usize::from(id)];
        if !runtime.clock.stands_still() || runtime.pool.is_busy() {
            return false;
        }
        let Some(left) = self.until_timer(id).filter(|_| self.has_others_in_time(id)) else {
            return false;
        };
        self.clocks_are_set();
        let clock = &mut self.runtime(id).clock;
        clock.base = clock.base.saturating_add(left);
        true
    }

    /// How long it is until the next timer of the wheel: as in tokio whole ticks from the present one, however much of
    /// it has passed. Nothing while the clock stands still and must not jump.
    pub(super) fn until_timer(&self, id: u16) -> Option<Nanos> {
        let runtime = &self.runtimes[usize::from(id)];
        if runtime.clock.stands_still() && runtime.pool.is_busy() {
            return None;
        }
        let tick = self.heap.wheel(id).next_tick()?;
        let ticks = tick.saturating_sub(runtime.tick_at(self.clock_now(id)));
        Some(Nanos(ticks.saturating_mul(TICK_NS)))
    }

    /// The thread that polls sleeps from now on, at most until the next timer.
    pub(super) fn clock_parks(&mut self, id: u16) {
        let jump = self.until_timer(id).map(|left| (self.now, left));
        let clock = &mut self.runtime(id).clock;
        clock.jump = jump.filter(|_| clock.stands_still());
    }

    /// It goes on: so far the clock has jumped.
    pub(super) fn clock_unparks(&mut self, id: u16) {
        self.clocks_are_set();
        let now = self.now;
        let clock = &mut self.runtime(id).clock;
        if let Some((since, most)) = clock.jump.take() {
            let passed = now.saturating_sub(since).min(most);
            clock.base = clock.base.saturating_add(passed);
            clock.skipped = clock.skipped.saturating_add(passed);
            if let Some(host) = self.current_thread(id).host {
                self.clock_has_moved(host, passed);
            }
        }
    }

    /// So much of the machine's time is a jump of a clock that stands still; see [`EventKind::ClockMoved`].
    fn clock_has_moved(&mut self, task: TaskId, by: Nanos) {
        if by > Nanos::ZERO {
            self.record(task, None, EventKind::ClockMoved { by });
        }
    }

    /// Whether somebody else than the thread that polls would notice that the machine's time passes. Threads for blocking
    /// calls that have none only wait for their end.
    fn has_others_in_time(&self, id: u16) -> bool {
        let runtime = &self.runtimes[usize::from(id)];
        let Scheduler::CurrentThread(it) = &runtime.scheduler else {
            return false;
        };
        let is_idle = |thread: TaskId| runtime.pool.is_idle(thread) || it.host == Some(thread);
        let threads = self
            .workers
            .iter()
            .filter(|it| !it.thread.is_some_and(is_idle));
        let mut tasks = threads.flat_map(|it| it.thread.into_iter().chain(it.task));
        runtime.reactor.next_at().is_some() || tasks.any(|task| self.takes_time(task))
    }

    /// Whether a task runs, or waits for a time.
    fn takes_time(&self, task: TaskId) -> bool {
        match self.tasks[task.index()].state {
            TaskState::Runnable | TaskState::Running => true,
            TaskState::Awaiting | TaskState::Blocked => {
                self.timer_of(task).is_some() || self.reason_of(task).and_then(deadline).is_some()
            }
            TaskState::Finished => false,
        }
    }
}
