//! Timers: which tasks wake when, in order of (time, order of setting).
//!
//! An ordered map of distinct times, each with a first-in first-out bucket, so that a hundred thousand sleepers
//! with the same deadline cost one map entry and one append each. Buckets' memory is used again.

use std::collections::BTreeMap;

use interleave_trace::{Nanos, TaskId};

/// A timer that can be taken back: its deadline and its place in the bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Timer {
    pub(crate) at: Nanos,
    index: u32,
}

/// Marks a timer that was taken back.
const TAKEN_BACK: TaskId = TaskId(u32::MAX);

/// All pending timers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    buckets: BTreeMap<Nanos, Bucket>,
    /// The bucket that got the last timer stays out of the map: most timers of a busy instant share a deadline.
    last: Option<(Nanos, Bucket)>,
    spare: Vec<Vec<TaskId>>,
}

#[derive(Clone, Debug, Default)]
struct Bucket {
    tasks: Vec<TaskId>,
    taken_back: u32,
}

impl Timers {
    /// Sets a timer for `task` at `at`.
    pub(crate) fn set(&mut self, at: Nanos, task: TaskId) -> Timer {
        if self.last.as_ref().is_none_or(|(time, _)| *time != at) {
            self.turn_to(at);
        }
        let (_, bucket) = self.last.as_mut().expect("just turned to");
        let index = bucket.tasks.len() as u32;
        bucket.tasks.push(task);
        Timer { at, index }
    }

    /// Makes `last` the bucket of `at`.
    #[cold]
    fn turn_to(&mut self, at: Nanos) {
        if let Some((time, bucket)) = self.last.take() {
            self.buckets.insert(time, bucket);
        }
        let bucket = self.buckets.remove(&at).unwrap_or_else(|| Bucket {
            tasks: self.spare.pop().unwrap_or_default(),
            taken_back: 0,
        });
        self.last = Some((at, bucket));
    }

    /// Takes a timer back that has not fired.
    pub(crate) fn cancel(&mut self, timer: Timer) {
        let bucket = match &mut self.last {
            Some((time, bucket)) if *time == timer.at => bucket,
            _ => self
                .buckets
                .get_mut(&timer.at)
                .expect("a pending timer's bucket exists"),
        };
        bucket.tasks[timer.index as usize] = TAKEN_BACK;
        bucket.taken_back += 1;
        if bucket.taken_back as usize == bucket.tasks.len() {
            let emptied = match self.last.take_if(|(time, _)| *time == timer.at) {
                Some((_, bucket)) => Some(bucket),
                None => self.buckets.remove(&timer.at),
            };
            self.give_back(emptied.expect("it was just there").tasks);
        }
    }

    /// When the next timer fires.
    pub(crate) fn next_at(&self) -> Option<Nanos> {
        let first = self.buckets.first_key_value().map(|(at, _)| *at);
        let last = self.last.as_ref().map(|(at, _)| *at);
        match (first, last) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Takes all timers that fire at `at`, in the order in which they were set. Give the vector back afterwards.
    pub(crate) fn take(&mut self, at: Nanos) -> Vec<TaskId> {
        let bucket = match self.last.take_if(|(time, _)| *time == at) {
            Some((_, bucket)) => bucket,
            None => self.buckets.remove(&at).unwrap_or_default(),
        };
        let mut tasks = bucket.tasks;
        if bucket.taken_back > 0 {
            tasks.retain(|task| *task != TAKEN_BACK);
        }
        tasks
    }

    /// Takes back a vector's memory for later buckets.
    pub(crate) fn give_back(&mut self, mut tasks: Vec<TaskId>) {
        if self.spare.len() < 64 {
            tasks.clear();
            self.spare.push(tasks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(timers: &mut Timers) -> Vec<(u64, Vec<u32>)> {
        let mut all = Vec::new();
        while let Some(at) = timers.next_at() {
            let tasks = timers.take(at);
            all.push((at.0, tasks.iter().map(|task| task.0).collect()));
            timers.give_back(tasks);
        }
        all
    }

    #[test]
    fn by_time_then_by_order_of_setting() {
        let mut timers = Timers::default();
        for (at, task) in [(5, 1), (3, 2), (5, 3), (9, 4), (3, 5)] {
            timers.set(Nanos(at), TaskId(task));
        }
        assert_eq!(
            drain(&mut timers),
            [(3, vec![2, 5]), (5, vec![1, 3]), (9, vec![4])]
        );
    }

    #[test]
    fn a_timer_taken_back_does_not_fire() {
        let mut timers = Timers::default();
        let first = timers.set(Nanos(5), TaskId(1));
        timers.set(Nanos(5), TaskId(2));
        let alone = timers.set(Nanos(4), TaskId(3));
        timers.cancel(first);
        timers.cancel(alone);
        assert_eq!(drain(&mut timers), [(5, vec![2])]);
    }
}
