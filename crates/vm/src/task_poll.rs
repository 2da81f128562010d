//! The polls of the body that a task polls itself, with nothing else on its stack: from the engine's answer straight to
//! the body's frame, and straight back when that waits or has ended. Whatever is not as simple goes level by level
//! ([`crate::task`], [`crate::coroutine`]), and comes to the same.

use interleave_program::{IntKind, Reg, Sys};
use smallvec::SmallVec;

use crate::calls_at_once::{owns_none, owns_nothing_else};
use crate::code::Code;
use crate::coroutine::{RUNNING, is_owner};
use crate::frame::{Activity, After, Body, Frame, Poll};
use crate::halt::{Halt, MAX_SYS_ARGS};
use crate::heap::{Heap, STACK_BIT};
use crate::object::{Head, Object};
use crate::registers::Registers;
use crate::step::Step;
use crate::task::{BUDGET, CONTEXT, NO_STACK, NOTHING_LEFT, REGISTERS};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::Vm;

/// The levels of a stack; few that are no threads of the program's have more than one for long.
pub(crate) type Levels = SmallVec<[Activity; 1]>;

/// Room for levels that nobody uses at present, so that not every poll asks the allocator. What is left in it means
/// nothing, and owns nothing. No part of a run's state.
#[derive(Debug, Default)]
pub(crate) struct Spare(Vec<Levels>);

/// Most that is kept: as many as poll at a time, or nearly.
const MOST_SPARE: usize = 16;

impl Clone for Spare {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Spare {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Spare {
    /// Keeps room that has been in use, unless there is enough.
    #[inline(always)]
    fn keep(&mut self, room: Levels) {
        if self.0.len() < MOST_SPARE {
            self.0.push(room);
        }
    }
}

impl Vm {
    /// A poll begins: takes room for its frames, if some is to spare.
    pub(crate) fn make_room(&mut self, spare: &mut Spare) {
        if !self.frames.spilled()
            && let Some(mut room) = spare.0.pop()
        {
            room.clear();
            // Without room of their own there is one level at most.
            if let Some(level) = self.frames.pop() {
                room.push(level);
            }
            self.frames = room;
        }
    }

    /// A task that waits needs room for its loop only, and there may be a million of them.
    pub(crate) fn give_room_back(&mut self, spare: &mut Spare) {
        if !self.frames.spilled() || self.frames.len() > 1 {
            return;
        }
        let mut room = std::mem::take(&mut self.frames);
        if let Some(level) = room.pop() {
            self.frames.push(level);
        }
        spare.keep(room);
    }
}

impl Step<'_> {
    /// Begins the next poll of the task, which may do so much, and has this number if it has not begun before; whether it
    /// has. If not, nothing has been done.
    #[inline(always)]
    pub fn poll_at_once(&mut self, number: Option<u32>, budget: Value) -> bool {
        let (vm, heap) = (&mut *self.vm, &mut *self.heap);
        let (
            &[
                Activity::Task(Body {
                    future: Some(id),
                    number: known,
                }),
            ],
            Value::Int(_, 0..),
        ) = (vm.frames.as_slice(), budget)
        else {
            return false;
        };
        let Some(number) = known.or(number).filter(|_| vm.panicking.is_none()) else {
            return false;
        };
        let Some(Object::Slots {
            head:
                Head::Coroutine {
                    function,
                    at,
                    stack,
                },
            ..
        }) = heap.objects.get_mut(id.0 as usize)
        else {
            return false;
        };
        let (Some(&registers), Some(room)) = (heap.lendable.last(), heap.spare.0.last_mut()) else {
            return false;
        };
        let (
            [
                Activity::Task(lowest),
                Activity::Poll(poll),
                Activity::Code(frame),
            ],
            Some([left, _, _, Value::Ref(target)]),
        ) = (
            room.as_mut_slice(),
            heap.stacks
                .get_mut(registers.0 & !STACK_BIT)
                .first_chunk_mut::<{ REGISTERS as usize }>(),
        )
        else {
            return false;
        };
        if *at >= RUNNING {
            return false;
        }
        *left = budget;
        let target = *target;
        *lowest = Body {
            future: Some(id),
            number: Some(number),
        };
        *poll = Poll {
            coroutine: id,
            outer: registers,
            after: After::Job,
        };
        *frame = Frame {
            function: *function,
            pc: *at,
            base: 0,
            env: Some(id),
            env_ends: false,
            after: After::Job,
        };
        *at = RUNNING;
        vm.unpark();
        vm.stack = *stack;
        let context = Value::Ref(Slot {
            object: registers,
            index: CONTEXT,
        });
        let file = stack.0 & !STACK_BIT;
        if let Some(first) = heap.stacks.get_mut(file).first_mut() {
            *first = context;
        }
        if let Some(Object::Slots { slots, .. }) = heap.objects.get_mut(target.object.0 as usize)
            && let Some(place) = slots.get_mut(target.index as usize)
        {
            *place = Value::Int(IntKind::Usize, number.into());
        }
        heap.lendable.pop();
        if let Some(room) = heap.spare.0.pop() {
            // The level that is left there is the first of these.
            std::mem::forget(std::mem::replace(&mut vm.frames, room));
        }
        heap.ahead.polls_with(registers);
        true
    }

