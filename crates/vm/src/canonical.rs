//! A machine's state as bytes that are equal exactly when the states go on alike.
//!
//! Two runs reach the same state by different ways: objects lie at other places of the arena, freed places are in
//! another order, sync objects have other numbers, other values lie dead above the stacks. None of that can be seen
//! by the program, so none of it is written here: objects get numbers in the order in which they are reached from the
//! roots (statics first, then the threads), times are relative to now, and registers that nobody will read any more
//! ([`crate::live`]) are left out unless they own something. Bytes rather than a hash, so that equality can be tested as well as hashed.
//!
//! What the engine keeps outside the heap it writes itself, with the same [`Canonical`].

use std::hash::{Hash, Hasher};
use std::ops::Range;

use interleave_program::{FnId, TypeTag};

use crate::code::Code;
use crate::coroutine;
use crate::frame::{Activity, After, Frame};
use crate::halt::Halt;
use crate::heap::{Heap, STACK_BIT};
use crate::instant::{instant_ns, is_of_runtime};
use crate::live::{self, RegisterSet};
use crate::may_own::MayOwn;
use crate::object::{Head, Object};
use crate::task::{self, NO_STACK};
use crate::value::{ObjectId, Value};
use crate::vm::Vm;
use crate::vm_box::VmBox;

/// Not yet numbered.
const UNSEEN: u32 = u32::MAX;

/// The greatest integer that is written as one word with its kind.
const SMALL_INT: i64 = u32::MAX as i64;

/// So many slots of an object, and more, are counted in a word of their own.
const MANY_SLOTS: u64 = (1 << 24) - 1;

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

