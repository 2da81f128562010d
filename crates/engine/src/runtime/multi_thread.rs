//! The multi-thread flavour: workers with queues of their own, which steal from each other.
//!
//! The order is that of tokio's `scheduler/multi_thread/worker.rs`: what a task wakes goes to the LIFO slot of its
//! worker (at most [`LIFO_POLLS`] times in a row, within one budget), the queue holds [`QUEUE`] tasks and gives its
//! younger half to the global queue when it is full; a worker that has nothing looks at the global queue, then steals
//! the half of somebody's queue, then sleeps, one of those asleep at the time driver. Whoever finds work while others
//! sleep wakes one more. The oracle chooses the victim.
//!
//! What a worker does between two polls is one step here, where real workers race each other. tokio adapts the interval
//! at which the global queue is looked at first to the length of polls; here it is its starting value.

use std::collections::VecDeque;

use interleave_trace::TaskId;
use interleave_vm::Canonical;

use super::driver::Driver;
use super::{BUDGET, Scheduler, Seat};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::task::TaskState;

/// Places in a worker's queue.
const QUEUE: usize = 256;
/// How often in a row a worker takes from its LIFO slot.
const LIFO_POLLS: u32 = 3;
/// Polls between two looks at the global queue before a worker's own.
pub(super) const GLOBAL_QUEUE_INTERVAL: u32 = 61;
/// Parts of tokio's list of tasks for each worker, when their number is a power of two.
const LISTS_PER_WORKER: usize = 4;

/// The scheduler's state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MultiThread {
    pub(super) seats: Vec<Place>,
    /// What other threads have woken or spawned, and what did not fit a queue.
    inject: VecDeque<TaskId>,
    /// Seats that sleep; the last one is woken first.
    sleepers: Vec<u16>,
    /// How many seats look for work of others.
    searching: usize,
    /// The seat that has the time driver.
    at_driver: Option<u16>,
}

