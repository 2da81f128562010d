//! A machine's state as bytes that are equal exactly when the states go on alike.
//!
//! Two runs reach the same state by different ways: objects lie at other places of the arena, freed places are in
//! another order, sync objects have other numbers, other values lie dead above the stacks. None of that can be seen
//! by the program, so none of it is written here: objects get numbers in the order in which they are reached from the
//! roots (statics first, then the threads), times are relative to now, and registers above a thread's top frame are
//! left out. Bytes rather than a hash, so that equality can be tested as well as hashed.
//!
//! What the engine keeps outside the heap it writes itself, with the same [`Canonical`].

use std::hash::{Hash, Hasher};

use interleave_program::TypeTag;

use crate::code::Code;
use crate::frame::{Activity, Frame};
use crate::halt::Halt;
use crate::heap::{Heap, STACK_BIT};
use crate::object::{Head, Object};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::Vm;

/// Not yet numbered.
const UNSEEN: u32 = u32::MAX;

/// The bytes of a state, and memory for the next one's.
#[derive(Debug, Default)]
pub struct Written {
    /// The state.
    pub bytes: Vec<u8>,
    objects: Vec<u32>,
    stacks: Vec<u32>,
    waiting: Vec<ObjectId>,
    syncs: Vec<u32>,
}

/// A state on its way to bytes. `std::hash::Hash` impls write into it, too.
pub struct Canonical<'a> {
    heap: &'a Heap,
    code: &'a Code,
    /// What times are relative to, in nanoseconds.
    now_ns: u64,
    bytes: Vec<u8>,
    /// Canonical numbers of objects and register files, by their place.
    objects: Vec<u32>,
    stacks: Vec<u32>,
    numbered: u32,
    /// Objects whose contents are still to be written.
    waiting: Vec<ObjectId>,
    /// Engine ids of sync objects in the order in which they were reached, and how many the engine has written.
    syncs: Vec<u32>,
    syncs_written: usize,
}

