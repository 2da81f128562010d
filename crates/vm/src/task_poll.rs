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
use crate::prefetch::prefetch;
use crate::registers::Registers;
use crate::step::Step;
use crate::task::{BUDGET, CONTEXT, NO_STACK, NOTHING_LEFT, REGISTERS};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::{Parcel, Rest, Vm};

/// The levels of a stack; few that are no threads of the program's have more than one for long.
pub(crate) type Levels = SmallVec<[Activity; 1]>;

/// How many levels a task has whose body is polled: its own, the poll, and the body.
const POLLING: usize = 3;

/// Machines, and room for levels, that nobody uses at present, so that not every poll asks the allocator. What is left in
/// the levels means nothing, and owns nothing. No part of a run's state.
#[derive(Debug, Default)]
pub(crate) struct Spare {
    #[expect(clippy::vec_box, reason = "they go from box to box")]
    vms: Vec<Box<Vm>>,
    rooms: Vec<Levels>,
}

/// Most rooms that are kept: for as many as poll at a time, or nearly.
const MOST_SPARE: usize = 16;

/// How many machines further down one is asked for when one is taken.
const MACHINES_AHEAD: usize = 3;

/// Most levels for which a machine to spare has room.
pub(crate) const MOST_LEVELS: usize = 64;

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
    /// A machine to spare, if there is one.
    #[inline(always)]
    pub(crate) fn take_vm(&mut self) -> Option<Box<Vm>> {
        self.vms.pop()
    }

    /// Keeps a machine that is of no use any more: one at rest, or that has been torn down.
    #[inline(always)]
    pub(crate) fn keep_vm(&mut self, vm: Box<Vm>) {
        self.vms.push(vm);
    }

    /// A machine whose registers are in the file `stack`, in memory of its own.
    #[inline]
    pub(crate) fn new_vm(&mut self, stack: ObjectId, parcel: Parcel) -> Box<Vm> {
        match self.vms.pop() {
            Some(mut vm) => {
                // Who starts one thread starts many.
                if let Some(soon) = self.vms.iter().nth_back(MACHINES_AHEAD) {
                    prefetch(&**soon);
                }
                vm.start_anew(stack, parcel);
                vm
            }
            None => Box::new(Vm::on_stack(stack, parcel)),
        }
    }

    /// The machine in memory of its own.
    pub(crate) fn make_vm(&mut self, vm: Vm) -> Box<Vm> {
        match self.vms.pop() {
            Some(mut memory) => {
                memory.become_this(vm);
                memory
            }
            None => Box::new(vm),
        }
    }

    /// How many bytes the machines are, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.vms.len() * (size_of::<Vm>() + POLLING * size_of::<Activity>())
    }
}

impl Vm {
    /// A poll begins: takes room for its frames, if some is to spare.
    pub(crate) fn make_room(&mut self, spare: &mut Spare) {
        if !self.frames.spilled()
            && let Some(mut room) = spare.rooms.pop()
        {
            room.clear();
            // Without room of their own there is one level at most.
            if let Some(level) = self.frames.pop() {
                room.push(level);
            }
            self.frames = room;
        }
    }

    /// A thread that waits in its own loop needs room for that only, and there may be a million of them. A task that waits
    /// has no levels at all.
    pub(crate) fn give_room_back(&mut self, spare: &mut Spare) {
        if self.is_task || !self.frames.spilled() || self.frames.len() > 1 {
            return;
        }
        let mut room = std::mem::take(&mut self.frames);
        if let Some(level) = room.pop() {
            self.frames.push(level);
        }
        if spare.rooms.len() < MOST_SPARE {
            spare.rooms.push(room);
        }
    }

    /// What a runtime's task polls, and its number, once it has begun.
    #[inline(always)]
    pub(crate) fn polled(&self) -> Option<(ObjectId, u32)> {
        match self.frames.first()? {
            Activity::Task(body) => Some((body.future?, body.number?)),
            _ => None,
        }
    }

    /// Begins the next poll of the task whose machine this is, and which waits for that; whether it has. If not, nothing has
    /// been done.
    pub(crate) fn poll_at_once(&mut self, heap: &mut Heap, budget: Value) -> bool {
        let Some((body, number)) = self.polled() else {
            return false;
        };
        let begins = self.frames.len() == 1
            && self.panicking.is_none()
            && self.begin_poll(heap, body, number, budget);
        if begins {
            self.waiting = None;
        }
        begins
    }

