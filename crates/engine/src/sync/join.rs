//! Threads: spawning, joining, detaching, ending.

use interleave_program::{StaticId, Sys, TypeTag};
use interleave_trace::{BlockReason, EventKind, LimitKind, TaskId};
use interleave_vm::{ObjectId, Value, VmBox};

use super::no_such_object;
use crate::oracle::Oracle;
use crate::simulation::{MAIN, Simulation};
use crate::syscalls::{Args, Reply, thread, wrong_argument};
use crate::task::{Attempt, Details, Pending, TaskEnd};

impl Simulation<'_> {
    /// The task that a `Thread`, `ThreadId` or `JoinHandle` (or a reference to one) stands for.
    pub(crate) fn task_of(&self, value: Value) -> Option<TaskId> {
        let id = match self.heap.look_through(value) {
            Value::Handle(_, id) => id,
            other => self.heap.sync_of(other)?.1,
        };
        ((id as usize) < self.tasks.len()).then_some(TaskId(id))
    }

    /// `thread::spawn`, `Builder::spawn`, `Scope::spawn`: the spawner pays, then the thread exists.
    pub(crate) fn spawn(&mut self, task: TaskId, args: Args) -> Reply {
        let costs = &self.machine.costs;
        let cost = if self.is_cooperative() {
            costs.task_spawn_ns
        } else {
            costs.thread_spawn_ns
        };
        if cost == 0 {
            return self.spawn_now(task, args);
        }
        Reply::cpu(
            cost,
            Pending::Paid {
                sys: Sys::ThreadSpawn,
                args,
            },
        )
    }

    /// Makes the thread and answers its handle.
    pub(crate) fn spawn_now(&mut self, task: TaskId, args: Args) -> Reply {
        let limit = self.machine.limits.tasks;
        if self.tasks.len() as u64 >= limit {
            self.end_by_limit(
                LimitKind::Tasks,
                format!("{limit} threads have been created"),
                task,
            );
            return Reply::Over;
        }
        let [closure, name, scope, _] = args;
        let name = self.heap.take_option(name);
        let name = name.and_then(|name| self.heap.take_string(self.code, name));
        let scope = self.heap.take_option(scope);
        let scope = scope.and_then(|scope| self.heap.read_usize(scope));
        let span = self.span_of(task);
        let child = TaskId::from_index(self.tasks.len());
        let spawned = self.record(task, None, EventKind::Spawned { child });
        let vm = VmBox::start(self.code, &mut self.heap, closure, &[]);
        let mut new = Details::new(Some(task), span);
        new.set_rare(|it| &mut it.name, name.map(String::into_boxed_str));
        let scope = scope.map(|scope| scope as u32);
        new.set_rare(|it| &mut it.scope, scope);
        if let Some(scope) = scope {
            self.enter_scope(scope, child);
        }
        let child = self.add_task(vm, new, spawned);
        Reply::of(self.heap.alloc_sync(TypeTag::JOIN_HANDLE, child.0, None))
    }

    /// The object and the target of an owned handle.
    fn handle(&self, handle: Value) -> Option<(ObjectId, TaskId)> {
        let (object, id) = self.heap.sync_of(handle)?;
        ((id as usize) < self.tasks.len()).then_some((object, TaskId(id)))
    }

    /// `JoinHandle::join`: waits for the end and takes the result.
    pub(crate) fn join(&mut self, task: TaskId, args: Args, oracle: &mut dyn Oracle) -> Reply {
        self.tasks[task.index()].attempt = Attempt::First;
        let Some((object, target)) = self.handle(args[0]) else {
            return no_such_object("join");
        };
        let it = &mut self.details[target.index()];
        if !self.tasks[target.index()].is_finished() {
            it.joiner = Some(task).into();
            let reason = BlockReason::Join { target };
            return self.block_in(task, Sys::ThreadJoin, args, reason, oracle);
        }
        let cause = it.rare().finished_event;
        let end = it.end.replace(TaskEnd::Joined);
        self.heap.free(object);
        let panicked = matches!(end, Some(TaskEnd::Panicked(_)));
        self.record(task, cause, EventKind::Joined { target, panicked });
        Reply::of(match end {
            Some(TaskEnd::Returned(value)) => self.heap.ok(value),
            Some(TaskEnd::Panicked(payload)) => self
                .heap
                .alloc_payload(payload)
                .and_then(|payload| self.heap.err(payload)),
            _ => return no_such_object("join"),
        })
    }

    /// `JoinHandle::is_finished`
    pub(crate) fn is_finished(&mut self, task: TaskId, handle: Value) -> Reply {
        let Some(target) = self.task_of(handle) else {
            return no_such_object("is_finished");
        };
        if self.tasks[target.index()].is_finished() {
            self.found_something(task);
            return Reply::Value(Value::Bool(true));
        }
        self.poll_answer(task, Sys::ThreadIsFinished, Value::Bool(false))
    }

    /// A handle was dropped; answers what the thread left, for the machine to drop.
    pub(crate) fn detach(&mut self, handle: Value) -> Reply {
        let Some((object, target)) = self.handle(handle) else {
            return Reply::Value(Value::Unit);
        };
        self.heap.free(object);
        self.tasks[target.index()].is_detached = true;
        let it = &mut self.details[target.index()];
        Reply::Value(match it.end {
            Some(TaskEnd::Returned(value)) => {
                it.end = Some(TaskEnd::Dropped { panicked: false });
                value
            }
            Some(TaskEnd::Panicked(payload)) => {
                it.end = Some(TaskEnd::Dropped { panicked: true });
                payload
            }
            _ => Value::Unit,
        })
    }

    // What a program can ask about threads.

    /// `JoinHandle::thread`
    pub(crate) fn thread_of_handle(&mut self, handle: Value) -> Reply {
        match self.task_of(handle) {
            Some(task) => Reply::Value(thread(task)),
            None => no_such_object("thread"),
        }
    }

    /// `Thread::id`
    pub(crate) fn thread_id(&mut self, thread: Value) -> Reply {
        match self.task_of(thread) {
            Some(task) => Reply::Value(Value::Handle(TypeTag::THREAD_ID, task.0)),
            None => wrong_argument("id", "a Thread"),
        }
    }

    /// `Thread::name`
    pub(crate) fn thread_name(&mut self, thread: Value) -> Reply {
        let Some(task) = self.task_of(thread) else {
            return wrong_argument("name", "a Thread");
        };
        let it = &self.details[task.index()];
        let Some(name) = it.rare().name.clone() else {
            return Reply::Value(self.heap.none());
        };
        let len = name.len() as u32;
        let object = match it.rare().name_object {
            Some(object) => Ok(object),
            None => self
                .heap
                .alloc(interleave_vm::Object::Text(name.into_string())),
        };
        Reply::of(object.and_then(|object| {
            self.details[task.index()].rare_mut().name_object = Some(object);
            self.heap.some(Value::Str {
                object,
                start: 0,
                len,
            })
        }))
    }

    /// `thread::panicking`
    pub(crate) fn is_panicking(&self, task: TaskId) -> bool {
        let vm = self.tasks[task.index()].vm.as_ref();
        vm.is_some_and(VmBox::is_panicking)
    }

    // The end.

    /// The task's machine has come to its end; whether it can go on with something else.
    pub(crate) fn end_of(&mut self, task: TaskId, end: TaskEnd, oracle: &mut dyn Oracle) -> bool {
        if task == MAIN
            && self.statics_done < self.code.statics.len()
            && let TaskEnd::Returned(value) = end
        {
            self.start_next_static(value);
            return true;
        }
        if self.drops_own_result(task, end) {
            return true;
        }
        let end = *self.details[task.index()].end.get_or_insert(end);
        if !self.details[task.index()].rare().locals.is_empty() {
            self.leave_own_scope(task);
            if self.drops_a_local(task) {
                return true;
            }
        }
        // What a future gives has gone to its `JoinHandle`.
        let panicked = match end {
            TaskEnd::Returned(value) => self.future_ended(task, value),
            TaskEnd::Panicked(_) => true,
            TaskEnd::Joined => false,
            TaskEnd::Dropped { panicked } => panicked,
        };
        let finished = self.record(task, None, EventKind::Finished { panicked });
        let it = &mut self.details[task.index()];
        it.set_rare(|it| &mut it.finished_event, finished);
        let joiner = it.joiner.take();
        if let Some(vm) = self.tasks[task.index()].vm.take() {
            vm.teardown(&mut self.heap);
        }
        self.retire(task, oracle);
        if let Some(joiner) = joiner {
            self.wake(joiner, finished, Attempt::Woken);
        }
        self.leave_own_scope(task);
        if task == MAIN {
            self.end_main(end, finished);
        }
        false
    }

    /// The task's scope need not wait for it any longer.
    fn leave_own_scope(&mut self, task: TaskId) {
        let details = &mut self.details[task.index()];
        if let Some(scope) = details.take_rare(|it| &mut it.scope) {
            self.leave_scope(scope, task);
        }
    }

    /// A thread that nobody can join drops its result itself, as its last act; whether it has that to do.
    fn drops_own_result(&mut self, task: TaskId, end: TaskEnd) -> bool {
        let it = &mut self.details[task.index()];
        if !self.tasks[task.index()].is_detached || it.end.is_some() {
            return false;
        }
        let (value, panicked) = match end {
            TaskEnd::Returned(value) => (value, false),
            TaskEnd::Panicked(payload) => (payload, true),
            _ => return false,
        };
        it.end = Some(TaskEnd::Dropped { panicked });
        let owns = matches!(value, Value::Own(_));
        if owns {
            self.restart(task, |code, heap| VmBox::start_drop(code, heap, value));
        }
        owns
    }

    /// Main's machine has computed the next static.
    fn start_next_static(&mut self, value: Value) {
        let id = StaticId(self.statics_done as u16);
        self.heap.set_static(id, value);
        self.statics_done += 1;
        let next = self.code.statics.get(self.statics_done);
        let entry = next.map_or(self.code.main, |it| it.init);
        self.restart(MAIN, |code, heap| {
            VmBox::start(code, heap, Value::Fn(entry), &[])
        });
    }

    /// Gives a task whose machine has come to its end a new one.
    pub(crate) fn restart(
        &mut self,
        task: TaskId,
        start: impl FnOnce(&interleave_vm::Code, &mut interleave_vm::Heap) -> VmBox,
    ) {
        if let Some(old) = self.tasks[task.index()].vm.take() {
            old.teardown(&mut self.heap);
        }
        self.tasks[task.index()].vm = Some(start(self.code, &mut self.heap));
    }
}
