//! The current-thread flavour: one thread, in `block_on`, polls the main future and all others.
//!
//! # Invariants
//! - The run queue is a queue: spawned and woken futures go to its back; every 61 polls, and whenever it is empty,
//!   timers fire and deferred wakers wake, the last deferred first (tokio's `Defer`).
//! - The main future is polled first after that, when it has been woken.

use std::collections::VecDeque;

use interleave_trace::TaskId;
use interleave_vm::Canonical;

use super::driver::Driver;
use super::look_ahead::LookAhead;
use super::{Scheduler, Seat};
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::task::{Attempt, TaskState};

/// Polls between two looks at what other threads queued first.
pub(super) const GLOBAL_QUEUE_INTERVAL: u32 = 31;

/// The scheduler's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CurrentThread {
    /// The thread that is in `block_on`.
    pub(super) host: Option<TaskId>,
    /// Threads in `block_on` meanwhile: they wait until they are the host or their future is woken.
    pub(super) guests: VecDeque<TaskId>,
    pub(super) queue: VecDeque<TaskId>,
    /// What other threads have woken or spawned.
    pub(super) inject: VecDeque<TaskId>,
    pub(super) driver: Driver,
    /// The main future has its turn next.
    is_at_main: bool,
    /// Polls until the driver is looked at.
    polls_left: u32,
    tick: u32,
    /// The host's thread is asleep.
    is_parked: bool,
    /// The driver's park is over: timers come first.
    has_unparked: bool,
    pub(super) look_ahead: LookAhead,
    /// Futures are being cancelled, in the order of the queue.
    pub(super) is_cancelling: bool,
}

/// The futures of a queue, in order: it goes around its end now and then.
#[derive(Clone, Copy)]
pub(super) struct Queued<'q> {
    front: &'q [TaskId],
    back: &'q [TaskId],
}

impl Queued<'_> {
    /// The future at `place`, from 0.
    #[inline(always)]
    pub(super) fn get(&self, place: usize) -> Option<TaskId> {
        match self.front.get(place) {
            Some(task) => Some(*task),
            None => self.back.get(place - self.front.len()).copied(),
        }
    }
}

impl CurrentThread {
    /// `host` drives it from now on.
    pub(super) fn enter(&mut self, host: TaskId, event_interval: u32) {
        self.host = Some(host);
        self.is_at_main = false;
        self.polls_left = event_interval;
    }

    /// See [`Canonical`]. After `period` polls the intervals begin anew.
    pub(super) fn write_canonical(&self, period: u32, to: &mut Canonical<'_>) {
        to.plain(&(self.host, &self.guests, &self.queue, &self.inject));
        self.driver.write_canonical(to);
        to.plain(&(self.is_at_main, self.polls_left, self.tick % period));
        to.plain(&(self.is_parked, self.has_unparked, self.is_cancelling));
    }

    /// The next future of this thread's own queue when that is the next of all; it stays there.
    pub(super) fn next_in_row(&self, interval: u32) -> Option<TaskId> {
        let has_more = self.is_at_main
            || self.has_unparked
            || self.is_cancelling
            || self.polls_left == 0
            || self.driver.is_due_to_wake();
        let looks_at_others =
            !self.inject.is_empty() && self.tick.wrapping_add(1).is_multiple_of(interval);
        if has_more || looks_at_others {
            return None;
        }
        self.queue.front().copied()
    }

    /// Whether those in this thread's own queue are next while nobody else does anything, until the driver is looked at.
    pub(super) fn is_in_row(&self) -> bool {
        let has_more = self.is_at_main
            || self.has_unparked
            || self.is_cancelling
            || self.driver.is_due_to_wake();
        !has_more && self.inject.is_empty()
    }

    /// All of them, and how many may be polled; they stay there.
    pub(super) fn row(&self) -> (Queued<'_>, usize) {
        let (front, back) = self.queue.as_slices();
        (Queued { front, back }, self.polls_left as usize)
    }

    /// Takes the first of them, `polled` in number.
    pub(super) fn take_row(&mut self, polled: usize) {
        self.polls_left -= polled as u32;
        self.tick = self.tick.wrapping_add(polled as u32);
        self.queue.drain(..polled);
    }

    fn next_task(&mut self, interval: u32) -> Option<TaskId> {
        self.tick = self.tick.wrapping_add(1);
        if self.tick.is_multiple_of(interval) {
            return self.inject.pop_front().or_else(|| self.queue.pop_front());
        }
        self.queue.pop_front().or_else(|| self.inject.pop_front())
    }
}