impl Hasher for Canonical<'_> {
    // Mostly four or eight bytes: what is hashed knows how many, when it sees this.
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl<'a> Canonical<'a> {
    /// Begins a state in the memory of another one. Times are written relative to `now_ns`.
    #[must_use]
    pub fn new(code: &'a Code, heap: &'a Heap, now_ns: u64, memory: Written) -> Self {
        let Written {
            mut bytes,
            mut objects,
            mut stacks,
            waiting,
            mut syncs,
        } = memory;
        bytes.clear();
        syncs.clear();
        objects.clear();
        objects.resize(heap.objects.len(), UNSEEN);
        stacks.clear();
        stacks.resize(heap.stacks.count(), UNSEEN);
        let mut it = Self {
            heap,
            code,
            now_ns,
            bytes,
            objects,
            stacks,
            numbered: 0,
            waiting,
            syncs,
            syncs_written: 0,
        };
        it.object(Heap::STATICS);
        it
    }

    /// Everything written.
    #[must_use]
    pub fn into_written(self) -> Written {
        Written {
            bytes: self.bytes,
            objects: self.objects,
            stacks: self.stacks,
            waiting: self.waiting,
            syncs: self.syncs,
        }
    }

    /// Anything that can be hashed and holds no handle.
    #[inline]
    pub fn plain(&mut self, it: &impl Hash) {
        it.hash(self);
    }

    /// An instant.
    pub fn time(&mut self, at_ns: u64) {
        let relative = at_ns.wrapping_sub(self.now_ns);
        self.bytes.extend_from_slice(&relative.to_le_bytes());
    }

    fn tag(&mut self, tag: u8) {
        self.bytes.push(tag);
    }

    fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// A handle of an object or register file: its canonical number.
    pub fn object(&mut self, id: ObjectId) {
        let number = self.number_of(id);
        self.number(number);
    }

    fn number_of(&mut self, id: ObjectId) -> u32 {
        let is_stack = id.0 & STACK_BIT != 0;
        let place = if is_stack {
            self.stacks.get_mut((id.0 & !STACK_BIT) as usize)
        } else {
            self.objects.get_mut(id.0 as usize)
        };
        let Some(place) = place else {
            return UNSEEN;
        };
        if *place == UNSEEN {
            // A reference that nobody will follow any more: what it led to is gone.
            if !is_stack && matches!(self.heap.object(id), Object::Free) {
                return UNSEEN;
            }
            *place = self.numbered;
            self.numbered += 1;
            if !is_stack {
                self.waiting.push(id);
            }
        }
        *place
    }

    /// A sync object by its engine id: its canonical number.
    pub fn sync(&mut self, id: u32) {
        let known = self.syncs.iter().position(|it| *it == id);
        let number = known.unwrap_or_else(|| {
            self.syncs.push(id);
            self.syncs.len() - 1
        });
        self.number(number as u32);
    }

    /// Writes all objects reached so far; then answers a sync object that was reached and that the engine has not
    /// written. The state is complete when there is none.
    pub fn next_sync(&mut self) -> Option<u32> {
        while let Some(id) = self.waiting.pop() {
            self.contents(id);
        }
        let next = self.syncs.get(self.syncs_written).copied();
        self.syncs_written += usize::from(next.is_some());
        next
    }

    /// A value.
    pub fn value(&mut self, value: Value) {
        match value {
            Value::Moved => self.tag(0),
            Value::Unit => self.tag(1),
            Value::Bool(it) => {
                self.tag(2);
                self.tag(u8::from(it));
            }
            Value::Char(it) => {
                self.tag(3);
                self.number(it.into());
            }
            Value::Int(kind, it) => {
                let mut bytes = [4; 10];
                bytes[1] = kind as u8;
                bytes[2..].copy_from_slice(&it.to_le_bytes());
                self.bytes.extend_from_slice(&bytes);
            }
            Value::F32(it) => {
                self.tag(5);
                self.number(it.to_bits());
            }
            Value::F64(it) => {
                self.tag(6);
                self.bytes.extend_from_slice(&it.to_bits().to_le_bytes());
            }
            Value::Duration(it) => {
                self.tag(7);
                self.bytes.extend_from_slice(&it.to_le_bytes());
            }
            Value::Instant(it) => {
                self.tag(8);
                self.time(it);
            }
            Value::Ref(slot) => self.slot(slot),
            Value::Slice { object, start, len } => self.part(10, object, start, len),
            Value::Str { object, start, len } => self.part(11, object, start, len),
            Value::Own(id) => self.owned(id),
            Value::Tag(_)
            | Value::Fn(_)
            | Value::Native(_)
            | Value::Sys(_)
            | Value::Constructor(_)
            | Value::Type(_)
            | Value::Handle(..)
            | Value::StaticStr { .. } => self.constant(value),
        }
    }

    /// Values that are the same in every state.
    fn constant(&mut self, value: Value) {
        self.tag(12);
        std::mem::discriminant(&value).hash(self);
        match value {
            Value::Tag(it) | Value::Constructor(it) => it.hash(self),
            Value::Fn(it) => it.hash(self),
            Value::Native(it) => self.number(it as u32),
            Value::Sys(it) => self.number(it as u32),
            Value::Type(it) => it.hash(self),
            Value::Handle(tag, id) => (tag, id).hash(self),
            Value::StaticStr {
                constant,
                start,
                len,
            } => (constant, start, len).hash(self),
            _ => {}
        }
    }

    fn owned(&mut self, id: ObjectId) {
        // Wide integers are copied by handle: which place they share says nothing.
        if let Object::Wide(wide) = self.heap.object(id) {
            self.tag(13);
            (wide.kind as u8, wide.bits).hash(self);
            return;
        }
        self.tag(14);
        self.object(id);
    }

    fn slot(&mut self, slot: Slot) {
        let mut bytes = [9; 9];
        bytes[1..5].copy_from_slice(&self.number_of(slot.object).to_le_bytes());
        bytes[5..].copy_from_slice(&slot.index.to_le_bytes());
        self.bytes.extend_from_slice(&bytes);
    }

    fn part(&mut self, tag: u8, object: ObjectId, start: u32, len: u32) {
        let mut bytes = [tag; 13];
        bytes[1..5].copy_from_slice(&self.number_of(object).to_le_bytes());
        bytes[5..9].copy_from_slice(&start.to_le_bytes());
        bytes[9..].copy_from_slice(&len.to_le_bytes());
        self.bytes.extend_from_slice(&bytes);
    }

    /// Values in a row.
    pub fn values<'v>(&mut self, values: impl ExactSizeIterator<Item = &'v Value>) {
        self.number(values.len() as u32);
        for value in values {
            self.value(*value);
        }
    }

    fn contents(&mut self, id: ObjectId) {
        match self.heap.object(id) {
            Object::Free => self.tag(0),
            Object::Text(text) => {
                self.tag(1);
                text.hash(self);
            }
            Object::Wide(wide) => {
                self.tag(2);
                (wide.kind as u8, wide.bits).hash(self);
            }
            Object::Slots { head, slots } => {
                self.tag(3);
                self.head(*head);
                self.values(slots.iter());
            }
            Object::Formatter(it) => {
                self.tag(4);
                it.hash(self);
            }
        }
    }

    fn head(&mut self, head: Head) {
        std::mem::discriminant(&head).hash(self);
        match head {
            Head::Shape(shape) => shape.hash(self),
            Head::Builtin(tag) => tag.hash(self),
            Head::Shared { tag, strong, weak } => (tag, strong, weak).hash(self),
            Head::Weak { tag, target } => {
                tag.hash(self);
                self.object(target);
            }
            Head::Closure(function) => function.hash(self),
            Head::Coroutine {
                function,
                at,
                stack,
            } => {
                (function, at).hash(self);
                self.object(stack);
                self.values(self.heap.slots(stack).iter());
            }
            Head::Sync { tag, id } => {
                tag.hash(self);
                match tag {
                    // A thread's number is part of what a program can see.
                    TypeTag::JOIN_HANDLE => self.number(id),
                    _ => self.sync(id),
                }
            }
            Head::Guard { tag, of } => {
                tag.hash(self);
                self.object(of);
            }
        }
    }

    /// Why a machine stopped.
    pub fn halt(&mut self, halt: &Halt) {
        std::mem::discriminant(halt).hash(self);
        match halt {
            Halt::Fuel => {}
            Halt::Sys { sys, args } => {
                self.number(*sys as u32);
                self.values(args.iter());
            }
            Halt::Finished(value) | Halt::Panicked(value) => self.value(*value),
            Halt::Fault(fault) => fault.hash(self),
        }
    }

    /// A thread's machine.
    pub fn machine(&mut self, vm: &Vm) {
        self.object(vm.stack);
        vm.write_canonical(self);
        let registers = self.heap.slots(vm.stack);
        let end = vm.top(self.code).max(vm.arguments()).min(registers.len());
        self.values(registers[..end].iter());
    }

    pub(crate) fn activity(&mut self, activity: &Activity) {
        match activity {
            Activity::Poll(poll) => {
                self.tag(4);
                poll.after.hash(self);
                self.object(poll.coroutine);
                self.object(poll.outer);
                self.values(self.heap.slots(poll.outer).iter());
            }
            Activity::Code(frame) => {
                self.tag(0);
                self.frame(frame);
            }
            Activity::Drop(job) => {
                self.tag(1);
                job.write_canonical(self);
            }
            Activity::Format(job) => {
                self.tag(2);
                job.write_canonical(self);
            }
            Activity::Clone(job) => {
                self.tag(3);
                job.write_canonical(self);
            }
        }
    }

    fn frame(&mut self, frame: &Frame) {
        (frame.function, frame.pc, frame.base, frame.env_ends).hash(self);
        frame.after.hash(self);
        self.maybe_object(frame.env);
    }

    pub(crate) fn maybe_object(&mut self, id: Option<ObjectId>) {
        self.tag(u8::from(id.is_some()));
        if let Some(id) = id {
            self.object(id);
        }
    }

    /// A value that may be missing.
    pub fn maybe(&mut self, value: Option<Value>) {
        self.tag(u8::from(value.is_some()));
        if let Some(value) = value {
            self.value(value);
        }
    }
}
