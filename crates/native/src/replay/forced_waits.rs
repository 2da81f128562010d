//! Waiting for each other in turn: condition variables, barriers, and what is initialised once. The order says when a
//! wait is over; that there is a reason for it is checked. Freely they wait as std's do.
//!
//! The module `waits` of the std in `forced_std.rs`.

use super::sync::{LockResult, MutexGuard, PoisonError, ours};
use super::{RealCondvar, RealMutex, Way, astray, course, turn, turn_as};
use ::std::sync as real;
use ::std::time::Duration;

/// Plain data that threads wait for.
struct Gate<S> {
    state: RealMutex<S>,
    changed: RealCondvar,
}

impl<S> Gate<S> {
    const fn new(state: S) -> Self {
        Self { state: RealMutex::new(state), changed: RealCondvar::new() }
    }

    fn change<R>(&self, change: impl FnOnce(&mut S) -> R) -> R {
        let done = change(&mut self.state.lock().expect("nobody panics with it"));
        self.changed.notify_all();
        done
    }

    /// Passes when `pass` says so; in turn it has to at once. `false` when the time is over before.
    fn pass<R>(&self, way: Way, time: Option<Duration>, mut pass: impl FnMut(&mut S) -> Option<R>) -> Option<R> {
        let mut state = self.state.lock().expect("nobody panics with it");
        loop {
            if let Some(passed) = pass(&mut state) {
                return Some(passed);
            }
            if way != Way::Freely {
                astray("a thread goes on although what it waits for has not happened");
            }
            let Some(time) = time else {
                state = self.changed.wait(state).expect("nobody panics with it");
                continue;
            };
            let (now, waited) = self.changed.wait_timeout(state, time).expect("nobody panics with it");
            state = now;
            if waited.timed_out() {
                return pass(&mut state);
            }
        }
    }
}

struct Waiters {
    waiting: usize,
    notified: usize,
}

pub struct Condvar(Gate<Waiters>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    pub const fn new() -> Self {
        Self(Gate::new(Waiters { waiting: 0, notified: 0 }))
    }

    pub fn notify_one(&self) {
        turn("CondvarNotifyOne", || self.0.change(|it| it.notified = it.waiting.min(it.notified + 1)));
    }

    pub fn notify_all(&self) {
        turn("CondvarNotifyAll", || self.0.change(|it| it.notified = it.waiting));
    }

    /// Whether the time was over, and the lock again.
    fn sleep<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        time: Option<Duration>,
    ) -> (WaitTimeoutResult, LockResult<MutexGuard<'a, T>>) {
        let lock = guard.1;
        turn("CondvarSleep", || {
            self.0.change(|it| it.waiting += 1);
            drop(guard.0.take());
        });
        ::std::mem::forget(guard);
        let is_notified = turn_as("CondvarSleep", |way| {
            let leave = |it: &mut Waiters| {
                it.waiting -= 1;
                it.notified = it.notified.min(it.waiting);
            };
            if way == Way::TimesOut {
                self.0.change(leave);
                return false;
            }
            let wakes_anyway = way == Way::InTurn && course().is_spurious;
            let passed = self.0.pass(way, time, |it| {
                let is_notified = it.notified > 0;
                if !is_notified && !wakes_anyway {
                    return None;
                }
                it.notified -= usize::from(is_notified);
                leave(it);
                Some(())
            });
            if passed.is_none() {
                self.0.change(leave);
            }
            passed.is_some()
        });
        let again = turn("MutexRelock", || ours(lock.lock(), |guard| MutexGuard(Some(guard), lock)));
        (WaitTimeoutResult(!is_notified), again)
    }

    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.sleep(guard, None).1
    }

    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        time: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (result, again) = self.sleep(guard, Some(time));
        match again {
            Ok(guard) => Ok((guard, result)),
            Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), result))),
        }
    }

    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        time: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mut is_over = false;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            if is_over {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            let (again, result) = self.wait_timeout(guard, time)?;
            (guard, is_over) = (again, result.timed_out());
        }
    }
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl ::std::fmt::Debug for Condvar {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

/// Who is there, and how often everybody was.
struct Meeting {
    there: usize,
    rounds: usize,
}

pub struct Barrier {
    size: usize,
    meeting: Gate<Meeting>,
}

#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl Barrier {
    pub const fn new(size: usize) -> Self {
        Self { size, meeting: Gate::new(Meeting { there: 0, rounds: 0 }) }
    }

    pub fn wait(&self) -> BarrierWaitResult {
        let (round, is_leader) = turn_as("BarrierWait", |way| {
            let (round, is_leader) = self.meeting.change(|it| {
                it.there += 1;
                let is_leader = it.there >= self.size;
                let round = it.rounds;
                if is_leader {
                    (it.there, it.rounds) = (0, round + 1);
                }
                (round, is_leader)
            });
            if way != Way::Freely && is_leader != (way == Way::InTurn) {
                astray("another thread than in the order is the last at a barrier");
            }
            (round, is_leader)
        });
        if !is_leader {
            turn_as("BarrierWait", |way| {
                self.meeting.pass(way, None, |it| (it.rounds != round).then_some(()))
            });
        }
        BarrierWaitResult { is_leader }
    }
}

