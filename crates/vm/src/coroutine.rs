//! Coroutines: `async` bodies as objects. Making them, polling, suspending, ending, cancelling.
//!
//! A body's frame lives in a register file of its own, so that references into it stay right while it is suspended.
//! For the time of a poll the frame stands on the thread's stack, above a [`Poll`] level that remembers the register
//! file of the poller. Only the body itself suspends, never a function that it calls; so nothing but one frame has to
//! be kept, as in the state machine that rustc makes of it. Dropping a suspended body drops its live registers, the
//! highest first, then what it captured: cancellation.

use interleave_program::{FnId, Reg, ShapeId};

use crate::context::Trap;
use crate::frame::{Activity, After, Frame, Poll};
use crate::halt::Fault;
use crate::heap::STACK_BIT;
use crate::object::{Head, Object};
use crate::step::{Flow, Step, unsupported};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::MAX_DEPTH;

/// `Head::Coroutine::at` of a body that has panicked.
pub(crate) const PANICKED: u32 = u32::MAX;
/// … that has ended or was cancelled.
const ENDED: u32 = u32::MAX - 1;
/// … that is being polled. Where a body may go on is less than all of these.
pub(crate) const RUNNING: u32 = u32::MAX - 2;
/// … that has not begun.
const UNBEGUN: u32 = 0;

/// Whether a body goes on no more and owns nothing.
pub(crate) fn is_over(at: u32) -> bool {
    matches!(at, ENDED | PANICKED)
}

/// Whether a body has never been polled.
pub(crate) fn is_unbegun(at: u32) -> bool {
    at == UNBEGUN
}

/// Whether a body is in the middle of a poll: then its frame says where it is.
pub(crate) fn is_polled(at: u32) -> bool {
    at == RUNNING
}

/// Whether a value that a body has captured may have to be dropped.
#[inline]
pub(crate) fn is_owner(value: &Value) -> bool {
    matches!(value, Value::Own(_) | Value::Tag(_))
}

