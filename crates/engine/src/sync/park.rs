//! `park` and `unpark`: a token a thread, not a counter.

use interleave_program::Sys;
use interleave_trace::{BlockReason, EventKind, TaskId};
use interleave_vm::Value;

use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::Attempt;

impl Simulation<'_> {
    /// `park` and `park_timeout`: takes the token, or waits for it.
    pub(crate) fn park(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let it = &mut self.tasks[task.index()];
        let attempt = std::mem::take(&mut it.attempt);
        let token = self.details[task.index()].take_rare(|it| &mut it.park_token);
        if token.is_none() && attempt == Attempt::First {
            let until = match sys {
                Sys::ThreadParkTimeout => match self.heap.read_duration_ns(args[0]) {
                    Some(ns) => Some(self.until_timeout(ns)),
                    None => return wrong_argument("thread::park_timeout", "a Duration"),
                },
                _ => None,
            };
            return self.block_in(task, sys, args, BlockReason::Park { until }, oracle);
        }
        let cause = token.unwrap_or(self.details[task.index()].rare().wake_cause);
        self.record(task, cause, EventKind::ParkEnded);
        Reply::Value(Value::Unit)
    }

    /// `Thread::unpark`
    pub(crate) fn unpark(&mut self, task: TaskId, thread: Value) -> Reply {
        let Some(target) = self.task_of(thread) else {
            return wrong_argument("unpark", "a Thread");
        };
        let event = self.record(task, None, EventKind::Unparked { target });
        let it = &mut self.tasks[target.index()];
        if it.is_finished() {
            return Reply::Value(Value::Unit);
        }
        let details = &mut self.details[target.index()];
        details.rare_mut().park_token.get_or_insert(event);
        if matches!(self.reason_of(target), Some(BlockReason::Park { .. })) {
            self.wake(target, event, Attempt::Woken);
        }
        Reply::Value(Value::Unit)
    }
}
