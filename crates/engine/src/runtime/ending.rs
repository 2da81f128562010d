//! The end of a runtime's task: what it gives goes into the cell that its `JoinHandle` looks at, and who waits is woken.
//!
//! The machine does that itself where only values change hands. Where the program has a part in it (a waker or a `Drop`
//! of its own, an error to make) a function of the prelude does, as the last thing that the task runs.

use interleave_program::ShapeId;
use interleave_trace::TaskId;
use interleave_vm::{Head, JoinCell, ObjectId, PollContext, Value, Vm, woken_task};

use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value};
use crate::task::TaskEnd;

/// How a task ended, as `end_task` of the prelude counts it.
const RETURNED: usize = 0;
const CANCELLED: usize = 1;
const PANICKED: usize = 2;

impl Simulation<'_> {
    /// The cell of a new task, which it keeps until it ends.
    pub(super) fn own_cell(&mut self, cell: Value, task: TaskId) -> Option<ObjectId> {
        let Value::Own(shared) = cell else {
            return None;
        };
        let place = JoinCell::of_shared(&self.heap, shared)?.field(JoinCell::TASK);
        self.heap.set(place, usize_value(task.index()));
        Some(shared)
    }

    /// What the loop of a task has come to goes into its cell: what is left of the task's budget and whether it
    /// panicked, as its end. `None` when the task has to go on for that. Others end as they are.
    pub(crate) fn hand_on(&mut self, task: TaskId, end: TaskEnd) -> Option<TaskEnd> {
        let Some(cell) = self.details[task.index()].cell.take() else {
            return Some(end);
        };
        let (value, how, budget) = match end {
            TaskEnd::Returned(ended @ Value::Own(_)) => {
                let ended = self.heap.take_fields(ended);
                let budget = self.heap.read_usize(ended[1]).unwrap_or(0);
                (ended[0], RETURNED, budget)
            }
            TaskEnd::Panicked(payload) => match self.heap.alloc_payload(payload) {
                Ok(payload) => (payload, PANICKED, self.budget_now(task)),
                Err(fault) => {
                    self.fault(task, fault);
                    return None;
                }
            },
            _ => (Value::Unit, CANCELLED, 0),
        };
        if how == RETURNED && self.complete(task, cell, value) {
            return Some(TaskEnd::Returned(usize_value(budget * 2)));
        }
        let home = self.tasks[task.index()].future.home();
        let ender = self
            .runtime(home.expect("a task with a cell has a runtime"))
            .ender;
        let args = [
            Value::Own(cell),
            value,
            usize_value(how),
            usize_value(budget),
        ];
        self.restart(task, |code, heap| Vm::start(code, heap, ender, &args));
        None
    }

    /// Puts `value` into the cell and wakes who waits for it, when nothing of the program has a part in that; whether it
    /// did.
    fn complete(&mut self, task: TaskId, shared: ObjectId, value: Value) -> bool {
        let Some(cell) = JoinCell::of_shared(&self.heap, shared) else {
            return false;
        };
        let is_wanted = self.heap.get(cell.field(JoinCell::IS_WANTED)) == Value::Bool(true);
        let waker = self.heap.get(cell.field(JoinCell::WAKER));
        let woken = match waker {
            Value::Own(some) => match self.heap.slots(some).first() {
                Some(waker) => woken_task(&self.heap, *waker),
                None => None,
            },
            _ => None,
        };
        let needs_program = matches!(waker, Value::Own(_)) && woken.is_none();
        if !is_wanted || needs_program || !self.is_shared(shared) {
            return false;
        }
        let Ok(result) = self.heap.ok(value) else {
            return false;
        };
        let Ok(result) = self.heap.some(result) else {
            return false;
        };
        self.heap
            .set(cell.field(JoinCell::IS_DONE), Value::Bool(true));
        self.heap.set(cell.field(JoinCell::RESULT), result);
        if let Some(woken) = woken {
            self.heap.set(cell.field(JoinCell::WAKER), self.heap.none());
            self.free_nested(waker);
            self.changes += 1;
            self.future_wake(task, usize_value(woken));
        }
        self.heap.give_up_shared(self.code, shared)
    }

    fn is_shared(&self, object: ObjectId) -> bool {
        matches!(self.heap.head(object), Some(Head::Shared { strong, .. }) if strong > 1)
    }

    /// Frees an object and what it owns, none of which has a `Drop`.
    fn free_nested(&mut self, value: Value) {
        let fields = self.heap.take_fields(value);
        fields.into_iter().for_each(|it| {
            if let Value::Own(_) = it {
                self.free_nested(it);
            }
        });
    }

    /// (handle, context): what a task has given; () while it has not ended, or when the prelude has something to say.
    pub(crate) fn join_poll(&mut self, args: Args) -> Reply {
        let cell = match self.heap.look_through(args[0]) {
            Value::Own(handle) => JoinCell::of_handle(&self.heap, handle),
            _ => None,
        };
        let poll = PollContext::of(&self.heap, args[1]).filter(|poll| poll.budget > 0);
        let (Some(cell), Some(poll)) = (cell, poll) else {
            return Reply::Value(Value::Unit);
        };
        let is_done = self.heap.get(cell.field(JoinCell::IS_DONE)) == Value::Bool(true);
        let result = cell.field(JoinCell::RESULT);
        let kept = self.heap.get(result);
        match is_done.then(|| self.heap.take_option(kept)).flatten() {
            Some(value) => {
                self.heap.set(result, self.heap.none());
                poll.spend(&mut self.heap);
                Reply::of(self.heap.alloc_variant(ShapeId::READY, &[value]))
            }
            None => Reply::Value(Value::Unit),
        }
    }
}