    /// Begins the next poll of the body by the task of this number, which may do so much, with a machine to spare or of that
    /// task; whether it has. If not, nothing has been done.
    #[inline(always)]
    pub(crate) fn begin_poll(
        &mut self,
        heap: &mut Heap,
        body: ObjectId,
        number: u32,
        budget: Value,
    ) -> bool {
        let (
            Some(Object::Slots {
                head:
                    Head::Coroutine {
                        function,
                        at,
                        stack,
                    },
                ..
            }),
            Some(&registers),
            Value::Int(_, 0..),
        ) = (
            heap.objects.get_mut(body.0 as usize),
            heap.lendable.last(),
            budget,
        )
        else {
            return false;
        };
        let Some([left, _, _, Value::Ref(target)]) = heap
            .stacks
            .get_mut(registers.0 & !STACK_BIT)
            .first_chunk_mut::<{ REGISTERS as usize }>()
        else {
            return false;
        };
        if *at >= RUNNING {
            return false;
        }
        *left = budget;
        let (target, stack) = (*target, *stack);
        let levels = [
            Activity::Task(Body {
                future: Some(body),
                number: Some(number),
            }),
            Activity::Poll(Poll {
                coroutine: body,
                outer: registers,
                after: After::Job,
            }),
            Activity::Code(Frame {
                function: *function,
                pc: *at,
                base: 0,
                env: Some(body),
                env_ends: false,
                after: After::Job,
            }),
        ];
        *at = RUNNING;
        match <&mut [Activity; POLLING]>::try_from(self.frames.as_mut_slice()) {
            // Nothing is left there that would have to be dropped.
            Ok(room) => std::mem::forget(std::mem::replace(room, levels)),
            Err(_) => self.lay_out(levels),
        }
        self.parked = 0;
        self.rest = Rest::No;
        self.stack = stack;
        if let Some(first) = heap.stacks.get_mut(stack.0 & !STACK_BIT).first_mut() {
            *first = Value::Ref(Slot {
                object: registers,
                index: CONTEXT,
            });
        }
        if let Some(Object::Slots { slots, .. }) = heap.objects.get_mut(target.object.0 as usize)
            && let Some(place) = slots.get_mut(target.index as usize)
        {
            *place = Value::Int(IntKind::Usize, number.into());
        }
        heap.lendable.pop();
        heap.ahead.polls_with(registers);
        true
    }

    /// Makes room for these levels, and no others.
    #[cold]
    #[inline(never)]
    fn lay_out(&mut self, levels: [Activity; POLLING]) {
        self.frames.clear();
        self.frames.extend(levels);
    }
}

impl Step<'_> {
    /// The body waits, and the task with it: halts for that, to go on so many instructions after the following one; whether it has.
    /// If not, nothing has been done.
    #[inline(always)]
    pub fn park_at_once(&mut self, more: u32) -> bool {
        let (vm, heap) = (&mut *self.vm, &mut *self.heap);
        let &[
            Activity::Task(Body {
                future: Some(_),
                number: Some(_),
            }),
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
        if vm.panicking.is_some() {
            return false;
        }
        let Some(Head::Coroutine { at, .. }) = heap.try_head_mut(coroutine) else {
            return false;
        };
        let pc = pc + more;
        *at = pc;
        if !self.code.functions[function.index()].is_prelude {
            vm.park(function, pc);
        }
        vm.rest = Rest::Parked;
        let mut args = [Value::Moved; MAX_SYS_ARGS];
        args[0] = self.end_poll(outer);
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
        if id != coroutine || slots.iter().any(is_owner) || vm.panicking.is_some() {
            return false;
        }
        let stack = *stack;
        // As many as the next poll has.
        vm.frames.push(Activity::Code(Frame::default()));
        self.end_poll_of(outer, (id, stack), value);
        true
    }

    /// The same.
    #[inline(always)]
    fn end_poll_of(
        &mut self,
        outer: ObjectId,
        (body, registers): (ObjectId, ObjectId),
        value: Value,
    ) {
        self.vm.rest = Rest::Ended;
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
    let is_simple = owns_nothing && id == coroutine && vm.panicking.is_none();
    if !is_simple || slots.iter().any(is_owner) {
        return false;
    }
    debug_assert!(
        owns_nothing_else(code, regs, &frame, src),
        "a register that is not looked at owns something when `{}` returns",
        code.functions[frame.function.index()].name
    );
    let value = regs.take(src);
    Step { vm, code, heap }.end_poll_of(outer, (id, stack), value);
    true
}
