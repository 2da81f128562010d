//! The machine-wide heap: an arena of objects and the register files of all threads.
//!
//! # Invariants
//! - Plain data: handles are indices, freed places are reused last-in first-out, so the same operations
//!   give the same handles, and a clone is an independent machine.
//! - An owned object is in exactly one slot, except shared ones (`Head::Shared`: as many as `strong` says)
//!   and wide integers (any number; swept when many have gathered).
//! - Object 0 holds the statics.

mod arena;

use arena::NOWHERE;
use interleave_program::{IntKind, ShapeId, StaticId, TypeTag};
use smallvec::smallvec;

use crate::ahead::Ahead;
use crate::code::Code;
use crate::counted::{CountUse, Counted};
use crate::halt::{Fault, Halt};
use crate::memory::HeapMemory;
use crate::object::{Head, Object, Slots, Wide, slots_of};
use crate::polled::PollNotes;
use crate::stacks::Stacks;
use crate::task_poll::Spare;
use crate::value::{ObjectId, Slot, Value};
use crate::wheel::Wheel;

/// Bit of an [`ObjectId`] that says: a thread's register file.
pub(crate) const STACK_BIT: u32 = 1 << 31;

/// Objects and register files. See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Heap {
    pub(crate) objects: Vec<Object>,
    /// The place that is used next, and after it those that it leads to.
    free: u32,
    /// How many objects there are that are not [free](Object::Free).
    pub(crate) live: usize,
    pub(crate) stacks: Stacks,
    bytes: usize,
    limit_bytes: usize,
    wides: usize,
    /// How many wide integers may gather before they are swept.
    sweep_at: usize,
    /// The newest wide integers: they may still be on their way to a slot.
    newest_wides: [u32; 4],
    pub(crate) counted: Counted,
    pub(crate) polled: PollNotes,
    pub(crate) spare: Spare,
    /// Register files that polls of tasks are lent and nobody has at present (see `crate::task`).
    pub(crate) lendable: Vec<ObjectId>,
    /// Why the thread that has just stopped did: here, so that the steps of a thread need not hand it upwards.
    pub(crate) halted: Option<Halt>,
    /// Timers of async runtimes, by runtime.
    pub(crate) wheels: Vec<Wheel>,
    /// What the running thread may do without a halt.
    pub(crate) ahead: Ahead,
}

/// How many wide integers gather before the first sweep.
const FIRST_SWEEP: usize = 1 << 14;

/// What an object costs besides its contents.
const OBJECT_BYTES: usize = size_of::<Object>();

/// References to references that are followed: more than any program writes, so a longer chain comes back to itself.
pub(crate) const LONGEST_CHAIN: usize = 1 << 12;

impl Heap {
    /// The object that holds the statics.
    pub const STATICS: ObjectId = ObjectId(0);

    /// An empty heap for a program, with room for about `limit_bytes`.
    #[must_use]
    pub fn new(code: &Code, limit_bytes: usize) -> Self {
        Self::within(HeapMemory::default(), code, limit_bytes)
    }

