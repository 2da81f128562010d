//! Deep copies: `Clone` as derives and std define it, resumable because impls of the program are bytecode and
//! channel ends are the engine's.
//!
//! First the value is walked and everything inside that the machine cannot copy by itself is asked for, in
//! order; then the whole is copied at once, the answers in their places.

use std::collections::VecDeque;

use interleave_program::{MethodTarget, SelfKind, Sys, TypeTag};

use crate::canonical::Canonical;
use crate::context::Trap;
use crate::frame::{Activity, After};
use crate::halt::Fault;
use crate::object::{Head, Object, Slots};
use crate::step::{Flow, Step, unsupported};
use crate::value::{ObjectId, Slot, Value};

/// A copy in progress.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CloneJob {
    /// What is copied: the innermost place.
    source: Value,
    /// Places whose copy somebody else must make, last first.
    asked: Vec<Value>,
    answers: VecDeque<Value>,
    after: After,
    pub base: u32,
    /// Whether others may come before a handle is copied.
    counts_are_acts: bool,
    /// `[value; len]`: so many copies are still to make, in front of the value itself.
    repeat: Option<Repeat>,
}

/// The value itself is in the job's own register while its copies are made.
#[derive(Clone, Debug, PartialEq)]
struct Repeat {
    tag: TypeTag,
    copies: Vec<Value>,
    len: usize,
}

impl CloneJob {
    /// See [`crate::Canonical`].
    pub fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.value(self.source);
        to.values(self.asked.iter());
        to.values(self.answers.iter());
        to.plain(&self.after);
        to.plain(&(self.base, self.counts_are_acts));
        to.plain(&self.repeat.as_ref().map(|it| (it.tag, it.len)));
        if let Some(repeat) = &self.repeat {
            to.values(repeat.copies.iter());
        }
    }

    /// Everything that the job owns.
    pub fn take_owned(&mut self) -> Vec<Value> {
        let mut owned: Vec<Value> = self.answers.drain(..).collect();
        if let Some(repeat) = self.repeat.take() {
            owned.extend(repeat.copies);
        }
        owned
    }
}

/// Who copies a value.
enum Copier {
    /// The machine, part by part.
    Machine,
    Fn(interleave_program::FnId),
    Sys(Sys),
}

