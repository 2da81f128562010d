//! The time driver: fires timers, and calls wakers that were deferred until it has been polled.
//!
//! Who waits for a timer is mostly a task of a runtime, which the engine wakes itself. Any other waker is a value of
//! the program: a task of the prelude calls it, on the thread that drives, before anything after it in the row is done.

use std::collections::VecDeque;

use interleave_program::Span;
use interleave_trace::{DescheduleReason, EventId, EventKind, Nanos, TaskId};
use interleave_vm::{Canonical, Halt, Value, VmBox};

use super::{Scheduler, Seat};
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply};
use crate::task::{Details, FutureState, Pending, Task};
use crate::timers::Alarm;

/// Stands for a waker of the program among those whom timers wake.
pub(super) const FOREIGN: TaskId = TaskId(u32::MAX);

/// How many places ahead a task that a timer wakes is fetched from memory.
const SWEEP_AHEAD: usize = 8;

/// Somebody to wake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wakee {
    Task(TaskId),
    /// A waker of the program.
    Waker(Value),
}

/// What a seat has still to wake.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Driver {
    /// Whom to wake after the driver has been polled, last first.
    deferred: Vec<Wakee>,
    /// Whom to wake now, in order, and what made it so, when that is an event.
    due: VecDeque<(Wakee, Option<EventId>)>,
    /// The task that calls wakers of the program, once there was one.
    caller: Option<TaskId>,
}

impl Driver {
    pub(super) fn has_deferred(&self) -> bool {
        !self.deferred.is_empty()
    }

    /// Whether somebody is to be woken now.
    pub(super) fn is_due_to_wake(&self) -> bool {
        !self.due.is_empty()
    }

    /// Remembers whom to wake, unless that is the last one anyway.
    pub(super) fn defer(&mut self, wakee: Wakee) {
        if self.deferred.last() != Some(&wakee) {
            self.deferred.push(wakee);
        }
    }

    /// See [`Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        let due = self.due.iter().map(|(wakee, _)| wakee);
        let all = self.deferred.iter().chain(due);
        to.plain(&(self.deferred.len(), self.due.len(), self.caller));
        for wakee in all {
            match wakee {
                Wakee::Task(task) => to.plain(task),
                Wakee::Waker(waker) => to.value(*waker),
            }
        }
    }

    /// Somebody is to be woken because of an event.
    pub(super) fn is_due(&mut self, wakee: Wakee, cause: Option<EventId>) {
        self.due.push_back((wakee, cause));
    }

    /// Nobody is woken any more.
    pub(super) fn clear(&mut self) {
        self.deferred.clear();
        self.due.clear();
    }
}

