//! Dropping values: a resumable job, because `Drop` impls are bytecode and guards, channels and handles are
//! the engine's.
//!
//! A job keeps its own list of what is still to drop, so that long chains of boxes need no stack of ours.

use interleave_program::{FnId, Sys, TypeTag};

use crate::canonical::Canonical;
use crate::code::{Code, End};
use crate::context::Trap;
use crate::coroutine;
use crate::counted::CountUse;
use crate::frame::{Activity, After};
use crate::halt::MAX_SYS_ARGS;
use crate::heap::Heap;
use crate::library::{self, JoinCell};
use crate::library_types::LibraryDrop;
use crate::natives;
use crate::object::{Head, Object};
use crate::step::{Flow, Step};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::Vm;

/// Values to drop, the last one first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DropJob {
    /// A place here stands for what it will hold then.
    work: Vec<Value>,
    /// One register of the job's own: the value whose user `Drop` is running is there.
    pub base: u32,
    /// What is delivered when all is dropped.
    then: Option<(After, Value)>,
    /// Others could come before the next value is dropped, and have.
    is_granted: bool,
}

impl DropJob {
    /// See [`crate::Canonical`].
    pub fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.values(self.work.iter());
        to.plain(&(self.base, self.is_granted));
        to.plain(&self.then.map(|(after, _)| after));
        to.maybe(self.then.map(|(_, value)| value));
    }
}

/// How deep values may nest, and how many slots their objects may have, to be dropped without a job.
const QUIET_DEPTH: u32 = 4;
const QUIET_SLOTS: usize = 32;

/// What one value needs.
enum Need {
    Nothing,
    Call(FnId),
    Sys(Sys, Value, Value),
    /// Others may come before.
    Turn,
}

/// [`Step::drop_object_quietly`]: what is frequent is a composite with few fields that own nothing.
#[inline(never)]
fn drop_object(vm: &mut Vm, code: &Code, heap: &mut Heap, id: ObjectId) -> bool {
    if let Some(Object::Slots {
        head: Head::Shape(shape),
        slots,
    }) = heap.objects.get(id.0 as usize)
        && !slots.spilled()
        && let Some(facts) = code.shape_facts.get(shape.index())
    {
        let is_done = match facts.end {
            End::OfFields => is_plain(slots),
            End::Sleep => library::is_unset(slots) && is_plain(slots),
            End::JoinHandle => return drop_handle(vm, code, heap, id),
            End::Drop => false,
        };
        if is_done {
            heap.discard_few([id]);
            return true;
        }
    }
    drop_any(vm, code, heap, id)
}

/// The same of any object.
#[inline(never)]
fn drop_any(vm: &mut Vm, code: &Code, heap: &mut Heap, id: ObjectId) -> bool {
    Step { vm, code, heap }.drop_any_quietly(id)
}

/// The same of a `JoinHandle`.
#[inline(never)]
fn drop_handle(vm: &mut Vm, code: &Code, heap: &mut Heap, id: ObjectId) -> bool {
    match last_handle(heap, id) {
        Some((shared, cell)) if heap.counts_are_unseen() => {
            heap.discard_few([cell, shared, id]);
            true
        }
        _ => drop_seen_handle(vm, code, heap, id),
    }
}

/// The same when somebody may see it.
#[inline(never)]
fn drop_seen_handle(vm: &mut Vm, code: &Code, heap: &mut Heap, id: ObjectId) -> bool {
    match last_handle(heap, id) {
        Some((shared, _)) if !heap.drop_is_act(code, shared) => drop_noted(code, heap, id),
        _ => drop_any(vm, code, heap, id),
    }
}

/// The same of a task's last handle whose count somebody keeps notes of.
#[inline(never)]
fn drop_noted(code: &Code, heap: &mut Heap, id: ObjectId) -> bool {
    if let Some((shared, cell)) = last_handle(heap, id) {
        heap.note_uncount(code, shared);
        for object in [cell, shared, id] {
            heap.discard(object);
        }
    }
    true
}