impl Step<'_> {
    /// `after` gets a copy of what `value` refers to.
    pub fn begin_clone(&mut self, value: Value, after: After) -> Result<Flow, Trap> {
        let (place, held) = self.peel(value);
        match self.copier(held, self.heap.looks_are_acts()) {
            Copier::Machine => {}
            Copier::Fn(function) => return self.push_call(function, &[place], after),
            Copier::Sys(sys) => {
                let args = [place, Value::Moved, Value::Moved, Value::Moved];
                return Ok(self.syscall(sys, args, after));
            }
        }
        let simple = match held {
            Value::Own(id) => match self.heap.object(id) {
                Object::Text(text) => {
                    let text = text.clone();
                    Some(self.heap.alloc_string(text)?)
                }
                Object::Wide(_) => Some(held),
                _ => None,
            },
            _ => Some(held),
        };
        if let Some(copy) = simple {
            return self.deliver(after, copy);
        }
        self.push_clone(place, after, None)
    }

    /// `[value; len]` or `vec![value; len]`; takes the value.
    pub fn begin_repeat(
        &mut self,
        value: Value,
        len: usize,
        tag: TypeTag,
        after: After,
    ) -> Result<Flow, Trap> {
        self.heap.charge(len.saturating_mul(size_of::<Value>()))?;
        self.heap.discharge(len.saturating_mul(size_of::<Value>()));
        let trivial = !matches!(value, Value::Own(_));
        if trivial || len <= 1 {
            let slots = Slots::from_elem(value, len);
            let row = self.heap.alloc_slots(Head::Builtin(tag), slots)?;
            return match (trivial, len) {
                (false, 0) => self.begin_drop(vec![value], Some((after, row))),
                _ => self.deliver(after, row),
            };
        }
        let slot = Slot {
            object: self.vm.stack,
            index: self.top(),
        };
        self.heap
            .grow_stack(self.vm.stack, slot.index as usize + 1)?;
        self.heap.set(slot, value);
        let repeat = Repeat {
            tag,
            copies: Vec::new(),
            len,
        };
        self.push_clone(Value::Ref(slot), after, Some(repeat))
    }

    fn push_clone(
        &mut self,
        source: Value,
        after: After,
        repeat: Option<Repeat>,
    ) -> Result<Flow, Trap> {
        let base = self.top();
        let counts_are_acts = self.heap.looks_are_acts();
        let asked = self.find_asked(source, counts_are_acts);
        let job = CloneJob {
            source,
            asked,
            answers: VecDeque::new(),
            after,
            base,
            counts_are_acts,
            repeat,
        };
        self.vm.frames.push(Activity::Clone(Box::new(job)));
        let flow = self.clone_job()?;
        Ok(match flow {
            Flow::Next => Flow::Again,
            flow => flow,
        })
    }

    /// Places inside `source` that the machine cannot copy by itself, last first.
    fn find_asked(&self, source: Value, counts_are_acts: bool) -> Vec<Value> {
        let mut found = Vec::new();
        let mut work = vec![source];
        while let Some(place) = work.pop() {
            let value = match place {
                Value::Ref(slot) => self.heap.get(slot),
                other => other,
            };
            let Value::Own(object) = value else { continue };
            if !matches!(self.copier(value, counts_are_acts), Copier::Machine) {
                found.push(place);
                continue;
            }
            if let Object::Slots { head, slots } = self.heap.object(object)
                && !matches!(head, Head::Shared { .. })
            {
                let inner = |index: usize| {
                    Value::Ref(Slot {
                        object,
                        index: index as u32,
                    })
                };
                work.extend((0..slots.len()).rev().map(inner));
            }
        }
        found.reverse();
        found
    }

    fn copier(&self, value: Value, counts_are_acts: bool) -> Copier {
        let tag = self.tag_of(value);
        if counts_are_acts && matches!(tag, TypeTag::ARC | TypeTag::ARC_WEAK) {
            return Copier::Sys(Sys::ArcCount);
        }
        if tag.user_index().is_none() && !matches!(tag, TypeTag::SENDER | TypeTag::SYNC_SENDER) {
            return Copier::Machine;
        }
        let method = self
            .code
            .names
            .clone
            .and_then(|name| self.code.find_own_method(tag, name));
        match method.map(|it| (it.target, it.self_kind)) {
            Some((MethodTarget::Fn(function), SelfKind::Ref)) => Copier::Fn(function),
            Some((MethodTarget::Sys(sys), _)) => Copier::Sys(sys),
            _ => Copier::Machine,
        }
    }

    /// Goes on with the clone job on top.
    pub fn clone_job(&mut self) -> Result<Flow, Trap> {
        loop {
            let Some(Activity::Clone(job)) = self.vm.frames.last_mut() else {
                return Ok(Flow::Again);
            };
            let counts_are_acts = job.counts_are_acts;
            if let Some(place) = job.asked.pop() {
                let value = match place {
                    Value::Ref(slot) => self.heap.get(slot),
                    other => other,
                };
                match self.copier(value, counts_are_acts) {
                    Copier::Machine => continue,
                    Copier::Fn(function) => return self.push_call(function, &[place], After::Job),
                    Copier::Sys(sys) => {
                        let args = [place, Value::Moved, Value::Moved, Value::Moved];
                        return Ok(self.syscall(sys, args, After::Job));
                    }
                }
            }
            let source = job.source;
            let mut answers = std::mem::take(&mut job.answers);
            let copy = self.copy_parts(source, &mut answers, counts_are_acts)?;
            let Some(Activity::Clone(job)) = self.vm.frames.last_mut() else {
                return Ok(Flow::Again);
            };
            if let Some(repeat) = &mut job.repeat {
                repeat.copies.push(copy);
                if repeat.copies.len() + 1 < repeat.len {
                    let asked = self.find_asked(source, counts_are_acts);
                    if let Some(Activity::Clone(job)) = self.vm.frames.last_mut() {
                        job.asked = asked;
                    }
                    continue;
                }
            }
            return self.finish_clone(copy);
        }
    }

    fn finish_clone(&mut self, copy: Value) -> Result<Flow, Trap> {
        let Some(Activity::Clone(mut job)) = self.vm.frames.pop() else {
            return Ok(Flow::Again);
        };
        let value = match job.repeat.take() {
            Some(mut repeat) => {
                let slot = Slot {
                    object: self.vm.stack,
                    index: job.base,
                };
                repeat.copies.push(self.heap.take(slot));
                self.heap
                    .alloc_slots(Head::Builtin(repeat.tag), repeat.copies)?
            }
            None => copy,
        };
        self.resume_below(job.after, value)
    }

    pub fn clone_answered(&mut self, answer: Value) -> Result<(), Trap> {
        if let Some(Activity::Clone(job)) = self.vm.frames.last_mut() {
            job.answers.push_back(answer);
        }
        Ok(())
    }

    /// A copy of the value in `place`, with the answers in the order in which they were asked for.
    ///
    /// Iterative: `open` holds the objects whose parts are being copied.
    fn copy_parts(
        &mut self,
        place: Value,
        answers: &mut VecDeque<Value>,
        counts_are_acts: bool,
    ) -> Result<Value, Trap> {
        struct Open {
            object: ObjectId,
            head: Head,
            next: usize,
            done: Slots,
        }
        let mut open: Vec<Open> = Vec::new();
        let mut place = place;
        loop {
            let value = match place {
                Value::Ref(slot) => self.heap.get(slot),
                other => other,
            };
            let asked = !matches!(self.copier(value, counts_are_acts), Copier::Machine);
            let mut copy = if asked && matches!(value, Value::Own(_)) {
                Some(
                    answers
                        .pop_front()
                        .ok_or_else(|| unsupported("a copy that was not made"))?,
                )
            } else {
                self.copy_leaf(value)?
            };
            if copy.is_none()
                && let Value::Own(object) = value
                && let Some(head) = self.heap.head(object)
            {
                open.push(Open {
                    object,
                    head,
                    next: 0,
                    done: Slots::new(),
                });
            }
            loop {
                let Some(top) = open.last_mut() else {
                    return Ok(copy.unwrap_or(Value::Moved));
                };
                if let Some(part) = copy.take() {
                    top.done.push(part);
                }
                if top.next < self.heap.slots(top.object).len() {
                    place = Value::Ref(Slot {
                        object: top.object,
                        index: top.next as u32,
                    });
                    top.next += 1;
                    break;
                }
                let Some(Open { head, done, .. }) = open.pop() else {
                    return Err(unsupported("a copy that was not made"));
                };
                copy = Some(self.heap.alloc_slots(head, done)?);
            }
        }
    }

    /// The copy of a value without parts, `None` when it has parts.
    fn copy_leaf(&mut self, value: Value) -> Result<Option<Value>, Trap> {
        let Value::Own(id) = value else {
            return Ok(Some(value));
        };
        let (head, empty) = match self.heap.object(id) {
            Object::Text(text) => {
                let text = text.clone();
                return Ok(Some(self.heap.alloc_string(text)?));
            }
            Object::Wide(_) => return Ok(Some(value)),
            Object::Slots { head, slots } => (*head, slots.is_empty()),
            Object::Free(_) | Object::Formatter(_) => {
                return Err(unsupported("cloning this value"));
            }
        };
        match head {
            Head::Shared { .. } => Ok(Some(self.heap.clone_shared(id))),
            Head::Weak { tag, target } => {
                if let Some(Head::Shared { .. }) = self.heap.head(target) {
                    return Ok(Some(self.heap.alloc_weak(target)?));
                }
                Ok(Some(
                    self.heap
                        .alloc_slots(Head::Weak { tag, target }, Slots::new())?,
                ))
            }
            Head::Coroutine { .. } => Err(unsupported("cloning a future")),
            Head::Sync { tag, .. } | Head::Guard { tag, .. } => {
                let name = self.code.type_name(tag);
                Err(Trap::Fault(Fault::Unsupported(format!(
                    "`clone` of a `{name}`"
                ))))
            }
            Head::Builtin(_) | Head::Shape(_) | Head::Closure(_) if empty => {
                Ok(Some(self.heap.alloc_slots(head, Slots::new())?))
            }
            Head::Builtin(_) | Head::Shape(_) | Head::Closure(_) => Ok(None),
        }
    }
}