impl Simulation<'_> {
    pub(super) fn current_thread(&mut self, id: u16) -> &mut CurrentThread {
        match &mut self.runtimes[usize::from(id)].scheduler {
            Scheduler::CurrentThread(it) => it,
            Scheduler::MultiThread(_) => unreachable!("the flavour of a runtime stays"),
        }
    }

    /// Who is polled next; `None` when there is nothing to do until a timer fires or somebody wakes. The loop of
    /// tokio's `CoreGuard::block_on`.
    pub(super) fn pick_alone(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Option<TaskId> {
        let id = seat.runtime;
        if let Some(caller) = self.call_wakers(seat) {
            return Some(caller);
        }
        if self.current_thread(id).is_cancelling {
            return self.pick_to_cancel(id);
        }
        if self.is_live() {
            return self.pick_live(seat, oracle);
        }
        if std::mem::take(&mut self.current_thread(id).has_unparked) {
            self.current_thread(id).is_at_main = true;
            if let Some(caller) = self.drive(seat, oracle) {
                return Some(caller);
            }
        }
        let intervals = self.runtime(id).intervals;
        loop {
            if std::mem::take(&mut self.current_thread(id).is_at_main) {
                self.current_thread(id).polls_left = intervals.event;
                if self.main_is_woken(id) {
                    return self.current_thread(id).host;
                }
            }
            let main_woken = self.main_is_woken(id);
            let it = self.current_thread(id);
            if it.polls_left > 0 {
                it.polls_left -= 1;
                if let Some(task) = it.next_task(intervals.global) {
                    self.look_ahead_alone(id);
                    return Some(task);
                }
                if !it.driver.has_deferred() && !main_woken && !self.jumps_at_once(id) {
                    self.park_alone(id);
                    return None;
                }
            }
            self.current_thread(id).is_at_main = true;
            if let Some(caller) = self.drive(seat, oracle) {
                return Some(caller);
            }
        }
    }

    /// Who is polled next when somebody outside says whose turn it is. Deferred wakers are called when nobody waits for a
    /// turn, as they are when the queue is empty.
    fn pick_live(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Option<TaskId> {
        let id = seat.runtime;
        if std::mem::take(&mut self.current_thread(id).has_unparked) {
            self.fire(seat, true, oracle);
        }
        if let Some(caller) = self.call_wakers(seat) {
            return Some(caller);
        }
        let host = self.current_thread(id).host;
        if let Some(task) = self.next_turn(id, host) {
            return Some(task);
        }
        if !self.waits_for_turns()
            && self.current_thread(id).driver.has_deferred()
            && let Some(caller) = self.drive(seat, oracle)
        {
            return Some(caller);
        }
        self.park_alone(id);
        None
    }

    /// The thread wakes up that polls `task`: itself, or a future of its runtime.
    pub(crate) fn unpark_for_turn(&mut self, task: TaskId) {
        let home = self.tasks[task.index()].future.home();
        let id = home.or_else(|| self.seat_of(task).map(|seat| seat.runtime));
        if let Some(id) = id {
            self.unpark_alone(id);
        }
    }

    /// Whether nobody is to be polled, so that what is later than everything else can be done.
    pub(super) fn is_idle_alone(&mut self, seat: Seat) -> bool {
        let main_woken = self.main_is_woken(seat.runtime);
        let it = self.current_thread(seat.runtime);
        !main_woken && it.queue.is_empty() && it.inject.is_empty() && !it.driver.has_deferred()
    }

    fn main_is_woken(&mut self, id: u16) -> bool {
        let host = self.current_thread(id).host;
        host.is_some_and(|host| self.tasks[host.index()].future.is_notified)
    }

    /// The next future to cancel; at the end the thread that drops the runtime goes on.
    fn pick_to_cancel(&mut self, id: u16) -> Option<TaskId> {
        let it = self.current_thread(id);
        let next = it.queue.pop_front();
        if next.is_some() {
            return next;
        }
        it.is_cancelling = false;
        let host = it.host?;
        if self.tasks[host.index()].state == TaskState::Awaiting {
            self.future_is_ready(host, None);
        }
        Some(host)
    }

    /// Queues a future; `is_local`: by the thread that polls it.
    pub(super) fn schedule_alone(&mut self, id: u16, task: TaskId, is_local: bool) {
        if self.is_live() {
            return self.ask_turn(task);
        }
        let it = self.current_thread(id);
        match is_local {
            true => it.queue.push_back(task),
            false => it.inject.push_back(task),
        }
        self.unpark_alone(id);
    }

    /// The host's thread sleeps until the next timer of the wheel.
    fn park_alone(&mut self, id: u16) {
        let it = self.current_thread(id);
        it.is_parked = true;
        if let Some(host) = it.host {
            self.set_driver_timer(id, host);
        }
    }

    /// The host's thread goes on, if it sleeps.
    pub(super) fn unpark_alone(&mut self, id: u16) {
        let it = self.current_thread(id);
        if !std::mem::take(&mut it.is_parked) {
            return;
        }
        it.has_unparked = true;
        let host = it.host;
        self.clock_unparks(id);
        if let Some(host) = host {
            self.unpark_thread(host);
        }
    }

    /// The thread that sleeps at the driver, if one does.
    pub(super) fn parked_host(&mut self, id: u16) -> Option<TaskId> {
        let it = self.current_thread(id);
        it.host.filter(|_| it.is_parked)
    }

    /// Another thread in `block_on` may take over.
    pub(super) fn invite_guest(&mut self, id: u16) {
        if let Some(guest) = self.current_thread(id).guests.pop_front()
            && self.tasks[guest.index()].state == TaskState::Awaiting
        {
            self.wake(guest, None, Attempt::Woken);
        }
    }
}