impl Step<'_> {
    /// A future of `function`'s body that has not begun.
    pub fn coroutine(&mut self, dst: Reg, function: FnId, args: Reg) -> Result<(), Trap> {
        let body = &self.code.functions[function.index()];
        let captures = usize::from(body.captures);
        let params = usize::from(body.params) - 1;
        let registers = usize::from(body.registers);
        let slots = self.take_window(args, captures);
        let stack = self.heap.new_stack();
        self.heap.grow_stack(stack, registers)?;
        for index in 0..params {
            let value = self.take(Reg(args.0 + (captures + index) as u16));
            let index = index as u32 + 1;
            let slot = Slot {
                object: stack,
                index,
            };
            self.heap.set(slot, value);
        }
        let head = Head::Coroutine {
            function,
            at: UNBEGUN,
            stack,
        };
        let value = self.heap.alloc_slots(head, slots)?;
        self.set(dst, value);
        Ok(())
    }

    /// Whether `future` borrows from the closure `env`, which has been called for the only time and given it: then the
    /// future owns the closure from now on, in the last of its parameters, which an `async` closure keeps free.
    pub fn takes_closure(&mut self, future: Value, env: ObjectId) -> bool {
        let Value::Own(id) = future else {
            return false;
        };
        let Some(Head::Coroutine {
            function, stack, ..
        }) = self.heap.head(id)
        else {
            return false;
        };
        let borrows = |value: &Value| matches!(value, Value::Ref(slot) if slot.object == env);
        if !self.heap.slots(id).iter().any(borrows) {
            return false;
        }
        let keeper = Slot {
            object: stack,
            index: u32::from(self.code.functions[function.index()].params) - 1,
        };
        self.heap.set(keeper, Value::Own(env));
        true
    }

    /// `Future::poll` of an `async` body.
    pub fn poll(&mut self, future: Value, context: Value, after: After) -> Result<Flow, Trap> {
        let (_, value) = self.peel(future);
        let Value::Own(id) = value else {
            return Err(unsupported("polling a future that has been moved"));
        };
        self.poll_body(id, context, after)
    }

    /// The same of the body itself.
    pub fn poll_body(&mut self, id: ObjectId, context: Value, after: After) -> Result<Flow, Trap> {
        let has_room = self.vm.frames.len() + 1 < MAX_DEPTH;
        let Some(&mut Head::Coroutine {
            function,
            ref mut at,
            stack,
        }) = self.heap.try_head_mut(id)
        else {
            return Err(unsupported("polling a value that is no future"));
        };
        let pc = *at;
        match pc {
            ENDED => {
                let message = "`async fn` resumed after completion";
                return Err(Trap::Panic(message.to_owned()));
            }
            PANICKED => {
                let message = "`async fn` resumed after panicking";
                return Err(Trap::Panic(message.to_owned()));
            }
            RUNNING => return Err(unsupported("polling a future from inside itself")),
            _ => {}
        }
        if !has_room {
            return Err(Trap::Fault(Fault::CallDepth));
        }
        *at = RUNNING;
        self.vm.unpark();
        self.vm.make_room(&mut self.heap.spare);
        let outer = std::mem::replace(&mut self.vm.stack, stack);
        let poll = Poll {
            coroutine: id,
            outer,
            after,
        };
        self.vm.frames.push(Activity::Poll(poll));
        if let Some(first) = self.heap.stacks.get_mut(stack.0 & !STACK_BIT).first_mut() {
            *first = context;
        }
        self.vm.frames.push(Activity::Code(Frame {
            function,
            pc,
            base: 0,
            env: Some(id),
            env_ends: false,
            after: After::Job,
        }));
        Ok(Flow::Again)
    }

    /// `IntoFuture::into_future`: the program's own, or the value itself.
    pub fn make_future(&mut self, value: Value, after: After) -> Result<Flow, Trap> {
        if !matches!(value, Value::Ref(_)) {
            let tag = self.tag_of(value);
            if let Some(function) = self.code.find_into_future(tag) {
                return self.push_call(function, &[value], after);
            }
        }
        self.deliver(after, value)
    }

    /// What an awaited future's poll has given; see `Op::Await`.
    pub fn awaited(&mut self, dst: Reg, src: Reg, exit: u16) -> Result<Flow, Trap> {
        let poll = self.take(src);
        match self.heap.shape_of(poll) {
            Some(ShapeId::READY) => {
                let value = self.heap.take_field(poll).unwrap_or(Value::Moved);
                self.set(dst, value);
                self.exit(exit);
                Ok(Flow::Again)
            }
            Some(ShapeId::PENDING) => self.suspend(),
            _ => Err(unsupported(
                "awaiting something whose `poll` gives no `Poll`",
            )),
        }
    }

    /// Takes the body's frame off the stack; its poll gives `Pending`.
    #[inline(never)]
    pub fn suspend(&mut self) -> Result<Flow, Trap> {
        match self.park_at_once(0) {
            true => Ok(Flow::Halt),
            false => self.suspend_above(),
        }
    }

    /// The same of a body that is not what a task polls itself.
    #[inline(never)]
    fn suspend_above(&mut self) -> Result<Flow, Trap> {
        let levels = self.vm.frames.len();
        let below = levels.checked_sub(2).and_then(|it| self.vm.frames.get(it));
        let (Some(Activity::Code(frame)), Some(Activity::Poll(poll))) =
            (self.vm.frames.last(), below)
        else {
            return Err(unsupported("`.await` outside an `async` body"));
        };
        let (frame, poll) = (*frame, *poll);
        if !self.code.functions[frame.function.index()].is_prelude {
            self.vm.park(frame.function, frame.pc);
        }
        // Neither level owns anything.
        std::mem::forget(self.vm.frames.pop());
        std::mem::forget(self.vm.frames.pop());
        self.vm.give_room_back(&mut self.heap.spare);
        self.move_to(poll.coroutine, frame.pc);
        self.vm.stack = poll.outer;
        if matches!(poll.after, After::Job) && self.is_at_task() {
            return Ok(self.task_pending());
        }
        self.resume_below(poll.after, Value::Tag(ShapeId::PENDING))
    }

    /// The body has ended with `value`: what it captured is dropped, and its poll gives `Ready(value)`.
    #[inline(never)]
    pub fn body_ended(&mut self, value: Value) -> Result<Flow, Trap> {
        match self.end_at_once(value) {
            true => Ok(Flow::Halt),
            false => self.body_ended_above(value),
        }
    }

    /// The same of a body that is not what a task polls itself, or that has captured something that is left.
    #[inline(never)]
    fn body_ended_above(&mut self, value: Value) -> Result<Flow, Trap> {
        let Some(Activity::Poll(poll)) = self.vm.frames.last() else {
            return Err(unsupported("an `async` body that nobody polls"));
        };
        let after = poll.after;
        let owned = self.leave_poll(ENDED);
        if owned.is_empty() && self.is_at_task() {
            return Ok(self.end_task(value));
        }
        let ready = self.heap.alloc_variant(ShapeId::READY, &[value])?;
        if owned.is_empty() {
            return self.resume_below(after, ready);
        }
        let flow = self.begin_drop(owned, Some((after, ready)))?;
        Ok(match flow {
            Flow::Next => Flow::Again,
            flow => flow,
        })
    }

    /// The poll on top is over for good; answers what the body had captured, in order.
    pub fn leave_poll(&mut self, at: u32) -> Vec<Value> {
        let Some(Activity::Poll(poll)) = self.vm.frames.last() else {
            return Vec::new();
        };
        let poll = *poll;
        std::mem::forget(self.vm.frames.pop());
        self.vm.stack = poll.outer;
        let Some(Object::Slots { slots, head }) = self.heap.try_object_mut(poll.coroutine) else {
            return Vec::new();
        };
        if let Head::Coroutine { at: it, .. } = head {
            *it = at;
        }
        if !slots.iter().any(is_owner) {
            slots.fill(Value::Moved);
            return Vec::new();
        }
        let values = slots
            .iter_mut()
            .map(|slot| std::mem::replace(slot, Value::Moved));
        values.filter(is_owner).collect()
    }

    /// Frees a body that has ended and owns nothing any more; whether it was one.
    pub fn free_ended(&mut self, future: Value) -> bool {
        let Value::Own(id) = future else {
            return false;
        };
        let Object::Slots {
            head: Head::Coroutine { at, stack, .. },
            slots,
        } = self.heap.object(id)
        else {
            return false;
        };
        let mut slots = slots.iter();
        let stack = *stack;
        if !is_over(*at) || slots.any(is_owner) {
            return false;
        }
        self.heap.free_stack(stack);
        self.heap.discard(id);
        true
    }

    /// Lists what a body that will never go on still owns, and itself after that; `false` when it owns nothing any
    /// more and only has to go.
    pub fn cancel(&mut self, id: ObjectId, work: &mut Vec<Value>) -> bool {
        let Some(Head::Coroutine { at, stack, .. }) = self.heap.head(id) else {
            return false;
        };
        match at {
            ENDED | PANICKED => {
                self.heap.free_stack(stack);
                return false;
            }
            // It is dropping itself: whoever polls it goes on using it.
            RUNNING => return true,
            _ => {}
        }
        self.move_to(id, ENDED);
        let captured = self.heap.slots(id).len() as u32;
        let registers = self.heap.slots(stack).len() as u32;
        work.push(Value::Own(id));
        let place = |object, index| Value::Ref(Slot { object, index });
        work.extend((0..captured).rev().map(|index| place(id, index)));
        if at == UNBEGUN {
            work.extend((1..registers).rev().map(|index| place(stack, index)));
        } else {
            work.extend((1..registers).map(|index| place(stack, index)));
        }
        true
    }

    fn move_to(&mut self, id: ObjectId, to: u32) {
        if let Some(Head::Coroutine { at, .. }) = self.heap.try_head_mut(id) {
            *at = to;
        }
    }
}