/// The cell, in what it is shared by, of a task's last handle when the task has ended and its result has been taken:
/// what an awaited `JoinHandle` is.
#[inline(always)]
fn last_handle(heap: &Heap, id: ObjectId) -> Option<(ObjectId, ObjectId)> {
    let few = |id: ObjectId| match heap.objects.get(id.0 as usize) {
        Some(Object::Slots { head, slots }) if !slots.spilled() => Some((head, slots.as_slice())),
        _ => None,
    };
    let (_, &[Value::Own(shared)]) = few(id)? else {
        return None;
    };
    let (
        Head::Shared {
            strong: 1, weak: 0, ..
        },
        &[Value::Own(cell)],
    ) = few(shared)?
    else {
        return None;
    };
    let (_, fields) = few(cell)?;
    JoinCell::are_empty(fields).then_some((shared, cell))
}

impl Step<'_> {
    /// Drops one value, at once when that needs nothing else to run.
    pub fn drop_value(&mut self, value: Value) -> Result<Flow, Trap> {
        if self.drop_quietly(value) {
            return Ok(Flow::Next);
        }
        self.begin_drop(vec![value], None)
    }

    /// Drops a value if nobody but the heap has a part in that; whether it did.
    pub fn drop_quietly(&mut self, value: Value) -> bool {
        match value {
            Value::Own(id) => self.drop_object_quietly(id),
            Value::Tag(shape) => self.code.facts(shape).drop.is_none(),
            _ => true,
        }
    }

    /// Drops what the object's owner owns if nobody but the heap has a part in that; whether it did.
    #[inline(always)]
    pub fn drop_object_quietly(&mut self, id: ObjectId) -> bool {
        drop_object(self.vm, self.code, self.heap, id)
    }

    /// The same of any object.
    fn drop_any_quietly(&mut self, id: ObjectId) -> bool {
        if let Some((shape, slots)) = self.heap.object(id).fields()
            && self.code.facts(shape).end == End::OfFields
            && is_plain(slots)
        {
            self.heap.discard(id);
            return true;
        }
        let value = Value::Own(id);
        let is_quiet = self.is_quiet(value, QUIET_DEPTH, &mut 0);
        if is_quiet {
            self.free_all(value);
        }
        is_quiet
    }

    /// Whether dropping the value calls nobody: no `Drop` of the program, no engine. Deep, long and rare ones are left
    /// to the job. `handles`: how many handles of shared values have been met, each of which may be of the same value.
    fn is_quiet(&self, value: Value, depth: u32, handles: &mut u32) -> bool {
        let id = match value {
            Value::Own(id) => id,
            Value::Tag(shape) => return self.code.facts(shape).drop.is_none(),
            _ => return true,
        };
        let Object::Slots { head, slots } = self.heap.object(id) else {
            return !matches!(self.heap.object(id), Object::Formatter(_));
        };
        let is_plain = match head {
            Head::Shared { strong, weak, .. } => {
                *handles += 1;
                match self.heap.drop_is_act(self.code, id) {
                    true => false,
                    false if *strong > *handles => return true,
                    false => *weak == 0,
                }
            }
            Head::Shape(shape) => match self.code.facts(*shape).drop {
                None => true,
                Some(function) => self.drop_does_nothing(function, slots),
            },
            Head::Coroutine { at, .. } => coroutine::is_over(*at),
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => false,
            Head::Builtin(_) | Head::Closure(_) => true,
            _ => false,
        };
        is_plain
            && depth > 0
            && slots.len() <= QUIET_SLOTS
            && slots
                .iter()
                .all(|it| self.is_quiet(*it, depth - 1, handles))
    }

    /// Whether a `Drop` of the prelude has nothing to do for a value with these fields but what the machine does at once.
    fn drop_does_nothing(&self, function: FnId, fields: &[Value]) -> bool {
        match self.code.library.drop_of(function) {
            Some(LibraryDrop::Sleep) => library::is_unset(fields),
            Some(LibraryDrop::JoinHandle) => {
                JoinCell::of_fields(self.heap, fields).is_some_and(|cell| cell.is_empty(self.heap))
            }
            None => false,
        }
    }

    /// Frees what is [quiet](Self::is_quiet).
    fn free_all(&mut self, value: Value) {
        let Value::Own(id) = value else {
            return;
        };
        let count = match self.heap.object(id) {
            Object::Wide(_) => return,
            Object::Slots { head, slots } => {
                let (head, count) = (*head, slots.len());
                match head {
                    Head::Shared { .. } => {
                        self.heap.note_uncount(self.code, id);
                        if self.heap.count_down(id) > 0 {
                            return;
                        }
                    }
                    Head::Coroutine { stack, .. } => self.heap.free_stack(stack),
                    Head::Shape(shape) if self.code.facts(shape).drop.is_some() => {
                        self.drop_at_once(id);
                    }
                    _ => {}
                }
                count
            }
            _ => 0,
        };
        for index in 0..count {
            let inner = self.heap.slots(id)[index];
            self.free_all(inner);
        }
        self.heap.discard(id);
    }

    /// What a `Drop` of the prelude does that [does nothing](Self::drop_does_nothing) else: a task's end is wanted no more.
    fn drop_at_once(&mut self, id: ObjectId) {
        if let Some(cell) = JoinCell::of_handle(self.heap, id) {
            cell.is_unwanted_now(self.heap);
        }
    }

    /// Drops `values` in order, then delivers `then`. Answers `Next` when all is done and nothing else changed.
    pub fn begin_drop(
        &mut self,
        mut values: Vec<Value>,
        then: Option<(After, Value)>,
    ) -> Result<Flow, Trap> {
        values.reverse();
        let levels = self.vm.frames.len();
        let base = self.top();
        while let Some(value) = values.pop() {
            let value = self.meant(value);
            match self.need(value, &mut values, false) {
                Need::Nothing => {}
                need => {
                    self.heap.grow_stack(self.vm.stack, base as usize + 1)?;
                    let job = DropJob {
                        work: values,
                        base,
                        then,
                        is_granted: false,
                    };
                    self.vm.frames.push(Activity::Drop(Box::new(job)));
                    return self.attend(need, value);
                }
            }
        }
        let Some((after, value)) = then else {
            return Ok(Flow::Next);
        };
        let flow = self.deliver(after, value)?;
        let is_settled = matches!(flow, Flow::Halt) || self.vm.frames.len() == levels;
        Ok(if is_settled { flow } else { Flow::Again })
    }

    /// Goes on with the drop job on top.
    pub fn drop_job(&mut self) -> Result<Flow, Trap> {
        loop {
            let Some(Activity::Drop(job)) = self.vm.frames.last_mut() else {
                return Ok(Flow::Again);
            };
            let Some(value) = job.work.pop() else {
                let then = job.then.take();
                self.vm.frames.pop();
                return match then {
                    Some((after, value)) => self.resume_below(after, value),
                    None => Ok(Flow::Again),
                };
            };
            let mut work = std::mem::take(&mut job.work);
            let is_granted = std::mem::take(&mut job.is_granted);
            let value = self.meant(value);
            let need = self.need(value, &mut work, is_granted);
            if let Some(Activity::Drop(job)) = self.vm.frames.last_mut() {
                job.work = work;
            }
            if !matches!(need, Need::Nothing) {
                return self.attend(need, value);
            }
        }
    }

    /// Delivers to a level that was not on top until now.
    pub fn resume_below(&mut self, after: After, value: Value) -> Result<Flow, Trap> {
        Ok(match self.deliver(after, value)? {
            Flow::Next => Flow::Again,
            flow => flow,
        })
    }

    /// Calls what dropping `value` needs, for the drop job on top.
    fn attend(&mut self, need: Need, value: Value) -> Result<Flow, Trap> {
        match need {
            Need::Nothing => Ok(Flow::Again),
            Need::Call(function) => {
                let Some(Activity::Drop(job)) = self.vm.frames.last() else {
                    return Ok(Flow::Again);
                };
                let slot = Slot {
                    object: self.vm.stack,
                    index: job.base,
                };
                self.heap.set(slot, value);
                self.push_call(function, &[Value::Ref(slot)], After::Job)
            }
            Need::Turn => {
                if let Some(Activity::Drop(job)) = self.vm.frames.last_mut() {
                    job.is_granted = true;
                }
                Ok(self.syscall(Sys::ArcDrop, [Value::Moved; MAX_SYS_ARGS], After::Job))
            }
            Need::Sys(sys, first, second) => {
                Ok(self.syscall(sys, [first, second, Value::Moved, Value::Moved], After::Job))
            }
        }
    }

    /// A user's `Drop` has run, or the engine has answered.
    pub fn drop_answered(&mut self, answer: Value) -> Result<(), Trap> {
        let Some(Activity::Drop(job)) = self.vm.frames.last() else {
            return Ok(());
        };
        let slot = Slot {
            object: self.vm.stack,
            index: job.base,
        };
        let dropped = self.heap.take(slot);
        let mut work = Vec::new();
        if let Value::Own(id) = dropped {
            // Its own `Drop` has run: now its fields.
            push_reversed(&mut work, &self.heap.take_fields(Value::Own(id)));
        }
        if matches!(answer, Value::Own(_) | Value::Tag(_)) {
            work.push(answer);
        }
        if let Some(Activity::Drop(job)) = self.vm.frames.last_mut() {
            job.work.append(&mut work);
        }
        Ok(())
    }

    /// What an entry of a drop job's list stands for: a place stands for what it holds when its turn comes, so that
    /// what is dropped before can still look at it.
    fn meant(&mut self, entry: Value) -> Value {
        match entry {
            Value::Ref(slot) => self.heap.take(slot),
            value => value,
        }
    }

    /// Drops what can be dropped of `value` itself; what it owned goes onto `work`.
    fn need(&mut self, value: Value, work: &mut Vec<Value>, is_granted: bool) -> Need {
        match value {
            Value::Own(id) if !is_granted && self.heap.drop_is_act(self.code, id) => {
                work.push(value);
                Need::Turn
            }
            Value::Own(id) => self.need_object(id, work),
            Value::Tag(shape) => self
                .code
                .facts(shape)
                .drop
                .map_or(Need::Nothing, Need::Call),
            _ => Need::Nothing,
        }
    }

    fn need_object(&mut self, id: ObjectId, work: &mut Vec<Value>) -> Need {
        let head = match self.heap.object(id) {
            Object::Free(_) | Object::Wide(_) => return Need::Nothing,
            Object::Slots { head, .. } => *head,
            Object::Text(_) | Object::Formatter(_) => {
                self.heap.free(id);
                return Need::Nothing;
            }
        };
        match head {
            Head::Shape(shape) => {
                if let Some(function) = self.code.facts(shape).drop {
                    return Need::Call(function);
                }
            }
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => {
                natives::release_borrow(self.heap, id);
            }
            Head::Builtin(_) | Head::Closure(_) => {}
            Head::Coroutine { .. } => {
                if self.cancel(id, work) {
                    return Need::Nothing;
                }
            }
            Head::Shared { .. } => {
                self.drop_shared(id, work);
                return Need::Nothing;
            }
            Head::Weak { target, .. } => self.drop_weak(target),
            Head::Sync { tag, .. } => return self.need_sync(id, tag, work),
            Head::Guard { tag, .. } => {
                let panicking = Value::Bool(self.vm.panicking.is_some());
                return match guard_sys(tag) {
                    Some(sys) => Need::Sys(sys, Value::Own(id), panicking),
                    None => {
                        self.heap.free(id);
                        Need::Nothing
                    }
                };
            }
        }
        push_reversed(work, &self.heap.take_fields(Value::Own(id)));
        Need::Nothing
    }

    /// One strong handle less; the last one drops the value.
    fn drop_shared(&mut self, id: ObjectId, work: &mut Vec<Value>) {
        self.heap.note_uncount(self.code, id);
        let Object::Slots {
            head: Head::Shared { strong, weak, .. },
            slots,
        } = self.heap.object_mut(id)
        else {
            return;
        };
        *strong = strong.saturating_sub(1);
        if *strong > 0 {
            return;
        }
        if let Some(slot) = slots.first_mut() {
            work.push(std::mem::replace(slot, Value::Moved));
        }
        if *weak == 0 {
            self.heap.free(id);
        }
    }

    /// One weak handle less; the last one frees an object whose value is gone.
    fn drop_weak(&mut self, target: ObjectId) {
        self.heap.note_count(target, CountUse::Writes);
        let Some(Object::Slots {
            head: Head::Shared { strong, weak, .. },
            ..
        }) = self.heap.try_object_mut(target)
        else {
            // `Weak::new()` leads nowhere.
            return;
        };
        *weak = weak.saturating_sub(1);
        if *weak == 0 && *strong == 0 {
            self.heap.free(target);
        }
    }

    /// A sync object: first its data, then the engine is told.
    fn need_sync(&mut self, id: ObjectId, tag: TypeTag, work: &mut Vec<Value>) -> Need {
        let data = self.heap.take(Slot {
            object: id,
            index: 0,
        });
        if !matches!(data, Value::Moved) {
            work.push(Value::Own(id));
            work.push(data);
            return Need::Nothing;
        }
        let sys = match tag {
            TypeTag::JOIN_HANDLE => Sys::ThreadDetach,
            TypeTag::SENDER | TypeTag::SYNC_SENDER => Sys::ChannelDropSender,
            TypeTag::RECEIVER => Sys::ChannelDropReceiver,
            _ => Sys::SyncDrop,
        };
        Need::Sys(sys, Value::Own(id), Value::Moved)
    }

    /// Turns a job that unwinding has met into a cleanup: what it would have delivered is dropped, too.
    pub fn drop_job_unwinds(&mut self) {
        let Some(Activity::Drop(job)) = self.vm.frames.last_mut() else {
            return;
        };
        if let Some((_, value)) = job.then.take() {
            job.work.insert(0, value);
        }
        let slot = Slot {
            object: self.vm.stack,
            index: job.base,
        };
        // The user's `Drop` of this value has panicked: its fields are still dropped.
        let dropped = self.heap.take(slot);
        let mut fields = Vec::new();
        if let Value::Own(_) = dropped {
            push_reversed(&mut fields, &self.heap.take_fields(dropped));
        }
        if let Some(Activity::Drop(job)) = self.vm.frames.last_mut() {
            job.work.append(&mut fields);
        }
    }
}

/// The syscall that a guard's end makes.
fn guard_sys(tag: TypeTag) -> Option<Sys> {
    match tag {
        TypeTag::MUTEX_GUARD => Some(Sys::MutexUnlock),
        TypeTag::RW_READ_GUARD | TypeTag::RW_WRITE_GUARD => Some(Sys::RwUnlock),
        _ => None,
    }
}

/// Pushes owned values so that the first is popped first.
fn push_reversed(work: &mut Vec<Value>, slots: &[Value]) {
    work.extend(
        slots
            .iter()
            .rev()
            .filter(|it| matches!(it, Value::Own(_) | Value::Tag(_))),
    );
}

/// Whether the slots own nothing.
#[inline(always)]
fn is_plain(slots: &[Value]) -> bool {
    !slots
        .iter()
        .any(|it| matches!(it, Value::Own(_) | Value::Tag(_)))
}