impl ::std::fmt::Debug for Barrier {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Open,
    Running,
    Done,
    Poisoned,
}

pub struct Once(Gate<Progress>);

#[derive(Debug)]
pub struct OnceState(bool);

impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.0
    }
}

/// An initialisation that is under way, and whether it is done.
struct Initialising<'a>(&'a Once, bool);

impl Drop for Initialising<'_> {
    fn drop(&mut self) {
        let next = if self.1 { Progress::Done } else { Progress::Poisoned };
        turn("OnceEnd", || self.0.0.change(|it| *it = next));
    }
}

impl Once {
    pub const fn new() -> Self {
        Self(Gate::new(Progress::Open))
    }

    /// What it was when the caller's turn came; unless it is done, the caller initialises.
    fn begin(&self) -> Progress {
        let begun = turn_as("OnceBegin", |way| {
            self.0.pass(way, None, |it| match *it {
                Progress::Running => None,
                Progress::Done => Some(Progress::Done),
                before => {
                    *it = Progress::Running;
                    Some(before)
                }
            })
        });
        begun.expect("there is no time to be over")
    }

    fn run<R>(&self, init: impl FnOnce() -> R) -> R {
        let mut running = Initialising(self, false);
        let value = init();
        running.1 = true;
        value
    }

    fn refuse_poisoned(&self, before: Progress, message: &str) {
        if before == Progress::Poisoned {
            drop(Initialising(self, false));
            ::std::panic!("{message}");
        }
    }

    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        let before = self.begin();
        self.refuse_poisoned(before, "Once instance has previously been poisoned");
        if before != Progress::Done {
            self.run(init);
        }
    }

    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        let before = self.begin();
        if before != Progress::Done {
            self.run(|| init(&OnceState(before == Progress::Poisoned)));
        }
    }

    pub fn is_completed(&self) -> bool {
        turn("OnceIsCompleted", || self.0.change(|it| *it == Progress::Done))
    }
}

pub struct OnceLock<T> {
    once: Once,
    value: real::OnceLock<T>,
}

impl<T> OnceLock<T> {
    pub const fn new() -> Self {
        Self { once: Once::new(), value: real::OnceLock::new() }
    }

    pub fn get(&self) -> Option<&T> {
        if self.once.is_completed() { self.value.get() } else { None }
    }

    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    pub fn set(&self, value: T) -> Result<(), T> {
        if self.once.begin() == Progress::Done {
            return Err(value);
        }
        self.once.run(|| self.value.set(value))
    }

    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        if self.once.begin() != Progress::Done {
            self.once.run(|| drop(self.value.set(init())));
        }
        self.value.get().expect("it is initialised")
    }

    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    pub fn take(&mut self) -> Option<T> {
        self.once = Once::new();
        self.value.take()
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ::std::fmt::Debug> ::std::fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        let mut shown = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => shown.field(value),
            None => shown.field(&::std::format_args!("<uninit>")),
        };
        shown.finish()
    }
}

pub struct LazyLock<T, F = fn() -> T> {
    once: Once,
    value: real::OnceLock<T>,
    init: RealMutex<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(init: F) -> Self {
        Self { once: Once::new(), value: real::OnceLock::new(), init: RealMutex::new(Some(init)) }
    }

    pub fn force(this: &Self) -> &T {
        let before = this.once.begin();
        this.once.refuse_poisoned(before, "LazyLock instance has previously been poisoned");
        if before != Progress::Done {
            this.once.run(|| {
                let init = this.init.lock().expect("nobody panics with it").take();
                let value = init.expect("it is called once")();
                drop(this.value.set(value));
            });
        }
        this.value.get().expect("it is initialised")
    }
}

impl<T, F: FnOnce() -> T> ::std::ops::Deref for LazyLock<T, F> {
    type Target = T;

    fn deref(&self) -> &T {
        Self::force(self)
    }
}