impl Simulation<'_> {
    pub(super) fn driver(&mut self, seat: Seat) -> &mut Driver {
        match &mut self.runtimes[usize::from(seat.runtime)].scheduler {
            Scheduler::CurrentThread(it) => &mut it.driver,
            Scheduler::MultiThread(it) => &mut it.seats[usize::from(seat.index)].driver,
        }
    }

    /// Fires timers and wakes what was deferred; the task that has to call a waker first, if there is one.
    pub(super) fn drive(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Option<TaskId> {
        let is_idle = self.is_idle_alone(seat);
        self.poll_reactor(seat, oracle);
        let fired = self.advance_wheel(seat, is_idle);
        if self.wakes_in_a_row(seat) {
            self.wake_in_a_row(seat, fired);
        } else {
            self.fired_are_due(seat, fired);
        }
        self.wake_deferred(seat)
    }

    /// Whether those whose timers have fired can be woken one after the other, with nobody before them and no event of
    /// it.
    fn wakes_in_a_row(&mut self, seat: Seat) -> bool {
        !self.is_stepped
            && !self.is_live()
            && !self.recorder.is_full()
            && !self.runtime(seat.runtime).is_closed
            && self.driver(seat).due.is_empty()
    }

    /// Wakes them, up to the first whose waker is the program's: that one and those behind it are due.
    fn wake_in_a_row(&mut self, seat: Seat, fired: Vec<(u32, u32)>) {
        let mut place = 0;
        loop {
            place += self.wake_those_awaiting(seat.runtime, &fired[place..]);
            match fired.get(place) {
                Some((_, target)) if TaskId(*target) != FOREIGN => {
                    self.wake_future(TaskId(*target), None, Some(seat));
                    place += 1;
                }
                _ => break,
            }
        }
        self.unpark_alone(seat.runtime);
        if place < fired.len() {
            self.fired_are_due(seat, fired[place..].to_vec());
        }
    }

    /// Tasks of the runtime that simply wait are ready, up to the first that does not; how many.
    fn wake_those_awaiting(&mut self, id: u16, fired: &[(u32, u32)]) -> usize {
        let Self {
            tasks, runtimes, ..
        } = self;
        let Scheduler::CurrentThread(scheduler) = &mut runtimes[usize::from(id)].scheduler else {
            return 0;
        };
        let woken = fired.iter().enumerate().take_while(|(place, (_, target))| {
            if let Some((_, later)) = fired.get(place + SWEEP_AHEAD)
                && let Some(later) = tasks.get(*later as usize)
            {
                later.prefetch_state();
            }
            let it = tasks.get_mut(*target as usize);
            it.is_some_and(|it| it.is_woken_simply(id))
        });
        let before = scheduler.queue.len();
        scheduler.queue.reserve(fired.len());
        let targets = woken.map(|(_, (_, target))| TaskId(*target));
        scheduler.queue.extend(targets);
        let woken = scheduler.queue.len() - before;
        self.changes += woken as u64;
        woken
    }

    /// Operations and timers whose time has come wake; `is_idle`: the thread has slept.
    pub(super) fn fire(&mut self, seat: Seat, is_idle: bool, oracle: &mut dyn Oracle) {
        self.poll_reactor(seat, oracle);
        let fired = self.advance_wheel(seat, is_idle);
        self.fired_are_due(seat, fired);
    }

    /// Timers whose time has come fire; whom they wake, in order.
    fn advance_wheel(&mut self, seat: Seat, is_idle: bool) -> Vec<(u32, u32)> {
        let now = self.clock_now(seat.runtime);
        let runtime = self.runtime(seat.runtime);
        let tick = runtime.tick_at(now);
        let Some(wheel) = self.heap.wheel_mut(seat.runtime.into()) else {
            return Vec::new();
        };
        let fired = wheel.advance(tick, is_idle);
        let late = (!fired.is_empty()).then_some(wheel.fired_late());
        self.is_late_by(seat.runtime, late);
        fired
    }

    /// Those whose timers have fired are to be woken.
    fn fired_are_due(&mut self, seat: Seat, fired: Vec<(u32, u32)>) {
        for (timer, target) in fired {
            let wakee = match TaskId(target) {
                FOREIGN => match self.runtime(seat.runtime).wakers.remove(&timer) {
                    Some(waker) => Wakee::Waker(waker),
                    None => continue,
                },
                task => Wakee::Task(task),
            };
            self.driver(seat).is_due(wakee, None);
        }
    }

    /// Wakes those that are due, then those that were deferred.
    pub(super) fn wake_deferred(&mut self, seat: Seat) -> Option<TaskId> {
        let it = self.driver(seat);
        while let Some(wakee) = it.deferred.pop() {
            it.is_due(wakee, None);
        }
        self.call_wakers(seat)
    }

    /// Wakes the tasks that are due; the task that has to call a waker of the program first, if there is one.
    pub(super) fn call_wakers(&mut self, seat: Seat) -> Option<TaskId> {
        while let Some((wakee, cause)) = self.driver(seat).due.front().copied() {
            let Wakee::Task(task) = wakee else {
                return Some(self.caller(seat));
            };
            self.driver(seat).due.pop_front();
            let cause = match self.recorder.is_full() {
                true => cause.or(self.details[task.index()].rare().blocked_event),
                false => cause,
            };
            self.wake_future(task, cause, Some(seat));
        }
        None
    }

    /// The task that calls wakers of the program for this seat.
    fn caller(&mut self, seat: Seat) -> TaskId {
        if let Some(caller) = self.driver(seat).caller {
            return caller;
        }
        let function = self.runtime(seat.runtime).caller;
        let vm = VmBox::start(self.code, &mut self.heap, function, &[]);
        let caller = TaskId::from_index(self.tasks.len());
        let mut new = Task::new(vm);
        new.future = FutureState::of(seat.runtime);
        self.tasks.push(new);
        let mut details = Details::new(None, Span::NONE);
        details.rare_mut().name = Some("timers".into());
        self.details.push(details);
        let arrived = self.record(caller, None, EventKind::Arrived);
        self.details[caller.index()].set_rare(|it| &mut it.ready_event, arrived);
        self.driver(seat).caller = Some(caller);
        caller
    }

    /// The next waker for the caller to call; it leaves its thread when there is none.
    pub(crate) fn next_waker(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some(seat) = self.seat_of(task) else {
            return Reply::Value(Value::Unit);
        };
        self.call_wakers(seat);
        if let Some((Wakee::Waker(waker), _)) = self.driver(seat).due.pop_front() {
            return Reply::Value(waker);
        }
        let sys = interleave_program::Sys::NextWaker;
        self.set_pending(task, Pending::Halted(Halt::Sys { sys, args }));
        self.leave_worker(task, DescheduleReason::Yielded, oracle);
        Reply::Parked
    }

    /// When the next timer of the wheel fires.
    pub(super) fn next_timer(&self, id: u16) -> Option<Nanos> {
        if self.is_live() {
            let runtime = &self.runtimes[usize::from(id)];
            return Some(runtime.at_tick(self.heap.wheel(id).next_tick()?));
        }
        Some(self.now.saturating_add(self.until_timer(id)?))
    }

    /// `thread` sleeps until the next timer of the wheel, or until an operation is ready.
    pub(super) fn set_driver_timer(&mut self, id: u16, thread: TaskId) {
        let (now, is_untimed) = (self.now, self.is_untimed);
        let operation = self.runtime(id).reactor.next_at();
        let operation = operation.map(|at| if is_untimed { now } else { at });
        let timer = self.next_timer(id);
        let Some(at) = timer.into_iter().chain(operation).min() else {
            return;
        };
        if operation.is_none() && !self.is_live() {
            self.clock_parks(id);
        }
        let at = at.max(now);
        let alarm = Alarm {
            task: thread,
            is_sleep: false,
        };
        let timer = self.timers.set(at, alarm);
        self.waits.set_timer(thread, timer);
    }

    /// A timer has been set: whoever sleeps at the driver sleeps no longer than until it fires.
    pub(super) fn timer_is_set(&mut self, id: u16) {
        if let Some(thread) = self.asleep_at_driver(id) {
            if self.runtime(id).clock.stands_still() {
                return self.unpark_alone(id);
            }
            if let Some(timer) = self.waits.take_timer(thread) {
                self.timers.cancel(timer);
            }
            self.set_driver_timer(id, thread);
        }
    }

    /// A thread that slept in a runtime is ready for a core.
    pub(super) fn unpark_thread(&mut self, thread: TaskId) {
        if let Some(timer) = self.waits.take_timer(thread) {
            self.timers.cancel(timer);
        }
        match self.tasks[thread.index()].worker() {
            Some(worker) if self.is_stepped => self.workers[worker.index()].is_unparked = true,
            Some(worker) => self.queue_worker(worker),
            None => {}
        }
    }

    /// A timer of the machine was that of a thread that sleeps at the driver.
    pub(crate) fn unparks_at_timer(&mut self, thread: TaskId) -> bool {
        if self.runtimes.is_empty() {
            return false;
        }
        let Some(seat) = self.seat_of(thread) else {
            return false;
        };
        let id = seat.runtime;
        let is_alone = matches!(
            self.runtimes[usize::from(id)].scheduler,
            Scheduler::CurrentThread(_)
        );
        if self.asleep_at_driver(id) != Some(thread) {
            return false;
        }
        match is_alone {
            true => self.unpark_alone(id),
            false => self.unpark_from_driver(id),
        }
        true
    }

    /// The thread that sleeps at the driver of a runtime.
    fn asleep_at_driver(&mut self, id: u16) -> Option<TaskId> {
        match self.runtimes[usize::from(id)].scheduler {
            Scheduler::CurrentThread(_) => self.parked_host(id),
            Scheduler::MultiThread(_) => self.parked_at_driver(id),
        }
    }
}
