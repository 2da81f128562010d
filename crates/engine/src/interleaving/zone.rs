//! When timers may fire, relative to now and to each other: a zone of timed automata.
//!
//! Difference bound matrices (Dill, Timing Assumptions and Verification of Finite-State Concurrent Systems, CAV 1989;
//! Bengtsson and Yi, Timed Automata: Semantics, Algorithms and Tools, 2004): for each pair of instants the least upper
//! bound of their difference. Kept closed (tightest), so that equal zones are equal data. Now is entry 0.
//!
//! Which instant now is, such a zone leaves open; who looks at a clock has to be told one. It is the earliest that fits
//! all that was told before, so the last instant that was told stays in the zone: a thread that slept for 12 is never
//! told that 10 have passed, even when somebody late by 5 woke up from 10 before it.

use std::borrow::Cow;

use interleave_trace::{Nanos, TaskId};

/// No bound. Far from overflow when two are added.
const NONE: i64 = i64::MAX / 4;

/// Stands for the last instant that was told, after all timers.
const TOLD: TaskId = TaskId(u32::MAX);

/// The pending timers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Zone {
    /// Whose timers, in order of task; timer i is entry i + 1 of the matrix.
    tasks: Vec<TaskId>,
    /// `bounds[i * n + j]`: instant i is at most so much after instant j.
    bounds: Vec<i64>,
    /// Whether somebody looked at the clock at the instant [`TOLD`]; else only the trace shows it.
    is_looked_at: bool,
}

impl Zone {
    fn size(&self) -> usize {
        self.tasks.len() + 1
    }

    fn bound(&self, i: usize, j: usize) -> i64 {
        match self.bounds.get(i * self.size() + j) {
            Some(bound) => *bound,
            None => 0,
        }
    }

    fn entry(&self, task: TaskId) -> Option<usize> {
        self.tasks.binary_search(&task).ok().map(|at| at + 1)
    }

    /// Whether `task` has a timer.
    #[inline]
    pub(super) fn has(&self, task: TaskId) -> bool {
        !self.tasks.is_empty() && self.entry(task).is_some()
    }

    /// Takes back the timers of all others.
    pub(super) fn retain(&mut self, keep: impl Fn(TaskId) -> bool) {
        let stale = |task: &TaskId| *task != TOLD && !keep(*task);
        while let Some(task) = self.tasks.iter().copied().find(stale) {
            self.remove(task);
        }
    }

    /// A timer of `task` fires between `least` and `most` after now.
    pub(super) fn set(&mut self, task: TaskId, least: Nanos, most: Nanos) {
        self.remove(task);
        let at = self.tasks.partition_point(|it| *it < task) + 1;
        let old = self.clone();
        self.tasks.insert(at - 1, task);
        let size = self.size();
        let from = |i: usize| if i > at { i - 1 } else { i };
        let clamp = |it: Nanos| i64::try_from(it.0).unwrap_or(NONE).min(NONE);
        self.bounds = vec![0; size * size];
        for i in 0..size {
            for j in 0..size {
                self.bounds[i * size + j] = match (i == at, j == at) {
                    (true, true) => 0,
                    // New minus j = (new - now) + (now - j).
                    (true, false) => clamp(most).saturating_add(old.bound(0, from(j))).min(NONE),
                    (false, true) => old.bound(from(i), 0).saturating_sub(clamp(least)),
                    (false, false) => old.bound(from(i), from(j)),
                };
            }
        }
    }

    /// Takes a timer back.
    pub(super) fn remove(&mut self, task: TaskId) {
        let Some(entry) = self.entry(task) else {
            return;
        };
        self.drop_entry(entry);
    }

    /// Removes a timer with its row and column.
    fn drop_entry(&mut self, entry: usize) {
        let size = self.size();
        let keep = |index: &usize| index / size != entry && index % size != entry;
        self.bounds = (0..size * size)
            .filter(keep)
            .map(|index| self.bounds[index])
            .collect();
        self.tasks.remove(entry - 1);
        if self.tasks.is_empty() {
            self.bounds.clear();
        }
    }

    /// Whether the timer of `task` can be the next thing that happens; with `is_held` time cannot pass before it.
    pub(super) fn may_fire(&self, task: TaskId, is_held: bool) -> bool {
        let Some(entry) = self.entry(task) else {
            return false;
        };
        // It is at least so much after instant j: -bound(j, entry).
        let others = if is_held { 1 } else { self.size() };
        (0..others)
            .filter(|j| *j != entry && (*j != 0 || is_held) && Some(*j) != self.told())
            .all(|j| self.bound(j, entry) >= 0)
    }

    fn told(&self) -> Option<usize> {
        (self.tasks.last() == Some(&TOLD)).then_some(self.tasks.len())
    }

    /// Now counts as told: what passes from here on is counted from it. For a run whose trace somebody reads.
    pub(super) fn begin(&mut self) {
        self.set(TOLD, Nanos::ZERO, Nanos::ZERO);
    }

    /// Somebody looks at the clock, and now is the earliest instant that it can be. Answers whether it could have been
    /// a later one, too.
    pub(super) fn look(&mut self) -> bool {
        let mut is_open = false;
        if let Some(told) = self.told().filter(|_| self.is_looked_at) {
            let least = -self.bound(told, 0);
            is_open = self.bound(0, told) > least;
            if is_open {
                self.bounds[told] = least;
                self.close(0);
            }
        }
        self.begin();
        self.is_looked_at = true;
        is_open
    }