/// One seat.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Who sits there.
    pub(super) thread: Option<TaskId>,
    pub(super) driver: Driver,
    /// What is left for the poll that goes on, or for what the LIFO slot brings next.
    pub(super) budget: u8,
    queue: VecDeque<TaskId>,
    lifo: Option<TaskId>,
    /// The slot is not closed for having been used too often.
    has_lifo: bool,
    lifo_polls: u32,
    tick: u32,
    is_searching: bool,
    /// Somebody has woken it while it was awake: the next sleep ends at once.
    has_token: bool,
    has_seen_end: bool,
    /// Where it is in its loop.
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stage {
    /// At the top of the loop.
    Top,
    /// The driver's turn has been taken care of.
    Ticked,
    /// A poll has ended.
    Polled,
    Asleep,
    /// Somebody or a timer has ended its sleep.
    Woken,
    /// It has seen to the driver and goes on with the stage within; after a sleep, with looking for the reason.
    Driven(After),
    /// It cancels what is left.
    Closing {
        list: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum After {
    Tick,
    Poll,
    Sleep,
}

/// What a step of a seat's loop comes to.
enum Step {
    Poll(TaskId),
    Sleep,
    Again,
}

impl MultiThread {
    pub(super) fn new(workers: usize) -> Self {
        let place = Place {
            thread: None,
            driver: Driver::default(),
            budget: BUDGET,
            queue: VecDeque::new(),
            lifo: None,
            has_lifo: true,
            lifo_polls: 0,
            tick: 0,
            is_searching: false,
            has_token: false,
            has_seen_end: false,
            stage: Stage::Top,
        };
        Self {
            seats: vec![place; workers],
            inject: VecDeque::new(),
            sleepers: Vec::new(),
            searching: 0,
            at_driver: None,
        }
    }

    /// See [`Canonical`]. After `period` polls the intervals begin anew.
    pub(super) fn write_canonical(&self, period: u32, to: &mut Canonical<'_>) {
        to.plain(&(
            self.seats.len(),
            &self.inject,
            &self.sleepers,
            self.searching,
            self.at_driver,
        ));
        for it in &self.seats {
            it.driver.write_canonical(to);
            // Before the next poll begins both are set anew.
            let (budget, lifo_polls) = match it.stage {
                Stage::Polled => (it.budget, it.lifo_polls),
                _ => (BUDGET, 0),
            };
            to.plain(&(
                it.thread,
                budget,
                &it.queue,
                it.lifo,
                it.has_lifo,
                lifo_polls,
                it.tick % period,
            ));
            to.plain(&(it.is_searching, it.has_token, it.has_seen_end, it.stage));
        }
    }

    /// Parts of the list of tasks.
    pub(super) fn lists(&self) -> usize {
        self.seats.len().next_power_of_two() * LISTS_PER_WORKER
    }

    fn place(&mut self, index: u16) -> &mut Place {
        &mut self.seats[usize::from(index)]
    }

    /// Puts a task at the back of a queue; the younger half of a full one goes to the global queue.
    fn push(&mut self, index: u16, task: TaskId) {
        let queue = &mut self.place(index).queue;
        if queue.len() < QUEUE {
            queue.push_back(task);
            return;
        }
        let young = queue.split_off(QUEUE / 2);
        self.inject.extend(young);
        self.inject.push_back(task);
    }

    /// A sleeper that has to be woken because there is work, unless somebody looks for work already.
    fn sleeper_to_wake(&mut self) -> Option<u16> {
        if self.searching > 0 {
            return None;
        }
        let sleeper = self.sleepers.pop()?;
        self.searching += 1;
        Some(sleeper)
    }

    /// The next task of a seat that is its own, or in the global queue.
    fn next_task(&mut self, index: u16, interval: u32) -> Option<TaskId> {
        if self.place(index).tick.is_multiple_of(interval) {
            return self.inject.pop_front().or_else(|| self.next_own(index));
        }
        self.next_own(index).or_else(|| self.next_of_all(index))
    }

    fn next_own(&mut self, index: u16) -> Option<TaskId> {
        let it = self.place(index);
        it.lifo.take().or_else(|| it.queue.pop_front())
    }

    /// Takes this seat's share of the global queue.
    fn next_of_all(&mut self, index: u16) -> Option<TaskId> {
        let room = (QUEUE - self.place(index).queue.len()).min(QUEUE / 2);
        let share = self.inject.len() / self.seats.len() + 1;
        let count = share.min(room).max(1).min(self.inject.len());
        let mut tasks = self.inject.drain(..count);
        let first = tasks.next();
        self.seats[usize::from(index)].queue.extend(tasks);
        first
    }

    /// Takes the half of the queue of `victim`.
    fn steal(&mut self, index: u16, victim: u16) -> Option<TaskId> {
        let queue = &mut self.place(victim).queue;
        let count = queue.len() - queue.len() / 2;
        let mut stolen: VecDeque<TaskId> = queue.drain(..count).collect();
        let first = stolen.pop_back();
        self.place(index).queue.extend(stolen);
        first
    }

    /// Seats with something to steal, the next one after `index` first.
    fn victims(&self, index: u16) -> Vec<u16> {
        let count = self.seats.len();
        (1..count)
            .map(|step| (usize::from(index) + step) % count)
            .filter(|at| !self.seats[*at].queue.is_empty())
            .map(|at| at as u16)
            .collect()
    }

    fn has_work(&self) -> bool {
        !self.inject.is_empty() || self.seats.iter().any(|it| !it.queue.is_empty())
    }

    /// Whether the seat begins to look for work of others: at most half of them do.
    fn begins_search(&mut self, index: u16) -> bool {
        if !self.place(index).is_searching && 2 * self.searching < self.seats.len() {
            self.place(index).is_searching = true;
            self.searching += 1;
        }
        self.place(index).is_searching
    }

    /// The seat looks no longer; whether it was the last one that did.
    fn ends_search(&mut self, index: u16) -> bool {
        if !std::mem::take(&mut self.place(index).is_searching) {
            return false;
        }
        self.searching -= 1;
        self.searching == 0
    }

    /// Whether a seat that was asleep stays awake.
    fn stays_awake(&mut self, index: u16) -> bool {
        let sleeps_at = self.sleepers.iter().position(|it| *it == index);
        let it = self.place(index);
        if it.lifo.is_some() || !it.queue.is_empty() {
            it.is_searching = sleeps_at.is_none();
            if let Some(at) = sleeps_at {
                self.sleepers.swap_remove(at);
            }
            return true;
        }
        it.is_searching = sleeps_at.is_none();
        sleeps_at.is_none()
    }
}

impl Place {
    /// Somebody else should come and take some.
    fn has_for_others(&self) -> bool {
        !self.is_searching && usize::from(self.lifo.is_some()) + self.queue.len() > 1
    }
}

impl Simulation<'_> {
    pub(super) fn multi_thread(&mut self, id: u16) -> &mut MultiThread {
        match &mut self.runtimes[usize::from(id)].scheduler {
            Scheduler::MultiThread(it) => it,
            Scheduler::CurrentThread(_) => unreachable!("the flavour of a runtime stays"),
        }
    }

    pub(super) fn place(&mut self, seat: Seat) -> &mut Place {
        self.multi_thread(seat.runtime).place(seat.index)
    }

    /// Who is polled next at `seat`; `None` when its thread sleeps, or leaves the seat. The loop of tokio's
    /// `Context::run`.
    pub(super) fn pick_at(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Option<TaskId> {
        loop {
            if let Some(caller) = self.call_wakers(seat) {
                return Some(caller);
            }
            let step = match self.place(seat).stage {
                Stage::Top => self.begin_round(seat, oracle),
                Stage::Ticked => self.find_work(seat, oracle),
                Stage::Polled => self.after_poll(seat),
                Stage::Asleep => Step::Sleep,
                Stage::Woken => self.wake_up(seat, oracle),
                Stage::Driven(after) => self.after_driver(seat, after),
                Stage::Closing { list } => self.close_seat(seat, list, oracle),
            };
            match step {
                Step::Poll(task) => return Some(task),
                Step::Sleep => return None,
                Step::Again => {}
            }
        }
    }

    fn begin_round(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Step {
        let interval = self.runtime(seat.runtime).intervals.event;
        let it = self.place(seat);
        if it.has_seen_end {
            it.stage = Stage::Closing { list: usize::MAX };
            return Step::Again;
        }
        it.tick = it.tick.wrapping_add(1);
        if self.is_stepped && !self.has_to_look(seat) {
            self.place(seat).tick = 1;
        }
        let it = self.place(seat);
        if it.tick.is_multiple_of(interval) {
            self.look_at_driver(seat, After::Tick, oracle);
        } else {
            it.stage = Stage::Ticked;
        }
        Step::Again
    }

    /// Whether there is anything that a worker looks at only now and then. Act by act the polls until then are counted
    /// while there is: how many there were before is nothing that anybody can notice, and would tell states apart.
    fn has_to_look(&mut self, seat: Seat) -> bool {
        let has_timer = self.heap.wheel(seat.runtime).next_tick().is_some();
        let it = self.runtime(seat.runtime);
        let waits = it.is_closed || has_timer || it.reactor.next_at().is_some();
        let it = self.multi_thread(seat.runtime);
        waits || !it.inject.is_empty() || it.place(seat.index).driver.has_deferred()
    }

    /// Lets the driver do what is due, if nobody has it, and wakes what was deferred.
    fn look_at_driver(&mut self, seat: Seat, after: After, oracle: &mut dyn Oracle) {
        if self.multi_thread(seat.runtime).at_driver.is_none() {
            self.fire(seat, false, oracle);
        }
        self.place(seat).stage = Stage::Driven(after);
        self.wake_deferred(seat);
    }

    /// Own work, then the global queue's, then that of others, then sleep.
    fn find_work(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Step {
        let interval = self.runtime(seat.runtime).intervals.global;
        let it = self.multi_thread(seat.runtime);
        if let Some(task) = it.next_task(seat.index, interval) {
            return self.begin_poll(seat, task);
        }
        if let Some(task) = self.steal_work(seat, oracle) {
            return self.begin_poll(seat, task);
        }
        if self.place(seat).driver.has_deferred() {
            self.look_at_driver(seat, After::Poll, oracle);
            return Step::Again;
        }
        let it = self.multi_thread(seat.runtime);
        it.sleepers.push(seat.index);
        if it.ends_search(seat.index) && it.has_work() {
            self.wake_sleeper(seat.runtime);
        }
        self.sleep_at(seat)
    }

    fn steal_work(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Option<TaskId> {
        let now = self.now;
        let Scheduler::MultiThread(it) = &mut self.runtimes[usize::from(seat.runtime)].scheduler
        else {
            return None;
        };
        if !it.begins_search(seat.index) {
            return None;
        }
        let victims = it.victims(seat.index);
        if victims.is_empty() {
            return it.inject.pop_front();
        }
        let pick = self
            .choices
            .pick(oracle, now, ChoiceKind::Victim, victims.len());
        it.steal(seat.index, victims[pick])
    }

    fn begin_poll(&mut self, seat: Seat, task: TaskId) -> Step {
        if self.multi_thread(seat.runtime).ends_search(seat.index) {
            self.wake_sleeper(seat.runtime);
        }
        let it = self.place(seat);
        it.lifo_polls = 0;
        it.budget = BUDGET;
        it.stage = Stage::Polled;
        self.poll_queued(task)
    }

    /// Polls a task from a queue. One that a worker has cancelled meanwhile, because the runtime was closed, is left.
    fn poll_queued(&self, task: TaskId) -> Step {
        let it = &self.tasks[task.index()];
        match it.is_finished() || it.future.is_polled {
            true => Step::Again,
            false => Step::Poll(task),
        }
    }

    /// What the poll has woken last goes on at once, while there is budget.
    fn after_poll(&mut self, seat: Seat) -> Step {
        let it = self.place(seat);
        let Some(task) = it.lifo.take() else {
            it.has_lifo = true;
            it.stage = Stage::Top;
            return Step::Again;
        };
        if it.budget == 0 {
            it.stage = Stage::Top;
            self.multi_thread(seat.runtime).push(seat.index, task);
            return Step::Again;
        }
        it.lifo_polls += 1;
        it.has_lifo = it.lifo_polls < LIFO_POLLS;
        self.poll_queued(task)
    }

    /// Sleeps, at the driver if nobody does; not when it has been woken meanwhile.
    fn sleep_at(&mut self, seat: Seat) -> Step {
        let it = self.place(seat);
        if std::mem::take(&mut it.has_token) {
            it.stage = Stage::Driven(After::Sleep);
            self.wake_deferred(seat);
            return Step::Again;
        }
        it.stage = Stage::Asleep;
        let thread = it.thread;
        let it = self.multi_thread(seat.runtime);
        if it.at_driver.is_none() {
            it.at_driver = Some(seat.index);
            if let Some(thread) = thread {
                self.set_driver_timer(seat.runtime, thread);
            }
        }
        Step::Sleep
    }

    /// Back on a core after a sleep.
    fn wake_up(&mut self, seat: Seat, oracle: &mut dyn Oracle) -> Step {
        let it = self.multi_thread(seat.runtime);
        it.place(seat.index).stage = Stage::Driven(After::Sleep);
        if it.at_driver == Some(seat.index) {
            it.at_driver = None;
            self.fire(seat, true, oracle);
        }
        self.wake_deferred(seat);
        Step::Again
    }

    fn after_driver(&mut self, seat: Seat, after: After) -> Step {
        if self.place(seat).has_for_others() {
            self.wake_sleeper(seat.runtime);
        }
        let is_closed = self.runtime(seat.runtime).is_closed;
        let it = self.place(seat);
        it.stage = Stage::Top;
        match after {
            After::Poll => {}
            After::Tick => {
                it.has_seen_end = is_closed;
                it.stage = Stage::Ticked;
            }
            After::Sleep if is_closed => it.has_seen_end = true,
            After::Sleep => {
                if !self.multi_thread(seat.runtime).stays_awake(seat.index) {
                    return self.sleep_at(seat);
                }
            }
        }
        Step::Again
    }

    /// Wakes a sleeping worker because there is work.
    fn wake_sleeper(&mut self, id: u16) {
        if let Some(index) = self.multi_thread(id).sleeper_to_wake() {
            self.unpark_seat(Seat { runtime: id, index });
        }
    }

    fn unpark_seat(&mut self, seat: Seat) {
        let it = self.place(seat);
        match it.stage {
            Stage::Asleep => {
                it.stage = Stage::Woken;
                if let Some(thread) = it.thread {
                    self.unpark_thread(thread);
                }
            }
            // What it was woken for it sees anyway.
            Stage::Woken => {}
            _ => it.has_token = true,
        }
    }

    /// The thread that sleeps at the driver, if one does.
    pub(super) fn parked_at_driver(&mut self, id: u16) -> Option<TaskId> {
        let it = self.multi_thread(id);
        let place = &it.seats[usize::from(it.at_driver?)];
        place.thread.filter(|_| place.stage == Stage::Asleep)
    }

    /// A timer's time has come.
    pub(super) fn unpark_from_driver(&mut self, id: u16) {
        if let Some(index) = self.multi_thread(id).at_driver {
            self.unpark_seat(Seat { runtime: id, index });
        }
    }

    /// Queues a future that can be polled, at the seat of whoever woke it.
    pub(super) fn schedule_among(&mut self, id: u16, task: TaskId, by: Option<Seat>, yields: bool) {
        let Some(seat) = by else {
            if !self.runtime(id).is_closed {
                self.multi_thread(id).inject.push_back(task);
                self.wake_sleeper(id);
            }
            return;
        };
        let it = self.multi_thread(id);
        let place = it.place(seat.index);
        // What the driver wakes comes in batches: others are told afterwards.
        let is_driver = matches!(place.stage, Stage::Driven(_));
        let before = match yields || !place.has_lifo {
            true => Some(task),
            false => place.lifo.replace(task),
        };
        let Some(before) = before else {
            return;
        };
        it.push(seat.index, before);
        if !is_driver {
            self.wake_sleeper(id);
        }
    }

    /// All workers look whether the runtime has been closed.
    pub(super) fn wake_all_workers(&mut self, id: u16) {
        for index in 0..self.multi_thread(id).seats.len() {
            let index = index as u16;
            self.unpark_seat(Seat { runtime: id, index });
        }
    }

    /// Cancels what is left, then leaves the seat.
    fn close_seat(&mut self, seat: Seat, list: usize, oracle: &mut dyn Oracle) -> Step {
        let lists = self.multi_thread(seat.runtime).lists();
        let alive: Vec<TaskId> = self.runtime(seat.runtime).alive.iter().collect();
        let mut left = Vec::new();
        for task in alive {
            let list = self.details[task.index()].number as usize % lists;
            let future = &mut self.tasks[task.index()].future;
            if future.is_polled {
                future.is_cancelled = true;
            } else if !future.is_cancelled {
                left.push((list, task));
            }
        }
        left.sort_unstable();
        let list = match list {
            usize::MAX => {
                let options = left.chunk_by(|one, other| one.0 == other.0).count();
                let pick = self
                    .choices
                    .pick(oracle, self.now, ChoiceKind::Victim, options);
                let mut starts = left.chunk_by(|one, other| one.0 == other.0);
                starts.nth(pick).map_or(0, |part| part[0].0)
            }
            list => list,
        };
        self.place(seat).stage = Stage::Closing { list };
        let next = left.iter().find(|(at, _)| *at >= list).or(left.first());
        let Some(&(_, task)) = next else {
            self.leave_seat(seat);
            return Step::Sleep;
        };
        self.tasks[task.index()].future.is_cancelled = true;
        if self.tasks[task.index()].state == TaskState::Awaiting {
            self.future_is_ready(task, None);
        }
        Step::Poll(task)
    }

    /// The thread at `seat` gets up.
    pub(super) fn leave_seat(&mut self, seat: Seat) {
        let Some(thread) = self.place(seat).thread.take() else {
            return;
        };
        if let Some(worker) = self.tasks[thread.index()].worker() {
            self.workers[worker.index()].seat = None;
        }
    }

    /// `block_in_place` begins: what is queued here is for others, who may also take the seat.
    pub(super) fn give_seat(&mut self, seat: Seat) {
        self.wake_deferred(seat);
        let it = self.multi_thread(seat.runtime);
        if let Some(task) = it.place(seat.index).lifo.take() {
            it.push(seat.index, task);
        }
        self.leave_seat(seat);
        let it = self.place(seat);
        it.has_lifo = true;
        it.stage = Stage::Top;
    }

    /// The thread takes a seat that is free; `is_polling`: in the middle of a poll.
    pub(super) fn take_seat(&mut self, seat: Seat, thread: TaskId, is_polling: bool) -> bool {
        let worker = self.tasks[thread.index()].worker();
        let it = self.place(seat);
        if it.thread.is_some() {
            return false;
        }
        it.thread = Some(thread);
        if is_polling {
            it.stage = Stage::Polled;
        }
        if let Some(worker) = worker {
            self.workers[worker.index()].seat = Some(seat);
        }
        true
    }
}
