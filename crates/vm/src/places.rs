//! Places: fields, elements, captures, and what pointers denote; using and peeking what they hold.

use interleave_program::{FnId, IntKind, Op, Reg, ShapeId, Symbol, TypeTag};

use crate::context::Trap;
use crate::frame::After;
use crate::heap::LONGEST_CHAIN;
use crate::natives;
use crate::object::{Head, Object};
use crate::step::{Flow, Step, unsupported};
use crate::types;
use crate::value::{Slot, Value};

/// The next link of a chain of pointers.
pub(crate) enum Link {
    /// The place that the pointer denotes.
    Place(Value),
    /// A user's (or the prelude's) `deref` must say.
    Call(FnId),
    /// It is no pointer.
    End,
}

/// Room for the arguments of a native.
pub(crate) type Args = [Value; crate::verify::MAX_NATIVE_ARGS];

/// The same, empty.
pub(crate) const NO_ARGS: Args = [Value::Moved; crate::verify::MAX_NATIVE_ARGS];

impl Step<'_> {
    /// The value of a slot by use: copied when its type is `Copy`, else moved out.
    pub fn use_slot(&mut self, slot: Slot) -> Result<Value, Trap> {
        let value = self.heap.get(slot);
        match value {
            Value::Own(_) if types::is_copy(self.code, self.heap, value) => {
                Ok(types::copy(self.heap, value)?)
            }
            Value::Own(_) => Ok(self.heap.take(slot)),
            Value::Tag(shape) if self.code.facts(shape).drop.is_some() => Ok(self.heap.take(slot)),
            _ => Ok(value),
        }
    }

    /// What a place holds, to look at: an owned value stays where it is and is answered as its place.
    pub fn peek(&self, place: Value) -> Value {
        match place {
            Value::Ref(slot) => match self.heap.get(slot) {
                Value::Own(_) => place,
                value => value,
            },
            other => other,
        }
    }

    /// Follows references as far as they go: the last place, and what it holds; a chain without end holds a moved value.
    pub fn peel(&self, mut place: Value) -> (Value, Value) {
        for _ in 0..LONGEST_CHAIN {
            let Value::Ref(slot) = place else {
                return (place, place);
            };
            match self.heap.get(slot) {
                inner @ (Value::Ref(_)
                | Value::Slice { .. }
                | Value::Str { .. }
                | Value::StaticStr { .. }) => {
                    place = inner;
                }
                value => return (place, value),
            }
        }
        (place, Value::Moved)
    }

    /// One `*` on a value that is not a reference.
    pub fn link(&self, value: Value) -> Link {
        if let Some(place) = self.deref_builtin(value) {
            return Link::Place(place);
        }
        let tag = self.tag_of(value);
        match value {
            Value::Own(object) => {
                if let Some(place) = self.heap.object(object).rows(object) {
                    return Link::Place(place);
                }
            }
            Value::Tag(_) => {}
            _ => return Link::End,
        }
        match self.code.find_own_function(tag, self.code.names.deref) {
            Some(function) => Link::Call(function),
            None => Link::End,
        }
    }

    /// Performs a place instruction (or `CallMethod`, iteration …) from `base`, which may have been found by a
    /// user's `deref`.
    pub fn place_op(&mut self, op: Op, base: Value) -> Result<Flow, Trap> {
        match op {
            Op::RefField { dst, field, .. } => match self.field(base, field)? {
                Some(slot) => self.set(dst, Value::Ref(slot)),
                None => return Ok(Flow::Again),
            },
            Op::GetField { dst, field, .. } => match self.field(base, field)? {
                Some(slot) => {
                    let value = self.use_slot(slot)?;
                    self.set(dst, value);
                }
                None => return Ok(Flow::Again),
            },
            Op::RefIndex { dst, index, .. } => return self.index(dst, base, index, false),
            Op::GetIndex { dst, index, .. } => return self.index(dst, base, index, true),
            Op::Deref { dst, .. } => return self.deref(dst, base),
            Op::CallMethod {
                dst,
                method,
                args,
                argc,
            } => {
                return self.call_method(dst, method, args, argc, base);
            }
            Op::IterNext { dst, exit, .. } => return self.iter_next_at(dst, base, exit),
            Op::OpAssign { op, place, src } => {
                self.set(place, base);
                return self.op_assign(op, place, src);
            }
            _ => return Err(unsupported("a place where none is expected")),
        }
        Ok(Flow::Next)
    }

    /// The slot of a field, through pointers; `None` when a user's `deref` has been called to go on.
    fn field(&mut self, base: Value, field: Symbol) -> Result<Option<Slot>, Trap> {
        let mut place = base;
        loop {
            let (at, value) = self.peel(place);
            if let Value::Own(object) = value
                && let Some(Head::Shape(shape)) = self.heap.head(object)
                && let Some(index) = self.code.shapes[shape.index()].slot(field)
            {
                return Ok(Some(Slot {
                    object,
                    index: index as u32,
                }));
            }
            match self.link(value) {
                Link::Place(next) => place = next,
                Link::Call(function) => {
                    self.push_call(function, &[at], After::Place)?;
                    return Ok(None);
                }
                Link::End => {
                    let what = match value {
                        Value::Moved => "a value that has been moved".to_owned(),
                        _ => format!("`{}`", self.code.type_name(self.tag_of(value))),
                    };
                    let name = self.code.symbols.name(field);
                    return Err(unsupported(format!("no field `{name}` in {what}")));
                }
            }
        }
    }

    /// `*base`
    fn deref(&mut self, dst: Reg, base: Value) -> Result<Flow, Trap> {
        let held = match base {
            Value::Ref(slot) => self.heap.get(slot),
            other => other,
        };
        let place = match held {
            Value::Ref(_) | Value::Slice { .. } | Value::Str { .. } | Value::StaticStr { .. } => {
                held
            }
            _ => match self.link(held) {
                Link::Place(place) => place,
                Link::Call(function) => {
                    return self.push_call(function, &[base], After::Store(dst));
                }
                // `*x` of what the machine holds without a pointer of its own.
                Link::End => base,
            },
        };
        self.set(dst, place);
        Ok(Flow::Next)
    }

    /// `base[index]`: the place, or its value by use.
    fn index(&mut self, dst: Reg, base: Value, index: Reg, by_use: bool) -> Result<Flow, Trap> {
        let key = self.reg(index);
        let mut place = base;
        loop {
            let (at, value) = self.peel(place);
            if let Some(result) = self.index_builtin(at, value, key)? {
                if let Value::Own(id) = key
                    && matches!(self.heap.head(id), Some(Head::Shape(_)))
                    && matches!(
                        result,
                        Value::Slice { .. } | Value::Str { .. } | Value::StaticStr { .. }
                    )
                {
                    // The range is used up.
                    self.heap.free(id);
                    self.set(index, Value::Moved);
                }
                let result = match (by_use, result) {
                    (true, Value::Ref(slot)) => self.use_slot(slot)?,
                    (_, other) => other,
                };
                self.set(dst, result);
                return Ok(Flow::Next);
            }
            let tag = self.tag_of(value);
            if let Some(function) = self.code.find_own_function(tag, self.code.names.index) {
                let key = self.take(index);
                let after = if by_use {
                    After::Loaded(dst)
                } else {
                    After::Store(dst)
                };
                return self.push_call(function, &[at, key], after);
            }
            match self.link(value) {
                Link::Place(next) => place = next,
                Link::Call(function) => return self.push_call(function, &[at], After::Place),
                Link::End => {
                    let name = self.code.type_name(tag);
                    return Err(unsupported(format!("indexing a value of type `{name}`")));
                }
            }
        }
    }

    /// Indexing of rows, texts and maps; `None` for other types.
    fn index_builtin(
        &mut self,
        at: Value,
        value: Value,
        key: Value,
    ) -> Result<Option<Value>, Trap> {
        match value {
            Value::Str { .. } | Value::StaticStr { .. } => {
                return self.index_text(value, key).map(Some);
            }
            Value::Own(object) if matches!(self.heap.object(object), Object::Text(_)) => {
                return self.index_text(at, key).map(Some);
            }
            Value::Own(object) => {
                let head = self.heap.head(object);
                let map = matches!(
                    head,
                    Some(Head::Builtin(
                        TypeTag::HASH_MAP | TypeTag::BTREE_MAP | TypeTag::VEC_DEQUE
                    ))
                );
                if map {
                    let mut dropped = Vec::new();
                    let mut context = self.context(&mut dropped);
                    return natives::index(&mut context, object, key)
                        .map(|slot| Some(Value::Ref(slot)));
                }
            }
            _ => {}
        }
        let Some((object, start, len)) = types::elements(self.heap, value) else {
            return Ok(None);
        };
        if let Some(index) = self.key_number(key) {
            if index >= u64::from(len) {
                return Err(Trap::Panic(format!(
                    "index out of bounds: the len is {len} but the index is {index}"
                )));
            }
            return Ok(Some(Value::Ref(Slot {
                object,
                index: start + index as u32,
            })));
        }
        let (from, to) = self.range(key, u64::from(len))?;
        if from > to {
            return Err(Trap::Panic(format!(
                "slice index starts at {from} but ends at {to}"
            )));
        }
        if to > u64::from(len) {
            return Err(Trap::Panic(format!(
                "range end index {to} out of range for slice of length {len}"
            )));
        }
        Ok(Some(Value::Slice {
            object,
            start: start + from as u32,
            len: (to - from) as u32,
        }))
    }

    fn key_number(&self, key: Value) -> Option<u64> {
        match self.heap.look_through(key) {
            Value::Int(_, index) => Some(index as u64),
            _ => None,
        }
    }

    /// Start and end of a range value over something of `len`; a start beyond an open end panics.
    fn range(&mut self, key: Value, len: u64) -> Result<(u64, u64), Trap> {
        let value = self.heap.look_through(key);
        let bound = |step: &Self, index: u32| match value {
            Value::Own(object) => step
                .key_number(step.heap.get(Slot { object, index }))
                .unwrap_or(0),
            _ => 0,
        };
        let past = |end: u64| {
            end.checked_add(1).ok_or_else(|| {
                Trap::Panic(format!(
                    "range end index {end} out of range for slice of length {len}"
                ))
            })
        };
        match self.heap.shape_of(value) {
            Some(ShapeId::RANGE) => Ok((bound(self, 0), bound(self, 1))),
            Some(ShapeId::RANGE_INCLUSIVE) => Ok((bound(self, 0), past(bound(self, 1))?)),
            Some(ShapeId::RANGE_FROM) => {
                let from = bound(self, 0);
                if from > len {
                    return Err(Trap::Panic(format!(
                        "range start index {from} out of range for slice of length {len}"
                    )));
                }
                Ok((from, len))
            }
            Some(ShapeId::RANGE_TO) => Ok((0, bound(self, 0))),
            Some(ShapeId::RANGE_TO_INCLUSIVE) => Ok((0, past(bound(self, 0))?)),
            Some(ShapeId::RANGE_FULL) => Ok((0, len)),
            _ => Err(unsupported(
                "an index that is neither an integer nor a range",
            )),
        }
    }

    /// `text[range]`, with std's panics.
    fn index_text(&mut self, text: Value, key: Value) -> Result<Value, Trap> {
        let contents = self
            .heap
            .read_str(self.code, text)
            .ok_or_else(|| unsupported("indexing a text that is gone"))?
            .to_owned();
        let len = contents.len() as u64;
        let (from, to) = match self.heap.shape_of(self.heap.look_through(key)) {
            // An open end does not panic here but below, with the text's own message.
            Some(ShapeId::RANGE_FROM) => (self.range(key, u64::MAX)?.0, len),
            _ => self.range(key, len)?,
        };
        if from > len {
            return Err(Trap::Panic(format!(
                "start byte index {from} is out of bounds of `{contents}`"
            )));
        }
        if to > len {
            return Err(Trap::Panic(format!(
                "end byte index {to} is out of bounds of `{contents}`"
            )));
        }
        if from > to {
            return Err(Trap::Panic(format!(
                "begin > end ({from} > {to}) when slicing `{contents}`"
            )));
        }
        for (edge, at) in [("start", from as usize), ("end", to as usize)] {
            if !contents.is_char_boundary(at) {
                return Err(Trap::Panic(inside_character(edge, at, &contents)));
            }
        }
        let (from, len) = (from as u32, (to - from) as u32);
        Ok(match self.peel(text).1 {
            Value::Str { object, start, .. } => Value::Str {
                object,
                start: start + from,
                len,
            },
            Value::StaticStr {
                constant, start, ..
            } => Value::StaticStr {
                constant,
                start: start + from,
                len,
            },
            Value::Own(object) => Value::Str {
                object,
                start: from,
                len,
            },
            _ => return Err(unsupported("indexing a text that is gone")),
        })
    }

    // Captures.

    /// The place of a captured variable.
    pub fn ref_capture(&mut self, dst: Reg, index: u16) -> Result<(), Trap> {
        let frame = self.vm.frame().copied();
        let Some((object, function)) = frame.and_then(|it| Some((it.env?, it.function))) else {
            return Err(unsupported("a captured variable outside a closure"));
        };
        let slot = Slot {
            object,
            index: u32::from(index),
        };
        let moves = self.code.functions[function.index()].holds_value(index);
        let place = match self.heap.get(slot) {
            held @ Value::Ref(_) if !moves => held,
            _ => Value::Ref(slot),
        };
        self.set(dst, place);
        Ok(())
    }

    /// What a closure without `move` captures of a variable that it uses by value.
    pub fn capture(&mut self, dst: Reg, place: Reg) -> Result<(), Trap> {
        let place = self.reg(place);
        let value = match place {
            Value::Ref(slot) => match self.heap.get(slot) {
                Value::Own(_) | Value::Tag(_)
                    if !types::is_copy(self.code, self.heap, self.heap.get(slot)) =>
                {
                    self.heap.take(slot)
                }
                _ => place,
            },
            other => other,
        };
        self.set(dst, value);
        Ok(())
    }

    // Composites.

    /// `argc` argument registers, moved out into a fixed array that is `Moved`; how many.
    #[inline]
    pub fn take_args(&mut self, args: Reg, argc: u8, values: &mut Args) -> usize {
        self.take_args_at(self.slot(args).index, argc, values)
    }

    /// The same, from register `start` of the register file on.
    #[inline]
    pub fn take_args_at(&mut self, start: u32, argc: u8, values: &mut Args) -> usize {
        let count = usize::from(argc).min(values.len());
        let start = start as usize;
        let file = self.vm.stack.0 & !crate::heap::STACK_BIT;
        let window = self.heap.stacks.get_mut(file).get_mut(start..start + count);
        for (value, register) in values.iter_mut().zip(window.unwrap_or_default()) {
            *value = std::mem::replace(register, Value::Moved);
        }
        count
    }

    /// `count` registers from `first`, moved out.
    pub fn take_window(&mut self, first: Reg, count: usize) -> crate::object::Slots {
        let start = self.slot(first).index as usize;
        let stack = self
            .heap
            .stacks
            .get_mut(self.vm.stack.0 & !crate::heap::STACK_BIT);
        let Some(window) = stack.get_mut(start..start + count) else {
            return crate::object::Slots::new();
        };
        let slots = crate::object::slots_of(window);
        window.fill(Value::Moved);
        slots
    }

    pub fn make(&mut self, dst: Reg, shape: ShapeId, args: Reg) -> Result<(), Trap> {
        let count = self.code.shapes[shape.index()].fields.len();
        let value = match count {
            0 if shape == ShapeId::tuple(0) => Value::Unit,
            0 => Value::Tag(shape),
            _ => {
                let slots = self.take_window(args, count);
                self.heap.alloc_slots(Head::Shape(shape), slots)?
            }
        };
        self.set(dst, value);
        Ok(())
    }

    pub fn array(&mut self, dst: Reg, args: Reg, len: u16) -> Result<(), Trap> {
        let slots = self.take_window(args, usize::from(len));
        let value = self
            .heap
            .alloc_slots(Head::Builtin(TypeTag::ARRAY), slots)?;
        self.set(dst, value);
        Ok(())
    }

    pub fn array_repeat(&mut self, dst: Reg, value: Reg, len: Reg) -> Result<Flow, Trap> {
        let len = self
            .heap
            .read_usize(self.reg(len))
            .ok_or_else(|| unsupported("an array length that is no number"))?;
        let value = self.take(value);
        self.begin_repeat(value, len, TypeTag::ARRAY, After::Store(dst))
    }

    pub fn closure(&mut self, dst: Reg, function: FnId, args: Reg) -> Result<(), Trap> {
        let count = usize::from(self.code.functions[function.index()].captures);
        let slots = self.take_window(args, count);
        let value = self.heap.alloc_slots(Head::Closure(function), slots)?;
        self.set(dst, value);
        Ok(())
    }

    /// Number of elements of what the place holds.
    pub fn len(&mut self, dst: Reg, place: Reg) -> Result<(), Trap> {
        let (_, value) = self.peel(self.reg(place));
        let len = match types::elements(self.heap, value) {
            Some((_, _, len)) => len as usize,
            None => match self.heap.read_str(self.code, value) {
                Some(text) => text.len(),
                None => return Err(unsupported("the length of a value without elements")),
            },
        };
        self.set(dst, Value::Int(IntKind::Usize, len as i64));
        Ok(())
    }
}

/// std's message for an index within a character.
fn inside_character(edge: &str, at: usize, text: &str) -> String {
    let start = (0..at)
        .rev()
        .find(|it| text.is_char_boundary(*it))
        .unwrap_or(0);
    let character = text[start..].chars().next().unwrap_or('\0');
    let end = start + character.len_utf8();
    format!(
        "{edge} byte index {at} is not a char boundary; it is inside {character:?} (bytes {start}..{end}) of `{text}`"
    )
}
