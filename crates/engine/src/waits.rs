//! What tasks wait for, and their timers, by task. It is apart from the tasks because most of them are futures that
//! await: of those nothing of it is kept.

use interleave_trace::{BlockReason, TaskId};
use interleave_vm::prefetch;

use crate::simulation::Simulation;
use crate::task::TaskState;
use crate::timers::Timer;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Wait {
    /// Means something while the task's state is [`TaskState::Blocked`].
    reason: BlockReason,
    /// What will wake it.
    timer: Option<Timer>,
}

const NOTHING: Wait = Wait {
    reason: BlockReason::Await,
    timer: None,
};

/// See the module. There is no place for tasks behind the last that has waited for something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Waits(Vec<Wait>);

impl Waits {
    /// Whether nobody has ever waited for something.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub(crate) fn copy_from(&mut self, from: &Self) {
        self.0.clone_from(&from.0);
    }

    /// Forgets them; the memory stays.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// How much memory it has, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<Wait>()
    }

    /// Asks for the memory of what `task` waits for.
    #[inline]
    pub(crate) fn prefetch(&self, task: TaskId) {
        if let Some(it) = self.0.get(task.index()) {
            prefetch(it);
        }
    }

    fn of(&mut self, task: TaskId) -> &mut Wait {
        if task.index() >= self.0.len() {
            self.0.resize(task.index() + 1, NOTHING);
        }
        &mut self.0[task.index()]
    }

    /// The timer of `task`, which it has no longer.
    #[inline]
    pub(crate) fn take_timer(&mut self, task: TaskId) -> Option<Timer> {
        self.0.get_mut(task.index())?.timer.take()
    }

    /// The timer that will wake `task`.
    pub(crate) fn set_timer(&mut self, task: TaskId, timer: Timer) {
        self.of(task).timer = Some(timer);
    }
}

impl Simulation<'_> {
    /// `task` waits for `reason` from now on.
    pub(crate) fn waits_for_reason(&mut self, task: TaskId, reason: BlockReason) {
        self.tasks[task.index()].state = match reason {
            BlockReason::Await => TaskState::Awaiting,
            _ => {
                self.waits.of(task).reason = reason;
                TaskState::Blocked
            }
        };
    }

    /// What `task` waits for, if it waits.
    pub(crate) fn reason_of(&self, task: TaskId) -> Option<BlockReason> {
        match self.tasks[task.index()].state {
            TaskState::Awaiting => Some(BlockReason::Await),
            TaskState::Blocked => self.waits.0.get(task.index()).map(|it| it.reason),
            TaskState::Runnable | TaskState::Running | TaskState::Finished => None,
        }
    }

    /// The timer that will wake `task`.
    pub(crate) fn timer_of(&self, task: TaskId) -> Option<Timer> {
        self.waits.0.get(task.index())?.timer
    }
}
