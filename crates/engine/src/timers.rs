//! Timers: which tasks wake when, in order of (time, order of setting).
//!
//! An ordered map of distinct times, each with a first-in first-out bucket, so that a hundred thousand sleepers
//! with the same deadline cost one map entry and one append each. A small table remembers where the buckets of
//! recent deadlines are: sleepers that set the same few deadlines over and over need not search the map.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use interleave_trace::{Nanos, TaskId};

/// A timer that can be taken back: its deadline and its place in the bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Timer {
    pub(crate) at: Nanos,
    /// Its place plus one, so that no timer takes no more room than a timer.
    number: NonZeroU32,
}

/// Marks a timer that was taken back.
const TAKEN_BACK: TaskId = TaskId(u32::MAX);

/// Deadlines that are remembered.
const RECENT: usize = 16;

/// All pending timers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    /// Where each deadline's bucket is.
    deadlines: BTreeMap<Nanos, u32>,
    buckets: Vec<Bucket>,
    /// Buckets without a deadline; their memory is used again.
    spare: Vec<u32>,
    /// Some pending deadlines and their buckets, each at the place that its time hashes to.
    recent: [Option<(Nanos, u32)>; RECENT],
}

#[derive(Clone, Debug, Default)]
struct Bucket {
    tasks: Vec<TaskId>,
    taken_back: u32,
}

/// Where a deadline is remembered (Fibonacci hashing: Knuth, The Art of Computer Programming 3, section 6.4).
fn recent_place(at: Nanos) -> usize {
    (at.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 60) as usize
}

impl Timers {
    /// Sets a timer for `task` at `at`.
    pub(crate) fn set(&mut self, at: Nanos, task: TaskId) -> Timer {
        let bucket = match self.recent[recent_place(at)] {
            Some((time, bucket)) if time == at => bucket,
            _ => self.find(at),
        };
        let tasks = &mut self.buckets[bucket as usize].tasks;
        tasks.push(task);
        let number = NonZeroU32::new(tasks.len() as u32).expect("a task has just been pushed");
        Timer { at, number }
    }

    /// The bucket of `at`, which is remembered from now on.
    fn find(&mut self, at: Nanos) -> u32 {
        let (buckets, spare) = (&mut self.buckets, &mut self.spare);
        let bucket = *self.deadlines.entry(at).or_insert_with(|| {
            spare.pop().unwrap_or_else(|| {
                buckets.push(Bucket::default());
                buckets.len() as u32 - 1
            })
        });
        self.recent[recent_place(at)] = Some((at, bucket));
        bucket
    }

    /// Takes a timer back that has not fired.
    pub(crate) fn cancel(&mut self, timer: Timer) {
        let bucket = self.deadlines[&timer.at];
        let it = &mut self.buckets[bucket as usize];
        it.tasks[timer.number.get() as usize - 1] = TAKEN_BACK;
        it.taken_back += 1;
        if it.taken_back as usize == it.tasks.len() {
            let tasks = self.take(timer.at);
            self.give_back(tasks);
        }
    }

    /// When the next timer fires.
    pub(crate) fn next_at(&self) -> Option<Nanos> {
        self.deadlines.first_key_value().map(|(at, _)| *at)
    }

    /// Takes all timers that fire at `at`, in the order in which they were set. Give the vector back afterwards.
    pub(crate) fn take(&mut self, at: Nanos) -> Vec<TaskId> {
        let Some(bucket) = self.deadlines.remove(&at) else {
            return Vec::new();
        };
        self.recent[recent_place(at)].take_if(|(time, _)| *time == at);
        self.spare.push(bucket);
        let it = std::mem::take(&mut self.buckets[bucket as usize]);
        let mut tasks = it.tasks;
        if it.taken_back > 0 {
            tasks.retain(|task| *task != TAKEN_BACK);
        }
        tasks
    }

    /// Takes back a vector's memory for the next new deadline.
    pub(crate) fn give_back(&mut self, mut tasks: Vec<TaskId>) {
        if let Some(bucket) = self.spare.last() {
            tasks.clear();
            self.buckets[*bucket as usize].tasks = tasks;
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
