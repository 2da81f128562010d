//! The end of a runtime's task: what it gives goes into the cell that its `JoinHandle` looks at, and who waits is woken.
//!
//! The machine does that itself where only values change hands, with the halts that a text doing it would have. Where
//! the program has a part in it (a waker or a `Drop` of its own, an error to make) a function of the prelude does, as
//! the last thing that the task runs.

use interleave_program::{ShapeId, Sys};
use interleave_trace::TaskId;
use interleave_vm::{
    Fault, Halt, Head, JoinCell, ObjectId, PollContext, Value, VmBox, take_joined, woken_task,
};

use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value};

/// How a task ended, as `end_task` of the prelude counts it.
const RETURNED: usize = 0;
const CANCELLED: usize = 1;
const PANICKED: usize = 2;

impl Simulation<'_> {
    /// The cell of a new task, which it keeps until it ends, and the `JoinHandle` that leads to it.
    pub(super) fn new_handle(&mut self, task: TaskId) -> Result<(ObjectId, Value), Fault> {
        let Some(shapes) = self.code.library().task_shapes() else {
            return Err(Fault::Unsupported("tasks without a library".to_owned()));
        };
        let [cell, handle] = JoinCell::make_with_handle(&mut self.heap, shapes, task.index())?;
        Ok((cell, Value::Own(handle)))
    }

    /// Runs a task's machine for up to `fuel` instructions; how many were used. Its halt is with the heap. What the
    /// loop of a runtime's task has come to is handed on before that is an end.
    pub(crate) fn run_vm(&mut self, task: TaskId, fuel: u64) -> u64 {
        let it = &mut self.tasks[task.index()];
        let mut vm = it.vm.as_mut().expect("a running task has a machine");
        if vm.is_unbegun_task() {
            self.begin_at_once(task);
            let it = &mut self.tasks[task.index()];
            vm = it.vm.as_mut().expect("beginning leaves it its machine");
        }
        let used = vm.go(self.code, &mut self.heap, fuel);
        self.goes_on_after(task, fuel, used)
    }

    /// The machine of `task` has halted after `used` instructions of `fuel`: the rest of the same.
    #[inline]
    pub(crate) fn goes_on_after(&mut self, task: TaskId, fuel: u64, used: u64) -> u64 {
        match self.heap.halted() {
            Some(
                Halt::Sys {
                    sys: Sys::FutureCurrent | Sys::FutureBegin,
                    ..
                }
                | Halt::Finished(_)
                | Halt::Panicked(_),
            ) => self.run_vm_on(task, fuel, used),
            _ => used,
        }
    }

    /// Goes on from a halt that may be no end, after `used` instructions of `fuel`.
    fn run_vm_on(&mut self, task: TaskId, mut fuel: u64, mut used: u64) -> u64 {
        let loan = self.heap.loan();
        if loan.instructions > 0 {
            fuel = fuel.min(loan.left);
        }
        loop {
            match self.heap.halted() {
                Some(Halt::Sys {
                    sys: sys @ (Sys::FutureCurrent | Sys::FutureBegin),
                    ..
                }) => {
                    let sys = *sys;
                    if self.has_others_now() {
                        return used;
                    }
                    self.begins(task, sys);
                }
                Some(Halt::Finished(_) | Halt::Panicked(_)) => {
                    if self.is_stepped {
                        // Others may come between the last that it did and its end.
                        return used;
                    }
                    if self.hands_on_unseen(task) {
                        return used;
                    }
                    let halt = self.heap.take_halt();
                    if let Some(halt) = self.hand_on_if_any(task, halt) {
                        self.heap.halt_for(halt);
                        return used;
                    }
                }
                _ => return used,
            }
            let it = &mut self.tasks[task.index()];
            let vm = it.vm.as_mut().expect("a running task has a machine");
            used += vm.go(self.code, &mut self.heap, fuel - used);
        }
    }

    /// What `task` has come to goes into its cell: for a task that has given a value for which nobody waits yet; whether it was one.
    #[inline]
    fn hands_on_unseen(&mut self, task: TaskId) -> bool {
        if !matches!(self.heap.halted(), Some(Halt::Finished(_))) {
            return false;
        }
        let vm = self.tasks[task.index()].vm.as_ref();
        let left = vm.and_then(VmBox::budget_left);
        let (Some(left), Some(cell)) = (left, self.details[task.index()].cell()) else {
            return false;
        };
        match JoinCell::end_unseen(&mut self.heap, self.code, cell) {
            Ok(true) => self.heap.halt_for(Halt::Finished(Value::Unit)),
            Ok(false) => return false,
            Err(fault) => self.heap.halt_for(Halt::Fault(fault)),
        }
        self.details[task.index()].take_cell();
        self.keep_budget(task, left);
        true
    }

    /// What `task` has come to goes into its cell, when it has one that it has not gone to yet. Answers what its machine
    /// halts for after that; `None` when a function of the prelude has to run first.
    pub(crate) fn hand_on_if_any(&mut self, task: TaskId, halt: Halt) -> Option<Halt> {
        match self.details[task.index()].take_cell() {
            Some(cell) => self.hand_on(task, cell, halt),
            None => Some(halt),
        }
    }

    /// The first poll of a task that has not begun begins, when nobody else does anything meanwhile.
    fn begin_at_once(&mut self, task: TaskId) {
        if self.has_others_now() {
            return;
        }
        let budget = self.poll_budget(task);
        if let Some(vm) = &mut self.tasks[task.index()].vm {
            vm.begin_at_once(&mut self.heap, task.0, budget);
        }
    }

    /// What a poll of `task` has been given, when that is a runtime's; `None` when there is no budget left.
    pub(super) fn poll_context(&self, task: TaskId, context: Value) -> Option<PollContext> {
        let vm = self.tasks[task.index()].vm.as_ref()?;
        vm.own_context(&self.heap, task.index(), context)
            .or_else(|| PollContext::of(&self.heap, context))
            .filter(|poll| poll.budget > 0)
    }

    /// Answers what a task asks before its first poll.
    #[cold]
    fn begins(&mut self, task: TaskId, sys: Sys) {
        self.heap.take_halt();
        let answer = match sys {
            Sys::FutureCurrent => usize_value(task.index()),
            _ => self.poll_budget(task),
        };
        self.answer(task, answer);
    }

    /// What a task has come to goes into its cell. Answers what its machine halts for after that; `None` when a function
    /// of the prelude has to run first.
    fn hand_on(&mut self, task: TaskId, cell: ObjectId, halt: Halt) -> Option<Halt> {
        let vm = self.tasks[task.index()].vm.as_ref();
        let left = vm.and_then(VmBox::budget_left);
        let (value, how, budget) = match halt {
            Halt::Finished(value) if let Some(budget) = left => (value, RETURNED, budget),
            Halt::Finished(ended @ Value::Own(_)) => {
                let ended = self.heap.take_fields(ended);
                let budget = self.heap.read_usize(ended[1]).unwrap_or(0);
                (ended[0], RETURNED, budget)
            }
            Halt::Panicked(payload) => match self.heap.alloc_payload(payload) {
                Ok(payload) => (payload, PANICKED, self.budget_now(task)),
                Err(fault) => return Some(Halt::Fault(fault)),
            },
            _ => (Value::Unit, CANCELLED, 0),
        };
        if how == RETURNED
            && let Some(place) = self.may_complete(cell)
        {
            self.keep_budget(task, budget);
            return Some(match self.complete(cell, place, value) {
                Ok(None) => Halt::Finished(Value::Unit),
                Ok(Some(waiting)) => self.wake_last(task, waiting),
                Err(fault) => Halt::Fault(fault),
            });
        }
        let home = self.tasks[task.index()].future.home();
        let home = home.expect("a task with a cell has a runtime");
        let ender = self.runtime(home).ender;
        let (how, budget) = (usize_value(how), usize_value(budget));
        let args = [Value::Own(cell), value, how, budget];
        self.restart(task, |code, heap| VmBox::start(code, heap, ender, &args));
        None
    }

    /// The cell in an `Arc`, when a value can be put into it, and who waits be woken, without anything of the program.
    fn may_complete(&self, shared: ObjectId) -> Option<JoinCell> {
        let cell = JoinCell::of_shared(&self.heap, shared)?;
        let is_wanted = cell.is_wanted(&self.heap);
        let waker = self.heap.get(cell.field(JoinCell::WAKER));
        let is_own = matches!(waker, Value::Own(_)) && self.woken_by(waker).is_none();
        (is_wanted && !is_own && self.is_shared(shared)).then_some(cell)
    }

    /// The task that an `Option<Waker>` wakes.
    fn woken_by(&self, waker: Value) -> Option<usize> {
        match waker {
            Value::Own(some) => woken_task(&self.heap, *self.heap.slots(some).first()?),
            _ => None,
        }
    }

    /// Puts `value` into the cell, which is in `shared`; the task that waits for it.
    fn complete(
        &mut self,
        shared: ObjectId,
        cell: JoinCell,
        value: Value,
    ) -> Result<Option<usize>, Fault> {
        let result = self.heap.ok(value)?;
        let result = self.heap.some(result)?;
        cell.end_with(&mut self.heap, result);
        let place = cell.field(JoinCell::WAKER);
        let mut waiting = None;
        if let waker @ Value::Own(_) = self.heap.get(place) {
            self.heap.set(place, self.heap.none());
            waiting = self.woken_by(waker);
            self.free_nested(waker);
        }
        self.heap.give_up_shared(self.code, shared);
        Ok(waiting)
    }

    /// The last that a task does: it wakes who waits for it.
    fn wake_last(&mut self, task: TaskId, waiting: usize) -> Halt {
        if let Some(vm) = &mut self.tasks[task.index()].vm {
            vm.end_after_answer();
        }
        Halt::Sys {
            sys: Sys::FutureWake,
            args: [
                usize_value(waiting),
                Value::Moved,
                Value::Moved,
                Value::Moved,
            ],
        }
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
    pub(crate) fn join_poll(&mut self, task: TaskId, args: Args) -> Reply {
        let Some(poll) = self.poll_context(task, args[1]) else {
            return Reply::Value(Value::Unit);
        };
        match take_joined(&mut self.heap, args[0]) {
            Some(value) => {
                poll.spend(&mut self.heap);
                Reply::of(self.heap.alloc_variant(ShapeId::READY, &[value]))
            }
            None => Reply::Value(Value::Unit),
        }
    }

    /// What a `JoinHandle` leads to.
    fn cell_of(&self, handle: Value) -> Option<JoinCell> {
        match self.heap.look_through(handle) {
            Value::Own(handle) => JoinCell::of_handle(&self.heap, handle),
            _ => None,
        }
    }

    /// Whether the task of a `JoinHandle` has ended.
    pub(crate) fn joins_at_once(&self, handle: Value) -> bool {
        let cell = self.cell_of(handle);
        cell.is_some_and(|cell| cell.is_done(&self.heap))
    }
}
