//! Timers: which tasks wake when, in order of (time, order of setting).
//!
//! Sleepers mostly sleep for a few different durations, and time does not go back: so timers come as a few rising
//! sequences, one a duration. Each is kept as a queue (patience sorting: Mallows, 1963), and a timer that fits behind
//! none of them goes to a heap. Queues are read and written in order, which memory likes.
//!
//! A timer that is taken back stays where it is until it comes first or such timers are the half of all.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};
use std::num::NonZeroU32;

use interleave_trace::{Nanos, TaskId};

/// A timer that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Timer {
    pub(crate) at: Nanos,
    /// The order of setting.
    number: NonZeroU32,
}

/// A timer and its task, in sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Nanos,
    number: NonZeroU32,
    task: TaskId,
}

impl Entry {
    fn timer(self) -> Timer {
        let (at, number) = (self.at, self.number);
        Timer { at, number }
    }

    /// What it is ordered by, as one number.
    #[inline(always)]
    fn key(self) -> u128 {
        u128::from(self.at.0) << 32 | u128::from(self.number.get())
    }
}

/// Most queues; looking through them takes time.
const MOST_QUEUES: usize = 16;

/// Where the first timer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Queue(usize),
    Heap,
}

/// All pending timers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    /// Rising sequences.
    queues: Vec<VecDeque<Entry>>,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The least of all; never one that was taken back.
    first: Option<(Entry, Place)>,
    taken_back: BTreeSet<Timer>,
    len: usize,
    /// How many timers have been set since there was none.
    count: u32,
}

impl Timers {
    /// Sets a timer for `task` at `at`.
    ///
    /// # Panics
    /// When four thousand million timers were set while there was always one left.
    pub(crate) fn set(&mut self, at: Nanos, task: TaskId) -> Timer {
        if self.len == 0 {
            self.count = 0;
        }
        self.count += 1;
        let number = NonZeroU32::new(self.count).expect("timers are counted from one");
        let entry = Entry { at, number, task };
        let place = self.insert(entry);
        if self.first.is_none_or(|(first, _)| at < first.at) {
            self.first = Some((entry, place));
        }
        Timer { at, number }
    }

    /// Takes a timer back that has not fired.
    pub(crate) fn cancel(&mut self, timer: Timer) {
        self.taken_back.insert(timer);
        if self.taken_back.len() > self.len / 2 {
            self.sweep();
        }
        self.clear_front();
    }

    /// When the next timer fires.
    pub(crate) fn next_at(&self) -> Option<Nanos> {
        self.first.map(|(first, _)| first.at)
    }

    /// Takes all timers that fire at `at`, none of which is overdue, in the order in which they were set, and adds
    /// their tasks to `tasks`.
    pub(crate) fn take(&mut self, at: Nanos, tasks: &mut Vec<TaskId>) {
        while let Some((first, place)) = self.first
            && first.at == at
        {
            tasks.push(first.task);
            self.pop(place);
            self.clear_front();
        }
    }

    /// Puts an entry behind the latest timer that is not after it.
    fn insert(&mut self, entry: Entry) -> Place {
        self.len += 1;
        let mut best: Option<(Nanos, usize)> = None;
        for (index, queue) in self.queues.iter().enumerate() {
            let last = queue.back().map_or(Nanos::ZERO, |last| last.at);
            if last <= entry.at && best.is_none_or(|(time, _)| last > time) {
                best = Some((last, index));
            }
        }
        let index = match best {
            Some((_, index)) => index,
            None if self.queues.len() < MOST_QUEUES => {
                self.queues.push(VecDeque::new());
                self.queues.len() - 1
            }
            None => {
                self.heap.push(Reverse(entry));
                return Place::Heap;
            }
        };
        self.queues[index].push_back(entry);
        Place::Queue(index)
    }

    /// Removes the first timer, which is at `place`, and finds the next.
    fn pop(&mut self, place: Place) {
        self.len -= 1;
        match place {
            Place::Queue(index) => {
                self.queues[index].pop_front();
            }
            Place::Heap => {
                self.heap.pop();
            }
        }
        self.find_first();
    }

    fn find_first(&mut self) {
        let heap = self.heap.peek().map(|Reverse(it)| (*it, Place::Heap));
        self.first = heap;
        let mut least = heap.map_or(u128::MAX, |(it, _)| it.key());
        for (index, queue) in self.queues.iter().enumerate() {
            if let Some(&front) = queue.front()
                && front.key() < least
            {
                least = front.key();
                self.first = Some((front, Place::Queue(index)));
            }
        }
    }

    /// The first must not be one that was taken back.
    fn clear_front(&mut self) {
        while !self.taken_back.is_empty()
            && let Some((first, place)) = self.first
            && self.taken_back.remove(&first.timer())
        {
            self.pop(place);
        }
    }

    /// Removes all timers that were taken back.
    fn sweep(&mut self) {
        let taken_back = std::mem::take(&mut self.taken_back);
        let stays = |it: &Entry| !taken_back.contains(&it.timer());
        self.queues.iter_mut().for_each(|queue| queue.retain(stays));
        self.heap.retain(|Reverse(it)| stays(it));
        self.len -= taken_back.len();
        self.find_first();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(timers: &mut Timers) -> Vec<(u64, Vec<u32>)> {
        let mut all = Vec::new();
        while let Some(at) = timers.next_at() {
            let mut tasks = Vec::new();
            timers.take(at, &mut tasks);
            all.push((at.0, tasks.iter().map(|task| task.0).collect()));
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

    #[test]
    fn many_come_out_in_order_without_those_taken_back() {
        let mut timers = Timers::default();
        let mut expected = Vec::new();
        for task in 0..1_000u32 {
            let at = Nanos(u64::from(task.wrapping_mul(0x9E37_79B9) >> 26));
            let timer = timers.set(at, TaskId(task));
            if task % 3 == 0 {
                timers.cancel(timer);
            } else {
                expected.push((at.0, task));
            }
        }
        expected.sort_by_key(|(at, _)| *at);
        let drained = drain(&mut timers).into_iter();
        let flat = drained.flat_map(|(at, tasks)| tasks.into_iter().map(move |task| (at, task)));
        assert_eq!(flat.collect::<Vec<_>>(), expected);
    }
}
