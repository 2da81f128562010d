//! Calls: function values, methods with auto-deref, iteration, and returning.

use interleave_program::{
    BinOp, FnId, Method, MethodTarget, Native, Reg, SelfKind, ShapeId, Symbol, Sys, TypeTag,
};

use crate::arith::ARITHMETIC;
use crate::context::Trap;
use crate::frame::After;
use crate::halt::MAX_SYS_ARGS;
use crate::natives;
use crate::object::{Head, Slots};
use crate::places::{Link, NO_ARGS};
use crate::step::{Flow, Step, unsupported};
use crate::types;
use crate::value::{ObjectId, Slot, Value};

/// What a function value leads to.
enum Callee {
    Fn(FnId),
    Closure(ObjectId, FnId),
    Native(Native),
    Sys(Sys),
    Constructor(ShapeId),
}

impl Step<'_> {
    /// `callee(args…)`; `once` consumes the callee. Bytecode runs in the window of its arguments.
    pub fn call_value(
        &mut self,
        dst: Reg,
        callee: Reg,
        args: Reg,
        argc: u8,
        once: bool,
    ) -> Result<Flow, Trap> {
        let after = After::Store(dst);
        let (target, ends) = if once {
            let value = self.take(callee);
            self.consume(value)?
        } else {
            (self.callee(self.reg(callee))?, false)
        };
        let (function, env) = match target {
            Callee::Fn(function) => (function, None),
            Callee::Closure(id, function) => (function, Some(id)),
            _ => {
                let values = self.take_window(args, usize::from(argc));
                return self.call_target(target, &values, false, after);
            }
        };
        let base = self.base() + u32::from(args.0);
        self.push_frame(function, base, usize::from(argc), env, ends, after)?;
        Ok(Flow::Again)
    }

    /// Calls a function value and consumes it: a closure is dropped after the call.
    pub fn call_once(&mut self, callee: Value, args: &[Value], after: After) -> Result<Flow, Trap> {
        let (target, ends) = self.consume(callee)?;
        self.call_target(target, args, ends, after)
    }

    /// What a function value that is consumed leads to, and whether that ends with the call. Boxes around it are
    /// freed.
    fn consume(&mut self, mut callee: Value) -> Result<(Callee, bool), Trap> {
        loop {
            let Value::Own(id) = callee else {
                return Ok((self.callee(callee)?, false));
            };
            match self.heap.head(id) {
                Some(Head::Builtin(TypeTag::BOX)) => {
                    callee = self.heap.take_fields(callee).pop().unwrap_or(Value::Moved);
                }
                Some(Head::Closure(function)) => return Ok((Callee::Closure(id, function), true)),
                // An `Rc` or `Arc` of a closure is only borrowed; the handle lives on with the thread.
                _ => return Ok((self.callee(callee)?, false)),
            }
        }
    }

    fn callee(&self, value: Value) -> Result<Callee, Trap> {
        let mut value = value;
        loop {
            return Ok(match value {
                Value::Ref(slot) => {
                    value = self.heap.get(slot);
                    continue;
                }
                Value::Fn(function) => Callee::Fn(function),
                Value::Native(native) => Callee::Native(native),
                Value::Sys(sys) => Callee::Sys(sys),
                Value::Constructor(shape) => Callee::Constructor(shape),
                Value::Own(id) => {
                    if let Some(Head::Closure(function)) = self.heap.head(id) {
                        Callee::Closure(id, function)
                    } else if let Some(inner) = self.deref_builtin(value) {
                        value = inner;
                        continue;
                    } else {
                        return Err(self.not_callable(value));
                    }
                }
                _ => return Err(self.not_callable(value)),
            });
        }
    }

    fn not_callable(&self, value: Value) -> Trap {
        match value {
            Value::Moved => unsupported("calling a function value that has been moved"),
            _ => unsupported(format!(
                "calling a value of type `{}`",
                self.code.type_name(self.tag_of(value))
            )),
        }
    }

    fn call_target(
        &mut self,
        callee: Callee,
        args: &[Value],
        once: bool,
        after: After,
    ) -> Result<Flow, Trap> {
        match callee {
            Callee::Fn(function) => self.push_call(function, args, after),
            Callee::Closure(id, function) => {
                let base = self.top();
                self.push_frame(function, base, args.len(), Some(id), once, after)?;
                for (index, arg) in args.iter().enumerate() {
                    let slot = Slot {
                        object: self.vm.stack,
                        index: base + index as u32,
                    };
                    self.heap.set(slot, *arg);
                }
                Ok(Flow::Again)
            }
            Callee::Native(native) => self.native(native, args, after),
            Callee::Sys(sys) => {
                let mut sys_args = [Value::Moved; MAX_SYS_ARGS];
                let count = args.len().min(MAX_SYS_ARGS);
                sys_args[..count].copy_from_slice(&args[..count]);
                Ok(self.syscall(sys, sys_args, after))
            }
            Callee::Constructor(shape) => {
                let value = self.heap.alloc_variant(shape, args)?;
                self.deliver(after, value)
            }
        }
    }

    // Methods.

    /// `receiver.method(args…)`, the receiver given as a place; see `Op::CallMethod`.
    pub fn call_method(
        &mut self,
        dst: Reg,
        name: Symbol,
        args: Reg,
        argc: u8,
        receiver: Value,
    ) -> Result<Flow, Trap> {
        let (mut place, mut from) = (receiver, receiver);
        let mut behind = !matches!(receiver, Value::Ref(_));
        // The pointer that led here, for `self: Arc<Self>`.
        let mut holder = (receiver, behind);
        loop {
            let (at, value) = self.peel(place);
            behind |= at != place;
            let tag = self.tag_of(value);
            if let Some(method) = self.find_method(tag, name, value) {
                let receiver = match method.self_kind {
                    SelfKind::Pointer => self.moved_pointer(holder.0, holder.1)?,
                    SelfKind::PointerRef => holder.0,
                    SelfKind::OfReference => self.last_reference(from, at)?,
                    _ => self.receiver(method, at, value, behind)?,
                };
                return self.call_found(method, dst, args, argc, receiver);
            }
            match self.link(value) {
                Link::Place(next) => {
                    holder = (at, behind);
                    behind |= !matches!(self.tag_of(value), TypeTag::BOX);
                    place = next;
                    if let Value::Ref(_) = next {
                        from = next;
                    }
                }
                Link::Call(function) => return self.push_call(function, &[at], After::Place),
                Link::End => {
                    let value = (argc > 1).then(|| Reg(args.0 + 1));
                    if let Some(flow) = self.operator_method(name, dst, args, (at, value))? {
                        return Ok(flow);
                    }
                    return match self.pin_method(name, receiver, value)? {
                        Some((flow, answer)) => {
                            self.set(dst, answer);
                            Ok(flow)
                        }
                        None => Err(self.no_method(name, receiver)),
                    };
                }
            }
        }
    }

    /// `Mul::mul(a, b)` and its like of values that the machine itself has the operators of.
    fn operator_method(
        &mut self,
        name: Symbol,
        dst: Reg,
        args: Reg,
        (left, right): (Value, Option<Reg>),
    ) -> Result<Option<Flow>, Trap> {
        let names = &self.code.names;
        let Some(right) = right else {
            return match Some(name) {
                name if name == names.neg => self.negate(dst, args).map(Some),
                name if name == names.not => self.invert(dst, args).map(Some),
                _ => Ok(None),
            };
        };
        let mut binary = ARITHMETIC.into_iter().zip(&names.binary);
        let Some((op, _)) = binary.find(|(_, known)| **known == Some(name)) else {
            return Ok(None);
        };
        let left = match left {
            Value::Ref(slot) => self.use_slot(slot)?,
            left => left,
        };
        let right = self.use_slot(self.slot(right))?;
        self.binary_values(op, left, right, After::Store(dst))
            .map(Some)
    }

    /// The method of the type itself. Methods of every type are not found on guards: `guard.clone()` clones what
    /// is guarded. Nor are they on a pointer to a type with a method of its own: its bounds leave the pointer out,
    /// or there could not be both.
    fn find_method(&self, tag: TypeTag, name: Symbol, value: Value) -> Option<Method> {
        let own = self.code.find_own_method(tag, name);
        if own.is_some() || tag.is_guard() {
            return own;
        }
        let every = self.code.find_method(tag, name)?;
        (!self.is_answered_inside(tag, name, value)).then_some(every)
    }

    /// Whether a box or a counted pointer leads to a type with its own method `name`.
    fn is_answered_inside(&self, mut tag: TypeTag, name: Symbol, mut value: Value) -> bool {
        while tag.is_owner()
            && let Some(inside) = self.deref_builtin(value)
        {
            value = self.peel(inside).1;
            tag = self.tag_of(value);
            if self.code.find_own_method(tag, name).is_some() {
                return true;
            }
        }
        false
    }

    fn no_method(&self, name: Symbol, receiver: Value) -> Trap {
        let (_, value) = self.peel(receiver);
        let name = self.code.symbols.name(name);
        let name = name.strip_prefix("core::").unwrap_or(name);
        match value {
            Value::Moved => unsupported(format!("calling `{name}` on a value that has been moved")),
            _ => unsupported(format!(
                "no method `{name}` on a value of type `{}`",
                self.code.type_name(self.tag_of(value))
            )),
        }
    }

    /// The place of the last reference on the way from `from` to `at`, the value's place; that itself where there is none.
    fn last_reference(&self, from: Value, at: Value) -> Result<Value, Trap> {
        let (mut place, mut last) = (from, None);
        while let Value::Ref(slot) = place {
            match self.heap.get(slot) {
                held @ Value::Ref(_) => (last, place) = (Some(place), held),
                Value::Slice { .. } | Value::Str { .. } | Value::StaticStr { .. } => {
                    return Ok(place);
                }
                _ => break,
            }
        }
        match (last, at) {
            (Some(last), _) => Ok(last),
            (None, Value::Ref(_)) => Ok(at),
            (None, _) => Err(unsupported(
                "a method that changes a reference which is in no variable",
            )),
        }
    }

    /// The pointer in `self: Arc<Self>`.
    fn moved_pointer(&mut self, at: Value, behind: bool) -> Result<Value, Trap> {
        match at {
            Value::Ref(slot) if !behind => self.use_slot(slot),
            at => Ok(at),
        }
    }

    /// Methods of `Pin` on what it points to: a pinned pointer is the pointer itself here. Answers the value.
    fn pin_method(
        &mut self,
        name: Symbol,
        receiver: Value,
        value: Option<Reg>,
    ) -> Result<Option<(Flow, Value)>, Trap> {
        let name = self.code.symbols.name(name);
        let (at, _) = self.peel(receiver);
        match (name, value, at) {
            (
                "as_mut" | "as_ref" | "get_mut" | "get_unchecked_mut" | "get_ref" | "into_ref",
                None,
                Value::Ref(_),
            ) => Ok(Some((Flow::Next, at))),
            ("set", Some(value), Value::Ref(slot)) => {
                let old = self.heap.take(slot);
                let value = self.take(value);
                self.heap.set(slot, value);
                let flow = self.begin_drop(vec![old], None)?;
                Ok(Some((flow, Value::Unit)))
            }
            _ => Ok(None),
        }
    }

    /// The receiver as the method takes it.
    fn receiver(
        &mut self,
        method: Method,
        at: Value,
        value: Value,
        behind: bool,
    ) -> Result<Value, Trap> {
        if method.self_kind != SelfKind::Value {
            return Ok(at);
        }
        let Value::Ref(slot) = at else {
            return Ok(at);
        };
        if !behind || types::is_copy(self.code, self.heap, value) {
            return self.use_slot(slot);
        }
        Ok(at)
    }

    /// Calls a method that has been found, with the receiver as it takes it.
    pub fn call_found(
        &mut self,
        method: Method,
        dst: Reg,
        args: Reg,
        argc: u8,
        receiver: Value,
    ) -> Result<Flow, Trap> {
        match method.target {
            MethodTarget::Fn(function) => {
                let base = self.base() + u32::from(args.0);
                self.set(args, receiver);
                self.push_frame(
                    function,
                    base,
                    usize::from(argc),
                    None,
                    false,
                    After::Store(dst),
                )?;
                Ok(Flow::Again)
            }
            MethodTarget::Native(native) => {
                self.set(args, receiver);
                self.native_of_window(native, self.base(), [dst, args], argc)
            }
            MethodTarget::Sys(sys @ (Sys::TimerAwait | Sys::JoinPoll)) => {
                self.set(args, receiver);
                let context = self.reg(Reg(args.0 + 1));
                let after = After::Polled { dst, args };
                Ok(self.syscall(sys, [receiver, context, Value::Moved, Value::Moved], after))
            }
            MethodTarget::Sys(sys) => {
                let mut values = NO_ARGS;
                self.take_args(args, argc, &mut values);
                let [_, b, c, d, ..] = values;
                let sys_args = [receiver, b, c, d];
                Ok(self.syscall(sys, sys_args, After::Store(dst)))
            }
        }
    }

    /// The engine has polled a future of a library, or leaves it to the text, whose arguments are there.
    pub fn library_polled(&mut self, dst: Reg, args: Reg, poll: Value) -> Result<Flow, Trap> {
        if poll != Value::Unit {
            self.set(dst, poll);
            return Ok(Flow::Next);
        }
        let (_, future) = self.peel(self.reg(args));
        let Some(text) = self.code.library.poll_text(self.tag_of(future)) else {
            return Err(unsupported("polling a future that has been moved"));
        };
        let base = self.base() + u32::from(args.0);
        self.push_frame(text, base, 2, None, false, After::Store(dst))?;
        Ok(Flow::Again)
    }

    // Iteration.

    /// `dst = src.into_iter()`
    pub fn make_iterator(&mut self, dst: Reg, src: Reg) -> Result<Flow, Trap> {
        let value = self.take(src);
        let (at, looked) = self.peel(value);
        let tag = self.tag_of(looked);
        if self.is_iterator(looked) {
            self.set(dst, value);
            return Ok(Flow::Next);
        }
        // `impl IntoIterator` of the program or the prelude.
        if let Some(function) = self.code.find_own_function(tag, self.code.names.into_iter) {
            let receiver = if let Value::Ref(_) = value { at } else { value };
            return self.push_call(function, &[receiver], After::Store(dst));
        }
        if let (Value::Ref(_), Link::Place(inner)) = (value, self.link_pointer(looked)) {
            self.set(src, inner);
            return self.make_iterator(dst, src);
        }
        let mut dropped = Vec::new();
        let mut context = self.context(&mut dropped);
        let answer = natives::into_iter(&mut context, value);
        self.answer_native(answer, dropped, After::Store(dst))
    }

    /// The content of a pointer that is itself not iterable: `Rc`, `Arc`, guards, a box behind a reference.
    fn link_pointer(&self, value: Value) -> Link {
        self.deref_builtin(value).map_or(Link::End, Link::Place)
    }

    /// Whether a value is an iterator: its type has a `next` of its own, or it is a box of one.
    fn is_iterator(&self, mut value: Value) -> bool {
        loop {
            let tag = self.tag_of(value);
            if tag == TypeTag::BOX
                && let Some(inner) = self.deref_builtin(value)
            {
                value = self.heap.look_through(inner);
                continue;
            }
            let next = self.code.names.next;
            return tag == TypeTag::ITER
                || next.is_some_and(|next| self.code.find_own_method(tag, next).is_some());
        }
    }

    /// `dst = iter.next()`, or skips.
    pub fn iter_next(&mut self, dst: Reg, iter: Reg, exit: u16) -> Result<Flow, Trap> {
        let place = Value::Ref(self.slot(iter));
        self.iter_next_at(dst, place, exit)
    }

    pub fn iter_next_at(&mut self, dst: Reg, place: Value, exit: u16) -> Result<Flow, Trap> {
        let mut place = place;
        loop {
            let (at, value) = self.peel(place);
            if let Value::Own(id) = value
                && self.steps_natively(id)
            {
                return self.native_next(dst, id, exit);
            }
            let tag = self.tag_of(value);
            if let Some(next) = self.code.names.next
                && let Some(method) = self.code.find_own_method(tag, next)
            {
                let after = After::Item { dst, exit };
                return match method.target {
                    MethodTarget::Fn(function) => self.push_call(function, &[at], after),
                    MethodTarget::Native(native) => self.native(native, &[at], after),
                    MethodTarget::Sys(sys) => {
                        let args = [at, Value::Moved, Value::Moved, Value::Moved];
                        Ok(self.syscall(sys, args, after))
                    }
                };
            }
            match self.link(value) {
                Link::Place(next) => place = next,
                Link::Call(function) => return self.push_call(function, &[at], After::Place),
                Link::End => {
                    let name = self.code.type_name(tag);
                    return Err(unsupported(format!(
                        "iterating over a value of type `{name}`"
                    )));
                }
            }
        }
    }

    /// Whether the machine steps this iterator itself.
    fn steps_natively(&self, id: ObjectId) -> bool {
        matches!(
            self.heap.head(id),
            Some(
                Head::Builtin(TypeTag::ITER)
                    | Head::Shape(ShapeId::RANGE | ShapeId::RANGE_INCLUSIVE | ShapeId::RANGE_FROM)
            )
        )
    }

    fn native_next(&mut self, dst: Reg, iter: ObjectId, exit: u16) -> Result<Flow, Trap> {
        let mut dropped = Vec::new();
        let mut context = self.context(&mut dropped);
        let answer = natives::iter_next(&mut context, iter);
        let flow = match answer {
            Ok(Some(item)) => {
                self.set(dst, item);
                Flow::Next
            }
            Ok(None) => {
                self.exit(exit);
                Flow::Again
            }
            Err(Trap::Defer(deferred)) => self.deferred(deferred, After::Item { dst, exit })?,
            Err(trap) => return Err(trap),
        };
        if dropped.is_empty() {
            return Ok(flow);
        }
        self.begin_drop(dropped, None)
    }

    // Natives that the machine does itself because they may call the program.

    /// `Some` when `native` is one of those.
    pub fn resumable_native(
        &mut self,
        native: Native,
        args: &[Value],
        after: After,
    ) -> Result<Option<Flow>, Trap> {
        let op = match native {
            Native::Clone => return self.begin_clone(args[0], after).map(Some),
            Native::ToString => return self.begin_to_string(args[0], after).map(Some),
            Native::FuturePoll => return self.poll(args[0], args[1], after).map(Some),
            Native::IntoFuture => return self.make_future(args[0], after).map(Some),
            Native::PollBegins => return self.poll_begins(args[0], args[1], after).map(Some),
            Native::WakerCalled => return self.waker_called(args[0], after).map(Some),
            Native::PollEnds => return self.poll_ends(args[0], args[1], after).map(Some),
            Native::Cmp => return self.order_native(args[0], args[1], true, after).map(Some),
            Native::PartialCmp => {
                return self.order_native(args[0], args[1], false, after).map(Some);
            }
            Native::Eq => BinOp::Eq,
            Native::Ne => BinOp::Ne,
            Native::Lt => BinOp::Lt,
            Native::Le => BinOp::Le,
            Native::Gt => BinOp::Gt,
            Native::Ge => BinOp::Ge,
            _ => return Ok(None),
        };
        let result = self.compare_as(op, args[0], args[1])?;
        self.deliver(after, Value::Bool(result)).map(Some)
    }

    // Returning.

    /// Ends the frame on top with the value in `src`: drops what its registers still own, highest first, then a
    /// closure that ends with the call, and gives the value where it belongs.
    pub fn return_from(&mut self, src: Reg) -> Result<Flow, Trap> {
        let Some(frame) = self.vm.frame().copied() else {
            return Err(unsupported("returning from nothing"));
        };
        let value = self.take(src);
        let body = &self.code.functions[frame.function.index()];
        let mut owned: Slots = Slots::new();
        for reg in (0..body.registers).rev() {
            let slot = Slot {
                object: self.vm.stack,
                index: frame.base + u32::from(reg),
            };
            match self.heap.get(slot) {
                it @ Value::Own(_) => {
                    self.heap.set(slot, Value::Moved);
                    // What stands above may still look at it while it is dropped.
                    if !owned.is_empty() || !self.drop_quietly(it) {
                        owned.push(it);
                    }
                }
                it @ Value::Tag(shape) if self.code.facts(shape).drop.is_some() => {
                    owned.push(it);
                    self.heap.set(slot, Value::Moved);
                }
                _ if reg < u16::from(body.params) => self.heap.set(slot, Value::Moved),
                _ => {}
            }
        }
        if let (true, Some(env)) = (frame.env_ends, frame.env)
            && !self.takes_closure(value, env)
        {
            owned.push(Value::Own(env));
        }
        self.vm.frames.pop();
        let flow = if owned.is_empty() {
            self.deliver(frame.after, value)?
        } else {
            self.begin_drop(owned.into_vec(), Some((frame.after, value)))?
        };
        // The frame is another one now, so its registers must be found again.
        Ok(if matches!(flow, Flow::Next) {
            Flow::Again
        } else {
            flow
        })
    }
}
