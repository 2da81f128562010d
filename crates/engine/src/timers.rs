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
use interleave_vm::prefetch;

/// A timer that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Timer {
    pub(crate) at: Nanos,
    /// The order of setting.
    number: NonZeroU32,
}

/// Who is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Alarm {
    pub(crate) task: TaskId,
    /// It only sleeps: nothing but the timer can wake it.
    pub(crate) is_sleep: bool,
}

/// A timer and whom it wakes, in sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Nanos,
    number: NonZeroU32,
    /// The task's number twice, plus one if it only sleeps.
    alarm: u32,
}

impl Entry {
    fn timer(self) -> Timer {
        let (at, number) = (self.at, self.number);
        Timer { at, number }
    }

    fn alarm(self) -> Alarm {
        Alarm {
            task: TaskId(self.alarm >> 1),
            is_sleep: self.alarm & 1 != 0,
        }
    }

    /// What it is ordered by, as one number.
    #[inline(always)]
    fn key(self) -> u128 {
        u128::from(self.at.0) << 32 | u128::from(self.number.get())
    }
}

/// Most queues; looking through them takes time.
const MOST_QUEUES: usize = 16;

/// How many places further ahead the timers themselves are fetched from memory.
const ENTRIES_AHEAD: usize = 16;

/// Later than every timer.
const NEVER: u128 = u128::MAX;

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
    /// By queue: nothing in it is later than this. They fall, because a timer goes behind the latest that is not after
    /// it.
    backs: Vec<Nanos>,
    /// By queue: the key of its first timer, so that looking for the least touches nothing else.
    fronts: Vec<u128>,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The least of all; never one that was taken back.
    first: Option<(Entry, Place)>,
    /// The queue that the last timer was taken from.
    latest: usize,
    taken_back: BTreeSet<Timer>,
    len: usize,
    /// How many timers have been set since there was none.
    count: u32,
}

impl Timers {
    /// Whether no timer was ever set.
    pub(crate) fn is_unused(&self) -> bool {
        self.queues.is_empty()
    }