/// Everything is written as whole words of eight bytes: there is little to a state, and its pieces are small.
impl Hasher for Canonical<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.word(u64::from_le_bytes(word));
        }
    }

    #[inline]
    fn write_u8(&mut self, it: u8) {
        self.word(it.into());
    }

    #[inline]
    fn write_u16(&mut self, it: u16) {
        self.word(it.into());
    }

    #[inline]
    fn write_u32(&mut self, it: u32) {
        self.word(it.into());
    }

    #[inline]
    fn write_u64(&mut self, it: u64) {
        self.word(it);
    }

    #[inline]
    fn write_u128(&mut self, it: u128) {
        self.word(it as u64);
        self.word((it >> 64) as u64);
    }

    #[inline]
    fn write_usize(&mut self, it: usize) {
        self.word(it as u64);
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

    /// A number that holds no handle, or several in one.
    #[inline]
    pub fn word(&mut self, word: u64) {
        self.bytes.extend_from_slice(&word.to_le_bytes());
    }

    /// A kind of thing, and what there is to it.
    #[inline]
    fn tagged(&mut self, tag: u8, what: u32) {
        self.word(u64::from(what) << 8 | u64::from(tag));
    }

    fn tag(&mut self, tag: u8) {
        self.tagged(tag, 0);
    }

    /// An instant.
    pub fn time(&mut self, at_ns: u64) {
        self.word(at_ns.wrapping_sub(self.now_ns));
    }

    /// A handle of an object or register file: its canonical number.
    pub fn object(&mut self, id: ObjectId) {
        let number = self.number_of(id);
        self.word(number.into());
    }

    #[inline]
    fn number_of(&mut self, id: ObjectId) -> u32 {
        match self.known_number(id) {
            UNSEEN => self.new_number(id),
            known => known,
        }
    }

    /// The number that a handle has already.
    #[inline(always)]
    fn known_number(&self, id: ObjectId) -> u32 {
        let place = if id.0 & STACK_BIT != 0 {
            self.stacks.get((id.0 & !STACK_BIT) as usize)
        } else {
            self.objects.get(id.0 as usize)
        };
        place.copied().unwrap_or(UNSEEN)
    }

    fn new_number(&mut self, id: ObjectId) -> u32 {
        let is_stack = id.0 & STACK_BIT != 0;
        let place = if is_stack {
            self.stacks.get_mut((id.0 & !STACK_BIT) as usize)
        } else {
            // A reference that nobody will follow any more: what it led to is gone.
            if matches!(self.heap.object(id), Object::Free(_)) {
                return UNSEEN;
            }
            self.waiting.push(id);
            self.objects.get_mut(id.0 as usize)
        };
        let Some(place) = place else {
            return UNSEEN;
        };
        *place = self.numbered;
        self.numbered += 1;
        *place
    }

    /// A sync object by its engine id: its canonical number.
    pub fn sync(&mut self, id: u32) {
        let known = self.syncs.iter().position(|it| *it == id);
        let number = known.unwrap_or_else(|| {
            self.syncs.push(id);
            self.syncs.len() - 1
        });
        self.word(number as u64);
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

    /// A value: one word or two, by the tag in the lowest byte of the first.
    pub fn value(&mut self, value: Value) {
        self.value_in_place(&value);
    }

    #[inline(always)]
    fn value_in_place(&mut self, value: &Value) {
        // Most are small integers or owners.
        match *value {
            Value::Int(kind, it @ 0..=SMALL_INT) => {
                self.word((it as u64) << 32 | (kind as u64) << 8 | 4);
            }
            Value::Own(id) => self.owned(id),
            other => self.other_value(other),
        }
    }

    fn other_value(&mut self, value: Value) {
        match value {
            Value::Moved => self.tag(0),
            Value::Unit => self.tag(1),
            Value::Bool(it) => self.tagged(2, it.into()),
            Value::Char(it) => self.tagged(3, it.into()),
            Value::Int(kind, it) => self.two(24, kind as u32, it as u64),
            Value::F32(it) => self.tagged(5, it.to_bits()),
            Value::F64(it) => self.two(6, 0, it.to_bits()),
            Value::Duration(it) => self.two(7, 0, it),
            Value::Instant(it, late) => {
                self.tagged(if is_of_runtime(it) { 26 } else { 8 }, late.into());
                self.time(instant_ns(it));
            }
            Value::Ref(slot) => {
                let number = self.number_of(slot.object);
                match u16::try_from(slot.index) {
                    Ok(index) => self.word(u64::from(index) << 40 | u64::from(number) << 8 | 9),
                    Err(_) => self.two(25, number, slot.index.into()),
                }
            }
            Value::Slice { object, start, len } => self.part(10, object, start, len),
            Value::Str { object, start, len } => self.part(11, object, start, len),
            Value::Own(id) => self.owned(id),
            Value::Tag(it) => self.tagged(16, it.0.into()),
            Value::Fn(it) => self.tagged(17, it.0.into()),
            Value::Native(it) => self.tagged(18, it as u32),
            Value::Sys(it) => self.tagged(19, it as u32),
            Value::Constructor(it) => self.tagged(20, it.0.into()),
            Value::Type(it) => self.tagged(21, it.0),
            Value::Handle(tag, id) => self.two(22, tag.0.into(), id.into()),
            Value::StaticStr {
                constant,
                start,
                len,
            } => self.two(23, constant.0, row(start, len)),
        }
    }

    fn two(&mut self, tag: u8, first: u32, second: u64) {
        self.tagged(tag, first);
        self.word(second);
    }

    #[inline]
    fn owned(&mut self, id: ObjectId) {
        match self.known_number(id) {
            UNSEEN => self.newly_owned(id),
            known => self.tagged(14, known),
        }
    }

    fn newly_owned(&mut self, id: ObjectId) {
        let number = match self.heap.object(id) {
            // Wide integers are copied by handle: which place they share says nothing.
            Object::Wide(wide) => {
                self.tagged(13, wide.kind as u32);
                self.write_u128(wide.bits as u128);
                return;
            }
            Object::Free(_) => UNSEEN,
            _ => {
                self.waiting.push(id);
                let number = self.numbered;
                self.objects[id.0 as usize] = number;
                self.numbered += 1;
                number
            }
        };
        self.tagged(14, number);
    }

    fn part(&mut self, tag: u8, object: ObjectId, start: u32, len: u32) {
        let number = self.number_of(object);
        self.two(tag, number, row(start, len));
    }

    /// Values in a row.
    pub fn values<'v>(&mut self, values: impl ExactSizeIterator<Item = &'v Value>) {
        self.word(values.len() as u64);
        for value in values {
            self.value(*value);
        }
    }

    /// Values of which it is known how many they are.
    #[inline]
    fn each_value(&mut self, values: &[Value]) {
        for value in values {
            self.value_in_place(value);
        }
    }

    fn contents(&mut self, id: ObjectId) {
        match self.heap.object(id) {
            Object::Free(_) => self.tag(0),
            Object::Text(text) => {
                self.tag(1);
                self.write(text.as_bytes());
            }
            Object::Wide(wide) => {
                self.tagged(2, wide.kind as u32);
                self.write_u128(wide.bits as u128);
            }
            Object::Slots { head, slots } => {
                let slots = slots.as_slice();
                self.head(*head, slots.len());
                self.each_value(slots);
            }
            Object::Formatter(it) => {
                self.tag(4);
                it.hash(self);
            }
        }
    }

    /// What an object is, and how many slots it has.
    #[inline]
    fn head(&mut self, head: Head, slots: usize) {
        // In one word with what it is, if there is room for it.
        let count = (slots as u64).min(MANY_SLOTS);
        let mut first =
            |tag: u8, what: u32| self.word(count << 40 | u64::from(what) << 8 | u64::from(tag));
        match head {
            Head::Shape(shape) => first(5, shape.0.into()),
            Head::Builtin(tag) => first(6, tag.0.into()),
            Head::Shared { tag, strong, weak } => {
                first(7, tag.0.into());
                self.word(row(strong, weak));
            }
            Head::Weak { tag, target } => {
                first(8, tag.0.into());
                self.object(target);
            }
            Head::Closure(function) => first(9, function.0.into()),
            Head::Coroutine {
                function,
                at,
                stack,
            } => {
                first(10, function.0.into());
                let number = self.number_of(stack);
                self.word(row(at, number));
                self.suspended(function, at, stack);
            }
            Head::Sync { tag, id } => {
                first(11, tag.0.into());
                match tag {
                    // A thread's number is part of what a program can see.
                    TypeTag::JOIN_HANDLE => self.word(id.into()),
                    _ => self.sync(id),
                }
            }
            Head::Guard { tag, of } => {
                first(12, tag.0.into());
                self.object(of);
            }
        }
        if count == MANY_SLOTS {
            self.word(slots as u64);
        }
    }

    /// Why a machine stopped.
    pub fn halt(&mut self, halt: &Halt) {
        match halt {
            Halt::Fuel => self.tag(0),
            Halt::Sys { sys, args } => {
                // The last ones are missing, for most.
                let mut given = args.len();
                while given > 0 && matches!(args[given - 1], Value::Moved) {
                    given -= 1;
                }
                self.word((given as u64) << 40 | (*sys as u64) << 8 | 1);
                self.each_value(&args[..given]);
            }
            Halt::Finished(value) => {
                self.tag(2);
                self.value(*value);
            }
            Halt::Panicked(value) => {
                self.tag(3);
                self.value(*value);
            }
            Halt::Fault(fault) => {
                self.tag(4);
                fault.hash(self);
            }
        }
    }

    /// A thread's machine.
    pub fn machine(&mut self, vm: &VmBox) {
        vm.write_canonical(self);
    }

    /// The same.
    pub(crate) fn stack_of(&mut self, vm: &Vm) {
        let stack = match vm.stack {
            NO_STACK => u32::MAX,
            stack => self.number_of(stack),
        };
        vm.write_canonical(stack, self);
        self.registers(vm);
    }

    /// What matters of the registers of all frames, highest first.
    fn registers(&mut self, vm: &Vm) {
        let mut file = vm.stack;
        // Where the frame above begins, in the same file.
        let mut above: Option<u32> = None;
        // The register that is written before the frame goes on.
        let mut awaits = vm.waiting;
        for activity in vm.frames.iter().rev() {
            match activity {
                Activity::Code(frame) => {
                    self.frame_registers(file, frame, above, awaits);
                    awaits = Some(frame.after);
                    above = Some(frame.base);
                }
                Activity::Poll(poll) => {
                    file = poll.outer;
                    awaits = Some(poll.after);
                    above = None;
                }
                Activity::Task(_) => self.range(file, 0, task::REGISTERS),
                job => {
                    let base = job.base();
                    self.range(file, base, above.unwrap_or(base + 1));
                    awaits = None;
                    above = Some(base);
                }
            }
        }
        if vm.frames.is_empty() {
            self.range(file, 0, vm.arguments() as u32);
        }
    }

    fn frame_registers(
        &mut self,
        file: ObjectId,
        frame: &Frame,
        above: Option<u32>,
        awaits: Option<After>,
    ) {
        let of_function = self.code.live(frame.function);
        let live = match awaits {
            Some(After::Store(dst)) => of_function.before(frame.pc) & !live::bit(dst),
            _ => of_function.within(frame.pc),
        };
        let end = above.unwrap_or(frame.base + of_function.registers);
        self.live_registers(file, frame.base..end, (live, of_function.may_own));
    }

    /// A body that is not being polled. Register 0 is written by the next poll.
    fn suspended(&mut self, function: FnId, at: u32, stack: ObjectId) {
        if !coroutine::is_polled(at) {
            let of_function = self.code.live(function);
            let live = of_function.before(at) & !1;
            self.live_registers(stack, 0..of_function.registers, (live, of_function.may_own));
        }
    }

    /// The registers in a range of a file: those in `live`, and of the others what may be owned.
    fn live_registers(
        &mut self,
        file: ObjectId,
        range: Range<u32>,
        (live, may_own): (RegisterSet, MayOwn),
    ) {
        let registers = self.heap.slots(file);
        let end = registers.len().min(range.end as usize);
        let registers = &registers[end.min(range.start as usize)..end];
        let Some(may_own) = may_own.bits() else {
            registers.iter().for_each(|it| self.value(*it));
            return;
        };
        let mut left = live;
        while let Some((value, _)) = next_of(registers, &mut left) {
            self.value_in_place(value);
        }
        let mut left = may_own & !live;
        while let Some((value, index)) = next_of(registers, &mut left) {
            if self.may_be_dropped(value) {
                self.tagged(15, index);
                self.value(*value);
            }
        }
    }

    /// Whether anything can come of the value's end.
    #[inline(always)]
    fn may_be_dropped(&self, value: &Value) -> bool {
        match value {
            Value::Own(_) => true,
            Value::Tag(shape) => self.code.facts(*shape).drop.is_some(),
            _ => false,
        }
    }

    /// All registers from one place of a file to another.
    fn range(&mut self, file: ObjectId, from: u32, to: u32) {
        let registers = self.heap.slots(file);
        let to = registers.len().min(to as usize);
        self.values(registers[to.min(from as usize)..to].iter());
    }

    pub(crate) fn activity(&mut self, activity: &Activity) {
        match activity {
            Activity::Code(frame) => self.frame(frame),
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
            Activity::Poll(poll) => {
                self.tag(4);
                self.after(poll.after);
                self.object(poll.coroutine);
                self.object(poll.outer);
            }
            Activity::Task(body) => {
                self.tag(5);
                self.value(body.future.map_or(Value::Moved, Value::Own));
                self.plain(&body.number);
            }
        }
    }

    fn frame(&mut self, frame: &Frame) {
        let env = frame.env.map(|env| self.number_of(env));
        let (tag, what) = numbers(frame.after);
        let (has_env, has_what) = (env.is_some(), what != 0);
        let kind = 6 + u64::from(frame.env_ends) + 2 * u64::from(has_env) + 4 * u64::from(has_what);
        self.word(u64::from(frame.function.0) << 16 | u64::from(tag) << 8 | kind);
        self.word(row(frame.pc, frame.base));
        if has_env || has_what {
            self.word(row(what, env.unwrap_or_default()));
        }
    }

    /// What happens with a result.
    #[inline]
    pub(crate) fn after(&mut self, after: After) {
        let (tag, what) = numbers(after);
        self.tagged(tag, what);
    }

    pub(crate) fn maybe_object(&mut self, id: Option<ObjectId>) {
        match id {
            Some(id) => {
                let number = self.number_of(id);
                self.tagged(1, number);
            }
            None => self.tag(0),
        }
    }

    /// A value that may be missing.
    pub fn maybe(&mut self, value: Option<Value>) {
        match value {
            Some(value) => self.value(value),
            None => self.tag(u8::MAX),
        }
    }
}

