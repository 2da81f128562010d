//! One step of a thread: the borrowed parts that every instruction works with, and how results travel.

use interleave_program::{BinOp, FnId, Native, Reg, ShapeId, Sys};

use crate::code::Code;
use crate::context::{Context, Deferred, Trap};
use crate::frame::{Activity, After, Frame, Panicking};
use crate::halt::{Fault, Halt, MAX_SYS_ARGS};
use crate::heap::{Heap, STACK_BIT};
use crate::natives;
use crate::types;
use crate::value::{ObjectId, Slot, Value};
use crate::vm::{MAX_DEPTH, Vm};

/// How control goes on after a step.
#[derive(Debug)]
pub(crate) enum Flow {
    /// With the next instruction of the same frame.
    Next,
    /// With whatever is on top now.
    Again,
    /// The thread halts; why is in `Heap::halted`.
    Halt,
}

/// A thread, its program and the heap, for the time of one instruction.
pub(crate) struct Step<'a> {
    pub vm: &'a mut Vm,
    pub code: &'a Code,
    pub heap: &'a mut Heap,
}

impl Step<'_> {
    /// What a native function works with; what it drops is collected in `dropped`.
    pub(crate) fn context<'c>(&'c mut self, dropped: &'c mut Vec<Value>) -> Context<'c> {
        Context {
            code: self.code,
            heap: self.heap,
            panicking: self.vm.unwinding().is_some(),
            dropped,
        }
    }

    // Registers of the frame on top.

    /// Index in the register file of register 0.
    pub fn base(&self) -> u32 {
        self.vm.frame().map_or(0, |frame| frame.base)
    }

    /// The slot of a register.
    pub fn slot(&self, reg: Reg) -> Slot {
        Slot {
            object: self.vm.stack,
            index: self.base() + u32::from(reg.0),
        }
    }

    pub fn reg(&self, reg: Reg) -> Value {
        self.heap.get(self.slot(reg))
    }

    /// Writes a register. A `Copy` composite that was left there dead is freed: nobody drops it otherwise.
    pub fn set(&mut self, reg: Reg, value: Value) {
        let slot = self.slot(reg);
        let Some(place) = self.heap.slot_mut(slot) else {
            return;
        };
        // Looked at where it is: see `Registers::look`.
        let old = match *place {
            Value::Own(id) => Some(id),
            _ => None,
        };
        *place = value;
        if let Some(id) = old {
            types::free_copy(self.code, self.heap, Value::Own(id));
        }
    }

    /// Moves a register's value out.
    pub fn take(&mut self, reg: Reg) -> Value {
        self.heap.take(self.slot(reg))
    }

    /// The operand of an instruction that uses it up: a reference when the register holds an owned value that
    /// is looked at only. Moves nothing.
    pub fn place_of(&self, reg: Reg) -> Value {
        let slot = self.slot(reg);
        match self.heap.get(slot) {
            Value::Own(_) | Value::Tag(_) => Value::Ref(slot),
            other => other,
        }
    }

    /// First register index above everything in use.
    pub fn top(&self) -> u32 {
        self.vm.top(self.code) as u32
    }

    // Calls made by the machine.

    /// Puts a call of bytecode on top, above all registers in use.
    pub fn push_call(
        &mut self,
        function: FnId,
        args: &[Value],
        after: After,
    ) -> Result<Flow, Trap> {
        let base = self.top();
        self.push_frame(function, base, args.len(), None, false, after)?;
        for (index, arg) in args.iter().enumerate() {
            let slot = Slot {
                object: self.vm.stack,
                index: base + index as u32,
            };
            self.heap.set(slot, *arg);
        }
        Ok(Flow::Again)
    }

    /// Puts a frame on top whose register 0 is at `base`; its `argc` arguments are there already (or written
    /// at once by the caller). All other registers become `Moved`.
    pub fn push_frame(
        &mut self,
        function: FnId,
        base: u32,
        argc: usize,
        env: Option<ObjectId>,
        env_ends: bool,
        after: After,
    ) -> Result<(), Trap> {
        let Some(body) = self.code.functions.get(function.index()) else {
            return Err(unsupported("a call of a function that does not exist"));
        };
        if usize::from(body.params) != argc {
            return Err(unsupported(format!(
                "calling `{}` with {argc} arguments; it takes {}",
                body.name, body.params
            )));
        }
        if self.vm.frames.len() >= MAX_DEPTH {
            return Err(Trap::Fault(Fault::CallDepth));
        }
        let end = base as usize + usize::from(body.registers);
        self.heap.grow_stack(self.vm.stack, end)?;
        let stack = self.heap.stacks.get_mut(self.vm.stack.0 & !STACK_BIT);
        stack[base as usize + argc..end].fill(Value::Moved);
        self.vm.frames.push(Activity::Code(Frame {
            function,
            pc: 0,
            base,
            env,
            env_ends,
            after,
        }));
        Ok(())
    }

    /// Performs a native for a caller that wants the result as `after` says.
    pub fn native(&mut self, native: Native, args: &[Value], after: After) -> Result<Flow, Trap> {
        if let Some(flow) = self.resumable_native(native, args, after)? {
            return Ok(flow);
        }
        let mut dropped = Vec::new();
        let mut context = self.context(&mut dropped);
        let answer = natives::call(&mut context, native, args);
        self.answer_native(answer, dropped, after)
    }

    /// Gives a native's answer where it belongs, then drops what the native left to drop.
    pub fn answer_native(
        &mut self,
        answer: Result<Value, Trap>,
        dropped: Vec<Value>,
        after: After,
    ) -> Result<Flow, Trap> {
        match answer {
            Ok(value) if dropped.is_empty() => self.deliver(after, value),
            Ok(value) if dropped.len() == 1 && self.drop_quietly(dropped[0]) => {
                self.deliver(after, value)
            }
            Ok(value) => self.begin_drop(dropped, Some((after, value))),
            Err(Trap::Defer(deferred)) if dropped.is_empty() => self.deferred(deferred, after),
            Err(Trap::Defer(_)) => Err(unsupported("a built-in that both waits and drops")),
            Err(trap) => {
                // Unwinding drops what the native wanted dropped.
                self.begin_drop(dropped, None)?;
                Err(trap)
            }
        }
    }

    /// Work that a native left to the machine.
    pub fn deferred(&mut self, deferred: Deferred, after: After) -> Result<Flow, Trap> {
        match deferred {
            Deferred::Clone(value) => self.begin_clone(value, after),
            Deferred::RepeatVec { value, len } => {
                self.begin_repeat(value, len, interleave_program::TypeTag::VEC, after)
            }
            Deferred::ToString(value) => self.begin_to_string(value, after),
            Deferred::Format {
                value,
                which,
                formatter,
            } => self.begin_format_into(value, which, formatter, after),
            Deferred::Call { callee, args, argc } => {
                self.call_once(callee, &args[..usize::from(argc).min(MAX_SYS_ARGS)], after)
            }
            Deferred::CatchUnwind { callee } => match after {
                After::Store(dst) => self.call_once(callee, &[], After::Catch(dst)),
                _ => Err(unsupported("`catch_unwind` as a function value")),
            },
            Deferred::Sys { sys, args } => Ok(self.syscall(sys, args, after)),
        }
    }

    /// Halts for the engine.
    pub fn syscall(&mut self, sys: Sys, args: [Value; MAX_SYS_ARGS], after: After) -> Flow {
        for arg in &args {
            if let Value::Own(_) = arg {
                self.heap.pin_wide(*arg);
            }
        }
        self.vm.waiting = Some(after);
        self.heap.halt(Halt::Sys { sys, args })
    }

    // Results.

    /// Gives the result of a call, job or syscall where it belongs. The frame that produced it is gone already.
    pub fn deliver(&mut self, after: After, value: Value) -> Result<Flow, Trap> {
        match after {
            After::Store(dst) => {
                self.set(dst, value);
                return Ok(Flow::Next);
            }
            After::Loaded(dst) => {
                let value = match value {
                    Value::Ref(slot) => self.use_slot(slot)?,
                    other => other,
                };
                self.set(dst, value);
            }
            After::Root => self.vm.finish_with(value),
            After::Discard => return self.drop_value(value),
            After::Job => match self.vm.frames.last() {
                Some(Activity::Poll(_)) => return self.body_ended(value),
                Some(Activity::Task(_)) => return self.task_answered(value),
                _ => self.deliver_to_job(value)?,
            },
            After::Place => {
                let op = self.current_op()?;
                return self.place_op(op, value);
            }
            After::Item { dst, exit } => self.deliver_item(dst, exit, value)?,
            After::Compared { dst, op } => self.deliver_comparison(dst, op, value)?,
            After::Polled { dst, args } => return self.library_polled(dst, args, value),
            After::Catch(dst) => {
                let value = self.heap.ok(value)?;
                self.set(dst, value);
            }
            After::Unwind => self.start_unwinding(),
            After::Hooked => {
                self.vm.panicking = Some(Box::new(Panicking::Raised(value)));
                self.start_unwinding();
            }
        }
        Ok(Flow::Again)
    }

    /// The instruction that the frame on top is performing.
    pub fn current_op(&self) -> Result<interleave_program::Op, Trap> {
        let op = self.vm.frame().and_then(|frame| {
            let function = self.code.functions.get(frame.function.index())?;
            function
                .code
                .get((frame.pc as usize).checked_sub(1)?)
                .copied()
        });
        op.ok_or_else(|| unsupported("an answer without an instruction"))
    }

    /// Lets control skip the following instruction and `exit` more.
    pub fn exit(&mut self, exit: u16) {
        if let Some(frame) = self.vm.frame_mut() {
            frame.pc += 1 + u32::from(exit);
        }
    }

    fn deliver_item(&mut self, dst: Reg, exit: u16, option: Value) -> Result<(), Trap> {
        match self.heap.shape_of(option) {
            Some(ShapeId::SOME) => {
                let item = self.heap.take_field(option).unwrap_or(Value::Moved);
                self.set(dst, item);
                Ok(())
            }
            Some(ShapeId::NONE) => {
                self.exit(exit);
                Ok(())
            }
            _ => Err(unsupported(
                "an iterator whose `next` does not give an `Option`",
            )),
        }
    }

    fn deliver_comparison(&mut self, dst: Reg, op: BinOp, value: Value) -> Result<(), Trap> {
        let result = match value {
            Value::Bool(it) => it == (op != BinOp::Ne),
            _ => {
                let ordering = self.take_ordering(value);
                crate::compare::satisfies(op, ordering)
            }
        };
        self.set(dst, Value::Bool(result));
        Ok(())
    }

    /// An `Ordering` or `Option<Ordering>` as Rust's own.
    pub fn take_ordering(&mut self, value: Value) -> Option<std::cmp::Ordering> {
        let value = match self.heap.shape_of(value) {
            Some(ShapeId::SOME) => self.heap.take_fields(value).pop()?,
            _ => value,
        };
        match self.heap.shape_of(value)? {
            ShapeId::LESS => Some(std::cmp::Ordering::Less),
            ShapeId::EQUAL => Some(std::cmp::Ordering::Equal),
            ShapeId::GREATER => Some(std::cmp::Ordering::Greater),
            _ => None,
        }
    }

    /// Goes on with the job on top.
    pub fn job(&mut self) -> Result<Flow, Trap> {
        match self.vm.frames.last() {
            Some(Activity::Drop(_)) => self.drop_job(),
            Some(Activity::Format(_)) => self.format_job(),
            Some(Activity::Clone(_)) => self.clone_job(),
            _ => Ok(Flow::Again),
        }
    }

    fn deliver_to_job(&mut self, value: Value) -> Result<(), Trap> {
        match self.vm.frames.last() {
            Some(Activity::Drop(_)) => self.drop_answered(value),
            Some(Activity::Format(_)) => self.format_answered(value),
            Some(Activity::Clone(_)) => self.clone_answered(value),
            _ => Err(unsupported("an answer for a job that is gone")),
        }
    }

    /// The type that the value has, references not looked through.
    pub fn tag_of(&self, value: Value) -> interleave_program::TypeTag {
        types::tag_of(self.code, self.heap, value)
    }
}

/// A fault for something that showed only at run time.
pub(crate) fn unsupported(what: impl Into<String>) -> Trap {
    Trap::Fault(Fault::Unsupported(what.into()))
}