    /// Sets a timer at `at`.
    ///
    /// # Panics
    /// When four thousand million timers were set while there was always one left.
    pub(crate) fn set(&mut self, at: Nanos, alarm: Alarm) -> Timer {
        if self.len == 0 {
            self.count = 0;
            self.backs.fill(Nanos::ZERO);
        }
        self.count += 1;
        let number = NonZeroU32::new(self.count).expect("timers are counted from one");
        let alarm = alarm.task.0 << 1 | u32::from(alarm.is_sleep);
        let entry = Entry { at, number, alarm };
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

    /// Whose timer will fire soon: one that so many stand before in their queue.
    pub(crate) fn upcoming(&self, place: usize) -> Option<TaskId> {
        let queue = self.queues.get(self.latest)?;
        if let Some(later) = queue.get(place + ENTRIES_AHEAD) {
            prefetch(later);
        }
        queue.get(place).map(|it| it.alarm().task)
    }

    /// Takes all timers that fire at `at`, none of which is overdue, in the order in which they were set, and adds
    /// whom they wake to `alarms`.
    pub(crate) fn take(&mut self, at: Nanos, alarms: &mut Vec<Alarm>) {
        while let Some((first, place)) = self.first
            && first.at == at
        {
            alarms.push(first.alarm());
            self.pop(place);
            if let Place::Queue(index) = place {
                self.take_row(index, at, alarms);
            }
            self.find_first();
            self.clear_front();
        }
    }

    /// Goes on with the same queue while no other one has an earlier timer.
    fn take_row(&mut self, index: usize, at: Nanos, alarms: &mut Vec<Alarm>) {
        let is_next = |it: &Entry| it.at == at;
        if !self.taken_back.is_empty() || !self.queues[index].front().is_some_and(is_next) {
            return;
        }
        let own = std::mem::replace(&mut self.fronts[index], NEVER);
        let next = self.fronts.iter().copied().min().unwrap_or(NEVER);
        let next = next.min(self.heap_key());
        self.fronts[index] = own;
        while let Some(entry) = self.queues[index].front()
            && is_next(entry)
            && entry.key() < next
        {
            alarms.push(entry.alarm());
            self.pop(Place::Queue(index));
        }
    }

    /// Puts an entry behind the latest timer that is not after it.
    fn insert(&mut self, entry: Entry) -> Place {
        self.len += 1;
        let index = self.backs.partition_point(|back| *back > entry.at);
        if index == self.queues.len() {
            if index == MOST_QUEUES {
                self.heap.push(Reverse(entry));
                return Place::Heap;
            }
            self.queues.push(VecDeque::new());
            self.backs.push(entry.at);
            self.fronts.push(NEVER);
        }
        self.backs[index] = entry.at;
        self.fronts[index] = self.fronts[index].min(entry.key());
        self.queues[index].push_back(entry);
        Place::Queue(index)
    }

    /// Removes the first timer, which is at `place`; the next has to be found.
    fn pop(&mut self, place: Place) {
        self.len -= 1;
        match place {
            Place::Queue(index) => {
                self.latest = index;
                let queue = &mut self.queues[index];
                queue.pop_front();
                self.fronts[index] = front_key(queue);
            }
            Place::Heap => {
                self.heap.pop();
            }
        }
    }

    fn heap_key(&self) -> u128 {
        self.heap.peek().map_or(NEVER, |Reverse(it)| it.key())
    }

    fn find_first(&mut self) {
        let (mut least, mut place) = (self.heap_key(), Place::Heap);
        for (index, front) in self.fronts.iter().enumerate() {
            if *front < least {
                (least, place) = (*front, Place::Queue(index));
            }
        }
        let first = match place {
            Place::Queue(index) => self.queues[index].front(),
            Place::Heap => self.heap.peek().map(|Reverse(it)| it),
        };
        self.first = first.map(|it| (*it, place));
    }

    /// The first must not be one that was taken back.
    fn clear_front(&mut self) {
        while !self.taken_back.is_empty()
            && let Some((first, place)) = self.first
            && self.taken_back.remove(&first.timer())
        {
            self.pop(place);
            self.find_first();
        }
    }

    /// Removes all timers that were taken back.
    fn sweep(&mut self) {
        let taken_back = std::mem::take(&mut self.taken_back);
        let stays = |it: &Entry| !taken_back.contains(&it.timer());
        for (queue, front) in self.queues.iter_mut().zip(&mut self.fronts) {
            queue.retain(stays);
            *front = front_key(queue);
        }
        self.heap.retain(|Reverse(it)| stays(it));
        self.len -= taken_back.len();
        self.find_first();
    }
}

fn front_key(queue: &VecDeque<Entry>) -> u128 {
    queue.front().map_or(NEVER, |it| it.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm(task: u32) -> Alarm {
        Alarm {
            task: TaskId(task),
            is_sleep: task.is_multiple_of(2),
        }
    }

    fn drain(timers: &mut Timers) -> Vec<(u64, Vec<u32>)> {
        let mut all = Vec::new();
        while let Some(at) = timers.next_at() {
            let mut tasks = Vec::new();
            timers.take(at, &mut tasks);
            all.push((at.0, tasks.iter().map(|it: &Alarm| it.task.0).collect()));
        }
        all
    }

    #[test]
    fn by_time_then_by_order_of_setting() {
        let mut timers = Timers::default();
        for (at, task) in [(5, 1), (3, 2), (5, 3), (9, 4), (3, 5)] {
            timers.set(Nanos(at), alarm(task));
        }
        assert_eq!(
            drain(&mut timers),
            [(3, vec![2, 5]), (5, vec![1, 3]), (9, vec![4])]
        );
    }

    #[test]
    fn a_timer_taken_back_does_not_fire() {
        let mut timers = Timers::default();
        let first = timers.set(Nanos(5), alarm(1));
        timers.set(Nanos(5), alarm(2));
        let alone = timers.set(Nanos(4), alarm(3));
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
            let timer = timers.set(at, alarm(task));
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

    #[test]
    fn sleeps_that_begin_again_and_again_end_in_order() {
        let (mut timers, mut expected) = (Timers::default(), BTreeSet::new());
        // Of many durations, so that queues and the heap are in use; many end at one instant.
        let end = |now: u64, task: u32| now + 1 + u64::from(task.wrapping_mul(0x9E37_79B9) >> 27);
        let mut count = 0;
        let mut set = |timers: &mut Timers, expected: &mut BTreeSet<_>, now, task| {
            count += 1;
            timers.set(Nanos(end(now, task)), alarm(task));
            expected.insert((end(now, task), count, task));
        };
        for task in 0..500 {
            set(&mut timers, &mut expected, 0, task);
        }
        let mut now = 0;
        for _ in 0..200 {
            let at = timers.next_at().expect("sleepers sleep again");
            assert!(at.0 > now, "time goes on");
            now = at.0;
            let mut alarms = Vec::new();
            timers.take(at, &mut alarms);
            for it in alarms {
                let (end, _, task) = expected.pop_first().expect("as many as were set");
                assert_eq!((end, task), (now, it.task.0));
                set(&mut timers, &mut expected, now, it.task.0);
            }
        }
    }
}