/// The first of the registers whose bits are in `left`, with its number, and no longer in it.
#[inline(always)]
fn next_of<'v>(registers: &'v [Value], left: &mut RegisterSet) -> Option<(&'v Value, u32)> {
    if *left == 0 {
        return None;
    }
    let index = left.trailing_zeros();
    *left &= *left - 1;
    Some((registers.get(index as usize)?, index))
}

/// What happens with a result: which kind of thing, and what there is to it.
#[inline]
fn numbers(after: After) -> (u8, u32) {
    match after {
        After::Root => (0, 0),
        After::Store(dst) => (1, dst.0.into()),
        After::Loaded(dst) => (2, dst.0.into()),
        After::Discard => (3, 0),
        After::Job => (4, 0),
        After::Place => (5, 0),
        After::Item { dst, exit } => (6, u32::from(dst.0) << 16 | u32::from(exit)),
        After::Compared { dst, op } => (7, u32::from(dst.0) << 16 | op as u32),
        After::Catch(dst) => (8, dst.0.into()),
        After::Unwind => (9, 0),
        After::Hooked => (11, 0),
        After::Polled { dst, args } => (10, u32::from(dst.0) << 16 | u32::from(args.0)),
    }
}

/// Two numbers as one.
fn row(a: u32, b: u32) -> u64 {
    u64::from(b) << 32 | u64::from(a)
}
