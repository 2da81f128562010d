//! Thread locals: each task has its own value a key, made at its first use and dropped at the task's end.
//!
//! As std on Linux: values are dropped in the reverse order of their initialisation, after the thread's closure has
//! returned and its scope has gone on, before `join` returns; main's when the process ends. A key whose value has
//! been dropped cannot be used any more; keys that were not used yet still can, and are dropped in their turn.

use interleave_program::{IntKind, Sys};
use interleave_trace::TaskId;
use interleave_vm::{Canonical, Slot, Value, VmBox};

use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};

/// One value of a task, in the order of initialisation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Local {
    key: usize,
    /// The box that holds it; `None` once it is dropped.
    boxed: Option<Value>,
}

impl Local {
    /// See [`interleave_vm::Canonical`].
    pub(crate) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&self.key);
        to.maybe(self.boxed);
    }
}

impl Simulation<'_> {
    /// A new key.
    pub(crate) fn local_new(&mut self) -> Reply {
        self.local_keys += 1;
        Reply::Value(usize_value(self.local_keys - 1))
    }

    /// What can be done with a key in this thread.
    pub(crate) fn local_access(&mut self, task: TaskId, sys: Sys, args: Args) -> Reply {
        let Some(key) = self.heap.read_usize(args[0]) else {
            return wrong_argument("LocalKey::with", "a key");
        };
        if sys == Sys::LocalInit {
            return self.local_init(task, key, args[1]);
        }
        let locals = &self.details[task.index()].rare().locals;
        let found = locals.iter().find(|local| local.key == key);
        let place = found.map(|local| local.boxed);
        match (sys, place) {
            (Sys::LocalPlace, Some(Some(Value::Own(object)))) => {
                Reply::Value(Value::Ref(Slot { object, index: 0 }))
            }
            (Sys::LocalPlace, _) => wrong_argument("LocalKey::with", "an initialised key"),
            (_, None) => Reply::Value(Value::Int(IntKind::U8, 0)),
            (_, Some(Some(_))) => Reply::Value(Value::Int(IntKind::U8, 1)),
            (_, Some(None)) => Reply::Value(Value::Int(IntKind::U8, 2)),
        }
    }

    fn local_init(&mut self, task: TaskId, key: usize, value: Value) -> Reply {
        match self.heap.alloc_box(value) {
            Ok(boxed) => {
                let boxed = Some(boxed);
                self.details[task.index()]
                    .rare_mut()
                    .locals
                    .push(Local { key, boxed });
                Reply::Value(Value::Unit)
            }
            Err(fault) => Reply::Fault(fault),
        }
    }

    /// Lets the task drop the last of its values that is left; whether there was one.
    pub(crate) fn drops_a_local(&mut self, task: TaskId) -> bool {
        let locals = &mut self.details[task.index()].rare_mut().locals;
        let last = locals.iter_mut().rev().find_map(|it| it.boxed.take());
        if let Some(value) = last {
            self.restart(task, |code, heap| VmBox::start_drop(code, heap, value));
        }
        last.is_some()
    }
}