    /// The same, in memory that an earlier heap was made of.
    #[must_use]
    pub fn within(memory: HeapMemory, code: &Code, limit_bytes: usize) -> Self {
        let mut objects = memory.objects;
        let statics = Object::Slots {
            head: Head::Builtin(TypeTag::ARRAY),
            slots: smallvec![Value::Moved; code.statics.len()],
        };
        objects.push(statics);
        Self {
            objects,
            free: NOWHERE,
            live: 1,
            stacks: memory.stacks,
            bytes: 0,
            limit_bytes,
            wides: 0,
            sweep_at: FIRST_SWEEP,
            newest_wides: [0; 4],
            counted: Counted::default(),
            polled: PollNotes::default(),
            spare: memory.spare,
            lendable: Vec::new(),
            halted: None,
            wheels: Vec::new(),
            ahead: Ahead::default(),
        }
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub fn copy_from(&mut self, from: &Self) {
        let Self {
            objects,
            free,
            live,
            stacks,
            bytes,
            limit_bytes,
            wides,
            sweep_at,
            newest_wides,
            counted,
            polled,
            spare: _,
            lendable,
            halted,
            wheels,
            ahead: _,
        } = from;
        self.objects.clone_from(objects);
        self.free = *free;
        self.live = *live;
        self.stacks.copy_from(stacks);
        self.bytes = *bytes;
        self.limit_bytes = *limit_bytes;
        self.wides = *wides;
        self.sweep_at = *sweep_at;
        self.newest_wides = *newest_wides;
        self.counted.clone_from(counted);
        self.polled.clone_from(polled);
        self.lendable.clone_from(lendable);
        self.halted.clone_from(halted);
        if !(wheels.is_empty() && self.wheels.is_empty()) {
            self.wheels.clone_from(wheels);
        }
    }

    /// Bytes in use, roughly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Counts `bytes` more.
    ///
    /// # Errors
    /// [`Fault::Memory`] when the limit is passed.
    pub fn charge(&mut self, bytes: usize) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limit_bytes {
            return Err(Fault::Memory);
        }
        Ok(())
    }

    /// Whether `bytes` more would fit.
    #[must_use]
    #[inline]
    pub fn has_room(&self, bytes: usize) -> bool {
        let left = self.limit_bytes.checked_sub(self.bytes);
        left.is_some_and(|left| bytes <= left)
    }

    /// Counts one slot more in the `Vec` that the object is: its slots, to which that one is yet to be added. `None` when it is
    /// none, or there is no room.
    #[inline(always)]
    pub(crate) fn room_of_vec(&mut self, vec: ObjectId) -> Option<&mut Slots> {
        let bytes = self.bytes.saturating_add(size_of::<Value>());
        match self.objects.get_mut(vec.0 as usize)? {
            Object::Slots {
                head: Head::Builtin(TypeTag::VEC),
                slots,
            } if bytes <= self.limit_bytes => {
                self.bytes = bytes;
                Some(slots)
            }
            _ => None,
        }
    }

    /// Counts `bytes` more, for which there [is room](Self::has_room).
    #[inline]
    pub(crate) fn count_more(&mut self, bytes: usize) {
        self.bytes += bytes;
    }

    /// Counts `bytes` less.
    pub fn discharge(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    // Objects.

    /// The object; [`Object::Free`] when the handle is dangling.
    #[must_use]
    #[inline]
    pub fn object(&self, id: ObjectId) -> &Object {
        self.objects
            .get(id.0 as usize)
            .unwrap_or(&Object::Free(NOWHERE))
    }

    /// The object, to change.
    ///
    /// # Panics
    /// On a register file's id or a handle never given out: a bug of this crate.
    pub fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        &mut self.objects[id.0 as usize]
    }