    /// What of it the program can tell.
    pub(super) fn noticeable(&self) -> Cow<'_, Self> {
        if self.is_looked_at || self.told().is_none() {
            return Cow::Borrowed(self);
        }
        let mut it = self.clone();
        it.remove(TOLD);
        Cow::Owned(it)
    }

    /// The timer of `task` fires: now becomes its instant. Answers the least time that passes.
    pub(super) fn fire(&mut self, task: TaskId, is_held: bool) -> Nanos {
        let Some(entry) = self.entry(task) else {
            return Nanos::ZERO;
        };
        let size = self.size();
        let told = self.told();
        let before = told.map_or(0, |told| self.bound(told, 0));
        for j in 0..size {
            // No other timer fires before it; held, it fires now.
            if j != entry && (j != 0 || is_held) && Some(j) != told {
                let at = entry * size + j;
                self.bounds[at] = self.bounds[at].min(0);
            }
        }
        self.close(entry);
        let passed = before - self.bound(told.unwrap_or(0), entry);
        // Its instant takes the place of now.
        for i in 0..size {
            self.bounds.swap(i * size, i * size + entry);
        }
        for j in 0..size {
            self.bounds.swap(j, entry * size + j);
        }
        self.drop_entry(entry);
        Nanos(u64::try_from(passed).unwrap_or(0))
    }

    /// Tightens all bounds after those of instant `entry` have become tighter: a shortest way uses one of these at most
    /// once, and the rest was closed before.
    fn close(&mut self, entry: usize) {
        let size = self.size();
        let row = entry * size..(entry + 1) * size;
        let first = self.bounds[row.clone()].to_vec();
        let to = |j: usize| {
            let ways = (0..size).map(|via| match via == entry {
                true => first[j],
                false => first[via] + self.bounds[via * size + j],
            });
            ways.min().map_or(NONE, |it| it.min(NONE))
        };
        let closed: Vec<i64> = (0..size).map(to).collect();
        self.bounds[row].copy_from_slice(&closed);
        for i in (0..size).filter(|i| *i != entry) {
            let there = self.bounds[i * size + entry];
            for (j, from_there) in closed.iter().enumerate() {
                let bound = &mut self.bounds[i * size + j];
                *bound = (*bound).min(there + from_there).min(NONE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(timers: &[(u32, u64, u64)]) -> Zone {
        let mut zone = Zone::default();
        for (task, least, most) in timers {
            zone.set(TaskId(*task), Nanos(*least), Nanos(*most));
        }
        zone
    }

    fn next(zone: &Zone, is_held: bool) -> Vec<u32> {
        let may = |task: &TaskId| zone.may_fire(*task, is_held);
        zone.tasks
            .iter()
            .copied()
            .filter(may)
            .map(|it| it.0)
            .collect()
    }

    #[test]
    fn exact_timers_fire_in_order_and_ties_in_any() {
        let mut it = zone(&[(3, 5, 5), (1, 7, 7), (2, 5, 5)]);
        assert_eq!(next(&it, false), [2, 3]);
        assert_eq!(next(&it, true), []);
        assert_eq!(it.fire(TaskId(2), false), Nanos(5));
        assert_eq!(next(&it, true), [3], "at this very instant");
        assert_eq!(it.fire(TaskId(3), true), Nanos(0));
        assert_eq!(it.fire(TaskId(1), false), Nanos(2));
        assert_eq!(it, zone(&[]));
    }

    #[test]
    fn what_was_told_fits_what_is_told_later() {
        // One sleeps 10, another 12, both late by up to 5; the first wakes up first, and looks at the clock or not.
        for looks in [false, true] {
            let mut it = Zone::default();
            assert!(!it.look());
            it.set(TaskId(1), Nanos(10), Nanos(15));
            it.set(TaskId(2), Nanos(12), Nanos(17));
            assert_eq!(it.fire(TaskId(1), false), Nanos(10));
            assert!(!looks || it.look(), "it may be as late as 15");
            assert_eq!(it.fire(TaskId(2), false), Nanos(2), "12 in all");
            assert!(it.look());
            assert!(!it.look(), "no time has passed");
        }
        // The other way round: the first is then told that 12 have passed.
        let mut it = Zone::default();
        it.begin();
        it.set(TaskId(1), Nanos(10), Nanos(15));
        it.set(TaskId(2), Nanos(12), Nanos(17));
        assert_eq!(it.fire(TaskId(2), false), Nanos(12));
        assert_eq!(it.fire(TaskId(1), false), Nanos(0));
        assert_eq!(*it.noticeable(), Zone::default());
    }

    #[test]
    fn lateness_adds_up() {
        // One sleeps 10 three times, late by up to 1 each time; the other sleeps 32, late by up to 1.
        let mut it = zone(&[(1, 10, 11), (2, 32, 33)]);
        for _ in 0..2 {
            assert_eq!(next(&it, false), [1]);
            it.fire(TaskId(1), false);
            it.set(TaskId(1), Nanos(10), Nanos(11));
        }
        assert_eq!(next(&it, false), [1, 2], "3 late in all reaches 32");
        let mut early = zone(&[(1, 10, 11), (2, 22, 23)]);
        early.fire(TaskId(1), false);
        early.set(TaskId(1), Nanos(10), Nanos(10));
        assert_eq!(next(&early, false), [1], "21 at the latest");
    }
}
