//! Who shares an object: counts of `Arc` are all that threads of a safe program share without a syscall.
//!
//! A run act by act lets others come before a thread uses such a count, where its order can show ([`CountActs`]): then
//! the thread halts first ([`interleave_program::Sys::ArcDrop`], [`interleave_program::Sys::ArcCount`]). What is done to
//! a count is noted too, so that acts which do not care about each other's are known.

use interleave_program::{Native, TypeTag};

use crate::code::Code;
use crate::context::{Context, Trap};
use crate::halt::Fault;
use crate::heap::Heap;
use crate::natives;
use crate::object::{Head, Object};
use crate::value::{ObjectId, Value};

/// What is done to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountUse {
    /// One more or one less, and it does not matter who is last: dropping what is shared calls nobody.
    Adds,
    /// Anything else, also looking at it.
    Writes,
}

/// Which uses of counts others may come before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountActs {
    /// None: nobody can tell.
    #[default]
    None,
    /// Giving a handle back when the last one to do so might do something that can be noticed.
    Drops,
    /// All: somebody looks at counts.
    All,
}

/// Notes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counted {
    is_noted: bool,
    noted: Vec<(ObjectId, CountUse)>,
    acts: CountActs,
}

/// How deep what is shared may be, and how long, for its drop to be looked through.
const DEPTH: u32 = 8;
const LONGEST: usize = 64;

impl Heap {
    /// From now on uses of counts are noted, or not any more.
    pub fn note_counts(&mut self, is_noted: bool) {
        self.counted.is_noted = is_noted;
        self.counted.noted.clear();
    }

    /// The uses noted since they were last asked for.
    #[inline]
    pub fn counts_noted(&mut self) -> impl Iterator<Item = (ObjectId, CountUse)> {
        self.counted.noted.drain(..)
    }

    /// From now on others may come before these uses.
    pub fn set_count_acts(&mut self, acts: CountActs) {
        self.counted.acts = acts;
    }

    /// Whether others may come before somebody copies or looks at handles.
    pub(crate) fn looks_are_acts(&self) -> bool {
        self.counted.acts == CountActs::All
    }

    /// Whether others may come before the handle is dropped.
    #[inline]
    pub(crate) fn drop_is_act(&self, code: &Code, handle: ObjectId) -> bool {
        self.counted.acts != CountActs::None && self.drop_can_be_seen(code, handle)
    }

    fn drop_can_be_seen(&self, code: &Code, handle: ObjectId) -> bool {
        let is_strong = match self.head(handle) {
            Some(Head::Shared { tag, .. }) if tag == TypeTag::ARC => true,
            Some(Head::Weak { tag, .. }) if tag == TypeTag::ARC_WEAK => false,
            _ => return false,
        };
        self.looks_are_acts() || is_strong && self.may_be_noisy(code, handle)
    }

    /// Does `native` with the count of the pointer: that others might come before has been seen to.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn use_count(
        &mut self,
        code: &Code,
        native: Native,
        pointer: Value,
    ) -> Result<Value, Fault> {
        let acts = std::mem::take(&mut self.counted.acts);
        let mut dropped = Vec::new();
        let mut context = Context {
            code,
            heap: self,
            panicking: false,
            dropped: &mut dropped,
        };
        let answer = natives::call(&mut context, native, &[pointer]);
        self.counted.acts = acts;
        answer.map_err(|trap| match trap {
            Trap::Fault(fault) => fault,
            _ => Fault::Unsupported("a count that is used in an unexpected way".to_owned()),
        })
    }

    /// Whether nobody has to be told of uses of counts, and nobody may come before them.
    #[inline(always)]
    pub(crate) fn counts_are_unseen(&self) -> bool {
        !self.counted.is_noted && self.counted.acts == CountActs::None
    }

    /// A count of `id` is used.
    #[inline]
    pub(crate) fn note_count(&mut self, id: ObjectId, how: CountUse) {
        if self.counted.is_noted {
            self.counted.noted.push((id, how));
        }
    }

    /// One handle of `id` is dropped.
    #[inline]
    pub(crate) fn note_uncount(&mut self, code: &Code, id: ObjectId) {
        if self.counted.is_noted {
            let how = match self.may_be_noisy(code, id) {
                true => CountUse::Writes,
                false => CountUse::Adds,
            };
            self.note_count(id, how);
        }
    }

    /// Whether dropping the last handle of `shared` may do something that anybody could notice, now or when it holds
    /// something else.
    fn may_be_noisy(&self, code: &Code, shared: ObjectId) -> bool {
        let facts = code.count_facts();
        let is_fixed = !facts.coroutines;
        facts.noise
            && (self.slots(shared).iter()).any(|it| self.is_noisy(code, *it, is_fixed, DEPTH))
    }

    /// The same of one value. It stays what it is when `is_fixed`; otherwise only its type does.
    fn is_noisy(&self, code: &Code, value: Value, is_fixed: bool, depth: u32) -> bool {
        let id = match value {
            Value::Own(id) => id,
            Value::Tag(shape) => return !is_fixed || code.facts(shape).drop.is_some(),
            Value::Moved => return !is_fixed,
            _ => return false,
        };
        let (head, slots) = match self.object(id) {
            Object::Slots { head, slots } => (head, slots),
            Object::Formatter(_) => return true,
            Object::Free(_) | Object::Text(_) | Object::Wide(_) => return false,
        };
        // Whether what is in it stays what it is, when it stays itself; `None` when it may hold anything.
        let inner_is_fixed = match head {
            Head::Shape(shape) => {
                let facts = code.facts(*shape);
                let tag = code.shapes[shape.index()].tag;
                if facts.drop.is_some() || !is_fixed && code.has_variants(tag) {
                    return true;
                }
                is_fixed && !code.count_facts().is_of_library(tag)
            }
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => return true,
            Head::Builtin(TypeTag::CELL | TypeTag::REF_CELL) => false,
            Head::Builtin(TypeTag::BOX) | Head::Closure(_) | Head::Shared { .. } if !is_fixed => {
                return true;
            }
            Head::Builtin(_) if !is_fixed && slots.is_empty() => return true,
            Head::Builtin(_) | Head::Closure(_) | Head::Shared { .. } => is_fixed,
            Head::Sync { tag, .. } => match *tag {
                TypeTag::JOIN_HANDLE
                | TypeTag::SENDER
                | TypeTag::SYNC_SENDER
                | TypeTag::RECEIVER => return true,
                TypeTag::CONDVAR | TypeTag::BARRIER | TypeTag::ONCE => return false,
                _ => false,
            },
            Head::Weak { .. } => return false,
            Head::Coroutine { .. } | Head::Guard { .. } => return true,
        };
        depth == 0
            || slots.len() > LONGEST
            || slots
                .iter()
                .any(|it| self.is_noisy(code, *it, inner_is_fixed, depth - 1))
    }
}
