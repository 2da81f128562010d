//! A set of tasks, one bit each: with a million tasks a tree is slow.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use interleave_trace::TaskId;

const BITS: usize = u64::BITS as usize;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct TaskSet {
    words: Vec<u64>,
}

impl TaskSet {
    pub(super) fn insert(&mut self, task: TaskId) {
        let word = task.index() / BITS;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (task.index() % BITS);
    }

    /// Inserts the tasks with numbers from `tasks.start` on.
    pub(super) fn insert_all(&mut self, tasks: Range<TaskId>) {
        let (mut at, end) = (tasks.start.index(), tasks.end.index());
        let words = end.div_ceil(BITS);
        if words > self.words.len() {
            self.words.resize(words, 0);
        }
        while at < end {
            let word = at / BITS;
            let behind = end.min((word + 1) * BITS);
            let ones = u64::MAX >> (BITS - (behind - at));
            self.words[word] |= ones << (at % BITS);
            at = behind;
        }
    }

    pub(super) fn remove(&mut self, task: TaskId) {
        if let Some(word) = self.words.get_mut(task.index() / BITS) {
            *word &= !(1 << (task.index() % BITS));
        }
    }

    /// Its tasks, in order of making.
    pub(super) fn iter(&self) -> impl Iterator<Item = TaskId> + '_ {
        let words = self.words.iter().enumerate();
        words.flat_map(|(place, word)| {
            let bits = (0..BITS).filter(move |bit| word & (1 << bit) != 0);
            bits.map(move |bit| TaskId::from_index(place * BITS + bit))
        })
    }
}

/// Sets are equal when they have the same tasks, however large they have been.
impl PartialEq for TaskSet {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Hash for TaskSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for task in self.iter() {
            task.hash(state);
        }
        usize::MAX.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_come_in_order_and_an_emptied_set_is_like_a_new_one() {
        let mut set = TaskSet::default();
        let tasks = [130, 0, 64, 63].map(TaskId);
        tasks.into_iter().for_each(|task| set.insert(task));
        set.remove(TaskId(64));
        set.remove(TaskId(1_000));
        assert_eq!(set.iter().map(|it| it.0).collect::<Vec<_>>(), [0, 63, 130]);
        tasks.into_iter().for_each(|task| set.remove(task));
        assert_eq!(set, TaskSet::default());
    }

    #[test]
    fn tasks_in_a_row_come_at_once() {
        for (start, end) in [(0, 0), (0, 64), (5, 64), (3, 130), (64, 65), (7, 9)] {
            let (mut row, mut each) = (TaskSet::default(), TaskSet::default());
            row.insert(TaskId(8));
            each.insert(TaskId(8));
            row.insert_all(TaskId(start)..TaskId(end));
            (start..end).for_each(|it| each.insert(TaskId(it)));
            assert_eq!(row, each);
        }
    }
}
