//! How many share a value: using such a count is an act where its order can show (see the machine's `CountActs`). A
//! thread that is alone has nobody to come before it.

use interleave_program::{Native, Sys};
use interleave_trace::TaskId;
use interleave_vm::{CountActs, Value};

use super::Interleaving;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply};

impl Interleaving<'_> {
    /// Says which uses of counts others may come before.
    pub(super) fn watch_counts(&mut self) {
        let acts = self.sim.code.count_acts();
        if acts == CountActs::None {
            return;
        }
        let tasks = self.sim.tasks.iter();
        let threads = tasks.filter(|it| !it.is_finished() && !it.future.is_spawned);
        let has_others = threads.take(2).count() > 1;
        let acts = if has_others { acts } else { CountActs::None };
        self.sim.heap.set_count_acts(acts);
    }
}

impl Simulation<'_> {
    /// Whether the task has halted because others may come before it uses a count.
    pub(super) fn is_at_count(&self, task: TaskId) -> bool {
        let sys = self.details[task.index()].pending().sys();
        matches!(sys, Some(Sys::ArcDrop | Sys::ArcCount))
    }

    /// (handle, what) → the answer.
    pub(crate) fn use_count(&mut self, task: TaskId, args: Args) -> Reply {
        let native = asked(args);
        match self.heap.use_count(self.code, native, args[0]) {
            Ok(value) if is_look(Sys::ArcCount, args) => {
                self.poll_answer(task, Sys::ArcCount, value)
            }
            answer => Reply::of(answer),
        }
    }
}

/// What is to be done with the count; a clone job only says of what.
fn asked(args: Args) -> Native {
    match args[1] {
        Value::Native(native) => native,
        _ => Native::CountedClone,
    }
}

/// Whether a syscall only looks at a count.
pub(crate) fn is_look(sys: Sys, args: Args) -> bool {
    let looks = [Native::CountedStrongCount, Native::CountedWeakCount];
    sys == Sys::ArcCount && looks.contains(&asked(args))
}
