//! Taking note of who touches how many share an object: counts of `Arc` are all that threads of a safe program share
//! without a syscall.

use interleave_program::TypeTag;

use crate::code::Code;
use crate::heap::Heap;
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

/// Notes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counted {
    is_noted: bool,
    noted: Vec<(ObjectId, CountUse)>,
    /// Whether anybody wants to know of races.
    is_watched: bool,
    has_raced: bool,
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
    pub fn counts_noted(&mut self) -> impl Iterator<Item = (ObjectId, CountUse)> {
        self.counted.noted.drain(..)
    }

    /// From now on [`Heap::take_count_race`] knows.
    pub fn watch_counts(&mut self) {
        self.counted.is_watched = true;
    }

    /// Whether since it was last asked somebody looked at how many share an object that others share, or gave such a
    /// handle back although it matters who is last: others could have come before.
    pub fn take_count_race(&mut self) -> bool {
        std::mem::take(&mut self.counted.has_raced)
    }

    /// Somebody looks at how many share `id`.
    pub(crate) fn note_look(&mut self, id: ObjectId) {
        self.note_count(id, CountUse::Writes);
        self.counted.has_raced |= self.counted.is_watched && self.is_shared(id);
    }

    /// Whether several own an object that threads can share.
    fn is_shared(&self, id: ObjectId) -> bool {
        let head = self.head(id);
        matches!(
            head,
            Some(Head::Shared {
                tag: TypeTag::ARC,
                strong: 2..,
                ..
            })
        )
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
        if self.counted.is_noted || self.counted.is_watched {
            let is_silent = self
                .slots(id)
                .iter()
                .all(|it| self.is_silent(code, *it, DEPTH));
            let how = if is_silent {
                CountUse::Adds
            } else {
                CountUse::Writes
            };
            self.note_count(id, how);
            self.counted.has_raced |= !is_silent && self.is_shared(id);
        }
    }

    /// Whether dropping the value does nothing that anybody could notice, whoever does it.
    fn is_silent(&self, code: &Code, value: Value, depth: u32) -> bool {
        let id = match value {
            Value::Own(id) => id,
            Value::Tag(shape) => return code.facts(shape).drop.is_none(),
            _ => return true,
        };
        let (head, slots) = match self.object(id) {
            Object::Slots { head, slots } => (head, slots),
            Object::Formatter(_) => return false,
            Object::Free | Object::Text(_) | Object::Wide(_) => return true,
        };
        let is_silent = match head {
            Head::Shape(shape) => code.facts(*shape).drop.is_none(),
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => false,
            Head::Builtin(_) | Head::Closure(_) | Head::Shared { .. } => true,
            Head::Sync { tag, .. } => !matches!(
                *tag,
                TypeTag::JOIN_HANDLE | TypeTag::SENDER | TypeTag::SYNC_SENDER | TypeTag::RECEIVER
            ),
            Head::Weak { .. } | Head::Coroutine { .. } | Head::Guard { .. } => false,
        };
        is_silent
            && depth > 0
            && slots.len() <= LONGEST
            && slots.iter().all(|it| self.is_silent(code, *it, depth - 1))
    }
}