    /// The object, to change, when the handle leads somewhere.
    pub(crate) fn try_object_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(id.0 as usize)
    }

    /// The head of an object with slots.
    #[must_use]
    #[inline]
    pub fn head(&self, id: ObjectId) -> Option<Head> {
        match self.object(id) {
            Object::Slots { head, .. } => Some(*head),
            _ => None,
        }
    }

    /// The same, to change.
    pub(crate) fn head_mut(&mut self, id: ObjectId) -> Option<&mut Head> {
        match self.object_mut(id) {
            Object::Slots { head, .. } => Some(head),
            _ => None,
        }
    }

    /// The same, when the handle leads somewhere.
    #[inline]
    pub(crate) fn try_head_mut(&mut self, id: ObjectId) -> Option<&mut Head> {
        match self.objects.get_mut(id.0 as usize)? {
            Object::Slots { head, .. } => Some(head),
            _ => None,
        }
    }

    /// The slots of an object or of a thread's register file; none for other objects.
    #[must_use]
    #[inline]
    pub fn slots(&self, id: ObjectId) -> &[Value] {
        if id.0 & STACK_BIT != 0 {
            return self.stacks.get(id.0 & !STACK_BIT);
        }
        match self.object(id) {
            Object::Slots { slots, .. } => slots,
            _ => &[],
        }
    }

    /// The slots of an object as a growable vector. Call [`Heap::charge`] for what is added.
    ///
    /// # Panics
    /// On objects without slots: a bug of this crate.
    pub fn slots_mut(&mut self, id: ObjectId) -> &mut Slots {
        match self.object_mut(id) {
            Object::Slots { slots, .. } => slots,
            other => panic!("an object with slots is expected, not {other:?}"),
        }
    }

    /// What a slot holds; `Moved` when there is no such slot. A slot of a text is one of its bytes.
    #[must_use]
    #[inline]
    pub fn get(&self, slot: Slot) -> Value {
        match self.slots(slot.object).get(slot.index as usize) {
            Some(value) => *value,
            None => self.byte(slot),
        }
    }

    /// The slot where it is, when there is one that holds a value.
    #[inline]
    pub(crate) fn get_ref(&self, slot: Slot) -> Option<&Value> {
        self.slots(slot.object).get(slot.index as usize)
    }

    /// The same of a register only.
    #[inline(always)]
    pub(crate) fn register(&self, slot: Slot) -> Option<&Value> {
        if slot.object.0 & STACK_BIT == 0 {
            return None;
        }
        let file = self.stacks.get(slot.object.0 & !STACK_BIT);
        file.get(slot.index as usize)
    }

    /// A slot of a text is one of its bytes.
    #[cold]
    fn byte(&self, slot: Slot) -> Value {
        match self.object(slot.object) {
            Object::Text(text) if slot.object.0 & STACK_BIT == 0 => text
                .as_bytes()
                .get(slot.index as usize)
                .map_or(Value::Moved, |byte| {
                    Value::Int(IntKind::U8, i64::from(*byte))
                }),
            _ => Value::Moved,
        }
    }

    /// Writes a slot without dropping what was there. Slots that do not exist are left alone.
    #[inline]
    pub fn set(&mut self, slot: Slot, value: Value) {
        if let Some(place) = self.slot_mut(slot) {
            *place = value;
        }
    }

    /// The slot itself.
    #[inline]
    pub fn slot_mut(&mut self, slot: Slot) -> Option<&mut Value> {
        let index = slot.index as usize;
        if slot.object.0 & STACK_BIT != 0 {
            return self
                .stacks
                .get_mut(slot.object.0 & !STACK_BIT)
                .get_mut(index);
        }
        match self.objects.get_mut(slot.object.0 as usize)? {
            Object::Slots { slots, .. } => slots.get_mut(index),
            _ => None,
        }
    }

    /// Moves a slot's value out.
    #[inline]
    pub fn take(&mut self, slot: Slot) -> Value {
        self.slot_mut(slot)
            .map_or(Value::Moved, |place| std::mem::replace(place, Value::Moved))
    }

    /// Writes the initial value of a static.
    pub fn set_static(&mut self, id: StaticId, value: Value) {
        let index = u32::from(id.0);
        self.set(
            Slot {
                object: Self::STATICS,
                index,
            },
            value,
        );
    }

    // Texts.

    /// A new `String`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_string(&mut self, text: impl Into<String>) -> Result<Value, Fault> {
        self.alloc(Object::Text(text.into())).map(Value::Own)
    }

    /// The text of a `String` or `&str`, references looked through.
    #[must_use]
    pub fn read_str<'a>(&'a self, code: &'a Code, value: Value) -> Option<&'a str> {
        match self.look_through(value) {
            Value::Own(id) => match self.object(id) {
                Object::Text(text) => Some(text),
                Object::Slots {
                    head: Head::Builtin(TypeTag::BOX),
                    slots,
                } => self.read_str(code, *slots.first()?),
                Object::Slots {
                    head: Head::Shared { .. },
                    slots,
                } => self.read_str(code, *slots.first()?),
                _ => self.read_str(code, self.inside_cow(code, Value::Own(id))?),
            },
            Value::Str { object, start, len } => match self.object(object) {
                Object::Text(text) => text.get(start as usize..(start + len) as usize),
                _ => None,
            },
            Value::StaticStr {
                constant,
                start,
                len,
            } => match code.constants.get(constant.index())? {
                interleave_program::Const::Str(text) => {
                    text.get(start as usize..(start + len) as usize)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What a `Cow` holds; `None` for what is none.
    #[must_use]
    pub fn inside_cow(&self, code: &Code, value: Value) -> Option<Value> {
        match self.look_through(value) {
            Value::Own(id) => match self.object(id) {
                Object::Slots {
                    head: Head::Shape(shape),
                    slots,
                } if code.is_cow(*shape) => slots.first().copied(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text of an owned `String`, which is freed; a `&str` is copied.
    #[must_use]
    pub fn take_string(&mut self, code: &Code, value: Value) -> Option<String> {
        if let Value::Own(id) = value
            && matches!(self.object(id), Object::Text(_))
            && let Object::Text(text) = self.free(id)
        {
            return Some(text);
        }
        self.read_str(code, value).map(str::to_owned)
    }

    /// The `String` object's text, to change. Call [`Heap::charge`] for what is added.
    pub fn text_mut(&mut self, id: ObjectId) -> Option<&mut String> {
        match self.object_mut(id) {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }

    // Composites.

    /// A struct, tuple or variant; without fields it needs no object.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline]
    pub fn alloc_variant(&mut self, shape: ShapeId, fields: &[Value]) -> Result<Value, Fault> {
        let head = Head::Shape(shape);
        match *fields {
            [] => Ok(Value::Tag(shape)),
            [first] => self.alloc_of(head, [first]).map(Value::Own),
            [first, second] => self.alloc_of(head, [first, second]).map(Value::Own),
            [first, second, third] => self.alloc_of(head, [first, second, third]).map(Value::Own),
            _ => self.alloc_slots(head, Slots::from_slice(fields)),
        }
    }

    /// There is no room for one more object, which is counted all the same.
    #[cold]
    fn has_no_room(&mut self) -> Fault {
        self.bytes = self.bytes.saturating_add(OBJECT_BYTES);
        Fault::Memory
    }

    /// A tuple; `()` when there are no fields.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_tuple(&mut self, fields: &[Value]) -> Result<Value, Fault> {
        if fields.is_empty() {
            return Ok(Value::Unit);
        }
        let shape = ShapeId::tuple(fields.len());
        self.alloc_slots(Head::Shape(shape), slots_of(fields))
    }

    /// The shape of a struct, tuple or variant value.
    #[must_use]
    pub fn shape_of(&self, value: Value) -> Option<ShapeId> {
        match value {
            Value::Tag(shape) => Some(shape),
            Value::Unit => Some(ShapeId::tuple(0)),
            Value::Own(id) => match self.head(id)? {
                Head::Shape(shape) => Some(shape),
                _ => None,
            },
            _ => None,
        }
    }

    /// Frees an owned object and gives its slots.
    pub fn take_fields(&mut self, value: Value) -> Slots {
        match value {
            Value::Own(id) => match self.free(id) {
                Object::Slots { slots, .. } => slots,
                _ => Slots::new(),
            },
            _ => Slots::new(),
        }
    }

    /// Frees an owned object that has one field and gives that.
    pub fn take_field(&mut self, value: Value) -> Option<Value> {
        let Value::Own(id) = value else { return None };
        let field = *self.slots(id).last()?;
        self.discard(id);
        Some(field)
    }

    /// A `Vec` of values.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_vec(&mut self, values: impl Into<Slots>) -> Result<Value, Fault> {
        self.alloc_slots(Head::Builtin(TypeTag::VEC), values)
    }

    /// A `Box` of a value.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_box(&mut self, value: Value) -> Result<Value, Fault> {
        self.alloc_slots(Head::Builtin(TypeTag::BOX), smallvec![value])
    }

    /// `Box<dyn Any>` around a panic's payload: a box of something that shows itself as `Any { .. }`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_payload(&mut self, payload: Value) -> Result<Value, Fault> {
        let any = self.alloc_slots(Head::Builtin(TypeTag::ANY), smallvec![payload])?;
        self.alloc_box(any)
    }

    /// `Some(value)`
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline]
    pub fn some(&mut self, value: Value) -> Result<Value, Fault> {
        self.alloc_of(Head::Shape(ShapeId::SOME), [value])
            .map(Value::Own)
    }

    /// `None`
    #[must_use]
    pub fn none(&self) -> Value {
        Value::Tag(ShapeId::NONE)
    }

    /// `Ok(value)`
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline]
    pub fn ok(&mut self, value: Value) -> Result<Value, Fault> {
        self.alloc_of(Head::Shape(ShapeId::OK), [value])
            .map(Value::Own)
    }

    /// `Err(value)`
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn err(&mut self, value: Value) -> Result<Value, Fault> {
        self.alloc_of(Head::Shape(ShapeId::ERR), [value])
            .map(Value::Own)
    }

    /// The content of an owned `Some`, which is freed; `None` for `None` and other values.
    pub fn take_option(&mut self, value: Value) -> Option<Value> {
        match self.shape_of(value) {
            Some(ShapeId::SOME) => self.take_field(value),
            _ => None,
        }
    }

    // `Rc` and `Arc`.

    /// A new `Rc` or `Arc`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline]
    pub fn alloc_shared(&mut self, tag: TypeTag, value: Value) -> Result<Value, Fault> {
        let head = Head::Shared {
            tag,
            strong: 1,
            weak: 0,
        };
        self.alloc_of(head, [value]).map(Value::Own)
    }

    /// Another strong handle.
    pub fn clone_shared(&mut self, id: ObjectId) -> Value {
        self.note_count(id, CountUse::Adds);
        if let Object::Slots {
            head: Head::Shared { strong, .. },
            ..
        } = self.object_mut(id)
        {
            *strong += 1;
        }
        Value::Own(id)
    }

    /// One strong handle less, unless it is the last; whether it was not.
    pub fn give_up_shared(&mut self, code: &Code, id: ObjectId) -> bool {
        match self.head(id) {
            Some(Head::Shared { strong, .. }) if strong > 1 => {}
            _ => return false,
        }
        self.note_uncount(code, id);
        if let Some(Head::Shared { strong, .. }) = self.head_mut(id) {
            *strong -= 1;
        }
        true
    }

    /// One handle of a shared object less; how many are left.
    pub(crate) fn count_down(&mut self, id: ObjectId) -> u32 {
        match self.head_mut(id) {
            Some(Head::Shared { strong, .. }) => {
                *strong = strong.saturating_sub(1);
                *strong
            }
            _ => 0,
        }
    }

    /// A new `Weak` handle to a shared object.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_weak(&mut self, target: ObjectId) -> Result<Value, Fault> {
        self.note_count(target, CountUse::Writes);
        let Some(Head::Shared { tag, .. }) = self.head(target) else {
            return Err(Fault::Unsupported(
                "a weak handle to something that is not shared".to_owned(),
            ));
        };
        if let Object::Slots {
            head: Head::Shared { weak, .. },
            ..
        } = self.object_mut(target)
        {
            *weak += 1;
        }
        let tag = if tag == TypeTag::RC {
            TypeTag::RC_WEAK
        } else {
            TypeTag::ARC_WEAK
        };
        self.alloc_slots(Head::Weak { tag, target }, Slots::new())
    }

    // Readers.

    /// Follows references until the value is not one.
    ///
    /// A chain that comes back to itself answers as a moved value: only a text that `rustc` refuses can make one, by
    /// keeping a reference to a variable that is gone.
    #[must_use]
    #[inline]
    pub fn look_through(&self, value: Value) -> Value {
        match value {
            Value::Ref(slot) => match self.get_ref(slot) {
                Some(Value::Ref(next)) => self.follow(*next),
                Some(held) => *held,
                None => self.byte(slot),
            },
            value => value,
        }
    }

    fn follow(&self, mut slot: Slot) -> Value {
        for _ in 0..LONGEST_CHAIN {
            match self.get_ref(slot) {
                Some(Value::Ref(next)) => slot = *next,
                Some(held) => return *held,
                None => return self.byte(slot),
            }
        }
        Value::Moved
    }

    /// The last place of a chain of references: a slot that holds no reference.
    #[must_use]
    pub fn last_place(&self, mut place: Value) -> Value {
        for _ in 0..LONGEST_CHAIN {
            let Value::Ref(slot) = place else { break };
            match self.get(slot) {
                inner @ Value::Ref(_) => place = inner,
                _ => break,
            }
        }
        place
    }

    /// A `bool`, references looked through.
    #[must_use]
    pub fn read_bool(&self, value: Value) -> Option<bool> {
        match self.look_through(value) {
            Value::Bool(it) => Some(it),
            _ => None,
        }
    }

    /// An integer that is at least 0, references looked through.
    #[must_use]
    #[inline]
    pub fn read_usize(&self, value: Value) -> Option<usize> {
        match self.look_through(value) {
            Value::Int(_, it) => usize::try_from(it).ok(),
            _ => None,
        }
    }

    /// A `Duration` in nanoseconds, references looked through.
    #[must_use]
    pub fn read_duration_ns(&self, value: Value) -> Option<u64> {
        match self.look_through(value) {
            Value::Duration(ns) => Some(ns),
            _ => None,
        }
    }

    /// Any integer with its type, 128-bit ones included (`u64` and `usize` as positive numbers, `u128` as its
    /// bits), references looked through.
    #[must_use]
    pub fn read_int(&self, value: Value) -> Option<(IntKind, i128)> {
        match self.look_through(value) {
            Value::Int(kind @ (IntKind::U64 | IntKind::Usize), it) => {
                Some((kind, i128::from(it as u64)))
            }
            Value::Int(kind, it) => Some((kind, i128::from(it))),
            Value::Own(id) => match self.object(id) {
                Object::Wide(wide) => Some((wide.kind, wide.bits)),
                _ => None,
            },
            _ => None,
        }
    }

    /// An integer value of `kind` from its number (`u128`: its bits), which is in the kind's range.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn make_int(&mut self, kind: IntKind, bits: i128) -> Result<Value, Fault> {
        match kind {
            IntKind::I128 | IntKind::U128 => {}
            _ => return Ok(Value::Int(kind, bits as i64)),
        }
        if let Ok(small) = i64::try_from(bits) {
            return Ok(Value::Int(kind, small));
        }
        if self.wides >= self.sweep_at {
            self.sweep_wides();
        }
        self.wides += 1;
        let wide = Wide {
            kind,
            bits,
            pinned: false,
        };
        let id = self.alloc(Object::Wide(Box::new(wide)))?;
        self.newest_wides.rotate_right(1);
        self.newest_wides[0] = id.0;
        Ok(Value::Own(id))
    }

    /// Frees wide integers to which no slot and no register leads. Those that the engine has seen stay.
    #[cold]
    fn sweep_wides(&mut self) {
        let mut used = vec![false; self.objects.len()];
        let mut mark = |value: &Value| {
            if let Value::Own(id) = value
                && let Some(place) = used.get_mut(id.0 as usize)
            {
                *place = true;
            }
        };
        for id in self.newest_wides {
            mark(&Value::Own(ObjectId(id)));
        }
        self.stacks.all().iter().for_each(&mut mark);
        for object in &self.objects {
            if let Object::Slots { slots, .. } = object {
                slots.iter().for_each(&mut mark);
            }
        }
        for (index, used) in used.into_iter().enumerate() {
            if !used && matches!(&self.objects[index], Object::Wide(wide) if !wide.pinned) {
                self.free(ObjectId(index as u32));
                self.wides -= 1;
            }
        }
        self.sweep_at = (self.wides * 2).max(FIRST_SWEEP);
    }

    /// Keeps a wide integer that is given to the engine.
    #[inline]
    pub(crate) fn pin_wide(&mut self, value: Value) {
        if let Value::Own(id) = value
            && let Some(Object::Wide(wide)) = self.objects.get_mut(id.0 as usize)
        {
            wide.pinned = true;
        }
    }
}
