//! Functions of the prelude that ask the machine for something, and of what it answers make a value, as `sleep` and
//! `spawn` do: found by what their code does, and then done at once where the machine [may answer](crate::ahead), for as
//! many instructions as the code takes.

use interleave_program::{FnId, Function, Native, Op, Program, Reg, ShapeId, Sys};

use crate::ahead;
use crate::code::Code;
use crate::heap::Heap;
use crate::object::Head;
use crate::quick;
use crate::registers::Registers;
use crate::value::Value;
use crate::vm::{MAX_DEPTH, Vm};

/// Such a function.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LibraryCall {
    /// How many registers it has.
    registers: u16,
    made: Made,
}

/// What it gives.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Made {
    /// A composite of the instant that is its argument, a duration, from now, and of these two.
    Deadline { shape: ShapeId, rest: [Value; 2] },
    /// The handle of a task that polls its argument, spawned in the present runtime.
    Handle,
}

/// How many instructions come after the answer with which an instant is made.
const AFTER_NOW: u64 = 6;
/// How many instructions are before the syscall that spawns, and how many come after it.
const BEFORE_SPAWN: u64 = 4;
const AFTER_SPAWN: u64 = 1;

/// Those of a program.
#[derive(Debug)]
pub(crate) struct LibraryCalls {
    /// By function: 0, or its place among the others and 1.
    places: Vec<u8>,
    calls: Vec<LibraryCall>,
}

impl LibraryCalls {
    /// Those of a program whose constants have these values.
    pub(crate) fn find(program: &Program, values: &[Value]) -> Self {
        let mut calls = Vec::new();
        let places = program.functions.iter().map(|function| {
            let made = deadline_made(program, function).or_else(|| handle_made(function, values));
            let Some(made) = made.filter(|_| function.is_prelude && function.params == 1) else {
                return 0;
            };
            calls.push(LibraryCall {
                registers: function.registers,
                made,
            });
            // There are few of them in a prelude; more are called as all others.
            u8::try_from(calls.len()).unwrap_or(0)
        });
        let places = places.collect();
        Self { places, calls }
    }

    /// Whether the function is one of them.
    #[inline(always)]
    pub(crate) fn has(&self, function: FnId) -> bool {
        self.places.get(function.index()).is_some_and(|it| *it > 0)
    }

    fn get(&self, function: FnId) -> Option<&LibraryCall> {
        let place = *self.places.get(function.index())?;
        self.calls.get(usize::from(place).checked_sub(1)?)
    }
}

/// The body of a function that makes a composite of `deadline_after(now, argument)`, an integer and a `bool`.
fn deadline_made(program: &Program, function: &Function) -> Option<Made> {
    let &[
        Op::Sys {
            dst: now,
            sys: Sys::RuntimeNow,
            argc: 0,
            ..
        },
        Op::Use {
            dst: by,
            src: Reg(0),
        },
        Op::Native {
            dst: deadline,
            native: Native::DeadlineAfter,
            args,
            argc: 2,
        },
        Op::Int {
            dst: second,
            kind,
            value,
        },
        Op::Bool {
            dst: third,
            value: flag,
        },
        Op::Make {
            dst: made,
            shape,
            args: fields,
        },
        Op::Return { src },
    ] = function.code.as_slice()
    else {
        return None;
    };
    let is_so = now.0 > 0
        && [now, by] == [args, Reg(args.0 + 1)]
        && [deadline, second, third] == [fields, Reg(fields.0 + 1), Reg(fields.0 + 2)]
        && made == src;
    let has_three = (program.shapes.get(shape.index())).is_some_and(|it| it.fields.len() == 3);
    let rest = [Value::Int(kind, i64::from(value)), Value::Bool(flag)];
    (is_so && has_three).then_some(Made::Deadline { shape, rest })
}

/// The body of a function that spawns its argument's future in the present runtime.
fn handle_made(function: &Function, values: &[Value]) -> Option<Made> {
    let &[
        Op::Use {
            dst: used,
            src: Reg(0),
        },
        Op::Native {
            dst: future,
            native: Native::IntoFuture,
            args: asked,
            argc: 1,
        },
        Op::Const {
            dst: runtime,
            index: here,
        },
        Op::Const {
            dst: poller,
            index: text,
        },
        Op::Sys {
            dst: handle,
            sys: Sys::FutureSpawn,
            args,
            argc: 3,
        },
        Op::Return { src },
    ] = function.code.as_slice()
    else {
        return None;
    };
    let is_so = used == asked
        && [future, runtime, poller] == [args, Reg(args.0 + 1), Reg(args.0 + 2)]
        && handle == src;
    let is_here = values.get(here as usize).is_some_and(ahead::is_here);
    let has_text = matches!(values.get(text as usize), Some(Value::Fn(_)));
    (is_so && is_here && has_text).then_some(Made::Handle)
}

/// `Op::Call` of [such a function](LibraryCalls::has) by the frame on top, whose registers these are; there is `room` for
/// so many in all from its first one on. Whether it has been done, and fuel used for it. If not, nothing has been done.
#[inline(never)]
pub(crate) fn call(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    op: &Op,
    room: u32,
) -> bool {
    let Op::Call {
        dst,
        function,
        args,
        argc: 1,
    } = *op
    else {
        return false;
    };
    let Some(LibraryCall { registers, made }) = code.library_calls.get(function) else {
        return false;
    };
    if u32::from(args.0) + u32::from(*registers) > room || vm.frames.len() >= MAX_DEPTH {
        return false;
    }
    match made {
        Made::Deadline { shape, rest } => deadline(vm, heap, regs, [dst, args], (*shape, rest)),
        Made::Handle => handle(vm, code, heap, regs, [dst, args]),
    }
}

#[inline(always)]
fn deadline(
    vm: &mut Vm,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
    (shape, rest): (ShapeId, &[Value; 2]),
) -> bool {
    let Some(deadline) = ahead::asks_for_time(vm, heap, AFTER_NOW)
        .and_then(|now| quick::deadline(&now, regs.look(args)))
    else {
        return false;
    };
    let Some((made, fields)) = heap.alloc_few_empty::<3>(Head::Shape(shape)) else {
        return false;
    };
    *fields = [deadline, rest[0], rest[1]];
    // As a call, this takes its argument, and what is left in the registers behind it means nothing.
    regs.set(args, Value::Moved);
    regs.set(dst, Value::Own(made));
    ahead::asked_for_time(vm, heap, AFTER_NOW);
    true
}

#[inline(never)]
fn handle(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
) -> bool {
    let future = *regs.look(args);
    let around = [BEFORE_SPAWN, AFTER_SPAWN];
    let Some(handle) = ahead::spawned_at_once(vm, code, heap, future, around) else {
        return false;
    };
    // As above.
    regs.set(args, Value::Moved);
    regs.set(dst, Value::Own(handle));
    true
}
