//! Functions that only give what a variant holds when their receiver is of that variant, as `unwrap` and `expect` do:
//! found by what their code does, and then done at once, for as many instructions as the code takes.

use interleave_program::{
    FnId, Function, MethodTarget, Op, Program, Reg, SelfKind, ShapeId, Symbol,
};

use crate::code::Code;
use crate::heap::STACK_BIT;
use crate::object::Object;
use crate::step::Step;
use crate::types;
use crate::value::{Slot, Value};
use crate::vm::MAX_DEPTH;

/// What such a function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// The variant, which has one field.
    pub shape: ShapeId,
    /// Its type has no `Drop` and is not one that is always moved.
    pub is_simple: bool,
    /// The function's own parameters and registers.
    pub params: u8,
    pub registers: u16,
    /// How many instructions of the function run then.
    pub instructions: u64,
}

impl Given {
    /// What `function` gives of its receiver, when that is all that it does for one variant: the first arm of its
    /// `match self` is `Variant(it) => it`.
    pub(crate) fn find(program: &Program, function: &Function) -> Option<Self> {
        let code = function.code.as_slice();
        let &[
            Op::RefLocal {
                dst: this,
                src: Reg(0),
            },
            Op::TestShape {
                dst: is_it,
                place: tested,
                shape,
            },
            Op::JumpIfNot { cond, .. },
            Op::Copy {
                dst: matched,
                src: copied,
            },
            Op::Bool {
                dst: mode,
                value: false,
            },
            Op::PatPeel {
                place: peeled,
                mode: noted,
            },
            Op::RefField {
                dst: field,
                base: of,
                field: name,
            },
            Op::Bind {
                dst: bound,
                place: from,
                mode: by,
            },
            Op::Use {
                dst: result,
                src: used,
            },
            Op::Drop { reg: dropped },
            Op::Jump { target },
            ..,
        ] = code
        else {
            return None;
        };
        let fits = [
            (this, tested),
            (this, copied),
            (is_it, cond),
            (matched, peeled),
            (matched, of),
            (mode, noted),
            (mode, by),
            (field, from),
            (bound, used),
            (bound, dropped),
        ];
        let differ = [
            (this, is_it),
            (matched, mode),
            (field, mode),
            (bound, result),
        ];
        let written = [this, is_it, matched, mode, field, bound, result];
        let is_so = fits.into_iter().all(|(one, other)| one == other)
            && differ.into_iter().all(|(one, other)| one != other)
            && written
                .into_iter()
                .all(|reg| reg.0 >= u16::from(function.params))
            && function.self_kind == SelfKind::Value
            && matches!(code.get(target as usize), Some(Op::Return { src }) if *src == result);
        let is_only = program
            .shapes
            .get(shape.index())
            .is_some_and(|it| it.fields.len() == 1 && it.slot(name) == Some(0));
        (is_so && is_only).then_some(Self {
            shape,
            is_simple: false,
            params: function.params,
            registers: function.registers,
            instructions: 12,
        })
    }
}

impl Step<'_> {
    /// What the method `name` gives of the receiver at a place, when it is [such a function](Given) and there is fuel
    /// for it; with how many instructions that takes. `window` is where its `argc` arguments begin; those besides the
    /// receiver own nothing. Otherwise nothing has been done.
    pub fn given(
        &mut self,
        receiver: Value,
        name: Symbol,
        window: u32,
        argc: u8,
        fuel: u64,
    ) -> Option<(Value, u64)> {
        let Value::Ref(place) = receiver else {
            return None;
        };
        let &Value::Own(id) = self.heap.get_ref(place)? else {
            return None;
        };
        let (shape, _) = self.heap.object(id).fields()?;
        let (function, given) = given_by(self.code, shape, name)?;
        let held = self.give((function, given), place, window, argc, fuel)?;
        Some((held, given.instructions))
    }

    /// What such a function gives of its receiver at a place, as above.
    #[inline(always)]
    pub fn give(
        &mut self,
        (function, given): (FnId, Given),
        place: Slot,
        window: u32,
        argc: u8,
        fuel: u64,
    ) -> Option<Value> {
        let &Value::Own(id) = self.heap.get_ref(place)? else {
            return None;
        };
        let (shape, slots) = self.heap.object(id).fields()?;
        let &[held] = slots.as_slice() else {
            return None;
        };
        let body = &self.code.functions[function.index()];
        let is_quick = given.shape == shape
            && given.instructions <= fuel
            && body.params == argc
            && self.vm.frames.len() < MAX_DEPTH;
        if !is_quick || matches!(held, Value::Moved) {
            return None;
        }
        let is_copy = types::is_copy(self.code, self.heap, Value::Own(id));
        // A copy inside is made anew, and the receiver is too when it is one.
        if matches!(held, Value::Own(_)) && (is_copy || types::is_copy(self.code, self.heap, held))
            || is_copy && !self.heap.has_room(size_of::<Object>())
        {
            return None;
        }
        let end = window as usize + usize::from(body.registers);
        self.heap.grow_stack(self.vm.stack, end).ok()?;
        let stack = self.heap.stacks.get_mut(self.vm.stack.0 & !STACK_BIT);
        stack[window as usize + usize::from(argc)..end].fill(Value::Moved);
        if !is_copy {
            self.heap.set(place, Value::Moved);
            self.heap.discard(id);
        }
        Some(held)
    }
}

/// The method `name` of a type, from the shape of a value, when it is such a function.
fn given_by(code: &Code, shape: ShapeId, name: Symbol) -> Option<(FnId, Given)> {
    let facts = code.facts(shape);
    if facts.drop.is_some() {
        return None;
    }
    let tag = code.shapes[shape.index()].tag;
    let method = code.find_own_method(tag, name)?;
    let MethodTarget::Fn(function) = method.target else {
        return None;
    };
    if method.self_kind != SelfKind::Value {
        return None;
    }
    Some((function, *code.given(function)?))
}