    /// The body waits, and the task with it: halts for that, to go on so many instructions after the following one; whether it has.
    /// If not, nothing has been done.
    #[inline(always)]
    pub fn park_at_once(&mut self, more: u32) -> bool {
        let (vm, heap) = (&mut *self.vm, &mut *self.heap);
        let &[
            Activity::Task(lowest),
            Activity::Poll(Poll {
                coroutine,
                outer,
                after: After::Job,
            }),
            Activity::Code(Frame { function, pc, .. }),
        ] = vm.frames.as_slice()
        else {
            return false;
        };
        let Some(Head::Coroutine { at, .. }) = heap.try_head_mut(coroutine) else {
            return false;
        };
        let pc = pc + more;
        *at = pc;
        if !self.code.functions[function.index()].is_prelude {
            vm.park(function, pc);
        }
        let waits = SmallVec::from_buf([Activity::Task(lowest)]);
        heap.spare.keep(std::mem::replace(&mut vm.frames, waits));
        let mut args = [Value::Moved; MAX_SYS_ARGS];
        args[0] = self.end_poll(outer);
        self.vm.waiting = Some(After::Job);
        self.heap.halt_for_sys(Sys::FuturePark, args);
        true
    }

    /// The body has given `value`, and so has the task: halts with that; whether it has. If not, nothing has been done.
    #[inline(always)]
    pub fn end_at_once(&mut self, value: Value) -> bool {
        let (vm, heap) = (&mut *self.vm, &mut *self.heap);
        let &[
            Activity::Task(Body {
                future: Some(id), ..
            }),
            Activity::Poll(Poll {
                coroutine,
                outer,
                after: After::Job,
            }),
        ] = vm.frames.as_slice()
        else {
            return false;
        };
        let Object::Slots {
            head: Head::Coroutine { stack, .. },
            slots,
        } = heap.object(id)
        else {
            return false;
        };
        if id != coroutine || slots.iter().any(is_owner) {
            return false;
        }
        let stack = *stack;
        let mut room = std::mem::take(&mut vm.frames);
        room.push(Activity::Code(Frame::default()));
        self.end_poll_of(room, outer, (id, stack), value);
        true
    }

    /// The same with all levels of the poll.
    #[inline(always)]
    fn end_poll_of(
        &mut self,
        levels: Levels,
        outer: ObjectId,
        (body, registers): (ObjectId, ObjectId),
        value: Value,
    ) {
        self.heap.spare.keep(levels);
        if let Value::Int(_, left) = self.end_poll(outer) {
            self.vm.left = u8::try_from(left).unwrap_or(NOTHING_LEFT);
        }
        // What is left in its registers owns nothing.
        self.heap.free_stack(registers);
        self.heap.discard(body);
        self.heap.halt(Halt::Finished(value));
    }

    /// The poll is over that has been lent these registers; what is left of its budget.
    #[inline(always)]
    fn end_poll(&mut self, registers: ObjectId) -> Value {
        self.vm.stack = NO_STACK;
        self.heap.lendable.push(registers);
        let lent = self.heap.stacks.get(registers.0 & !STACK_BIT);
        *lent.get(BUDGET as usize).unwrap_or(&Value::Moved)
    }
}

/// The body, whose frame is on top with these registers, gives what `src` holds, and so does the task: halts with that,
/// when nothing has to be dropped; whether it has. If not, nothing has been done.
#[inline(never)]
pub(crate) fn end_body(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    src: Reg,
) -> bool {
    let &[
        Activity::Task(Body {
            future: Some(id), ..
        }),
        Activity::Poll(Poll {
            coroutine,
            outer,
            after: After::Job,
        }),
        Activity::Code(frame),
    ] = vm.frames.as_slice()
    else {
        return false;
    };
    let Some(Object::Slots {
        head: Head::Coroutine { stack, .. },
        slots,
    }) = heap.objects.get(id.0 as usize)
    else {
        return false;
    };
    let stack = *stack;
    let owns_nothing = code
        .owned_at_returns(frame.function)
        .is_some_and(|owned| owns_none(regs, owned, src));
    if !owns_nothing || id != coroutine || slots.iter().any(is_owner) {
        return false;
    }
    debug_assert!(
        owns_nothing_else(code, regs, &frame, src),
        "a register that is not looked at owns something when `{}` returns",
        code.functions[frame.function.index()].name
    );
    let value = regs.take(src);
    let levels = std::mem::take(&mut vm.frames);
    Step { vm, code, heap }.end_poll_of(levels, outer, (id, stack), value);
    true
}
