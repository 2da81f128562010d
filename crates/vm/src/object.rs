//! Objects of the heap: slots with a head that says what they are, texts, and wide integers.

use interleave_program::{FnId, ShapeId, TypeTag};
use smallvec::SmallVec;

use crate::formatter::Formatter;
use crate::value::{ObjectId, Value};

/// The slots of an object; up to three live in the object itself.
pub type Slots = SmallVec<[Value; 3]>;

/// Slots with these values; few are written where they belong without asking how many there are.
#[inline]
pub(crate) fn slots_of(values: &[Value]) -> Slots {
    let (buffer, len) = match *values {
        [first] => ([first, Value::Moved, Value::Moved], 1),
        [first, second] => ([first, second, Value::Moved], 2),
        [first, second, third] => ([first, second, third], 3),
        _ => return Slots::from_slice(values),
    };
    Slots::from_buf_and_len(buffer, len)
}

/// What an object with slots is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// A struct, tuple or variant with fields: slot i is field i of the shape.
    Shape(ShapeId),
    /// A built-in type without further state: `Vec`, array, `Box`, `Cell`, map, iterator, …
    Builtin(TypeTag),
    /// What `Rc` (tag `RC`) or `Arc` (`ARC`) handles point to: slot 0 is the value. Every slot that holds
    /// `Own` of it counts as one strong handle.
    Shared {
        tag: TypeTag,
        strong: u32,
        weak: u32,
    },
    /// A `Weak` handle; no slots.
    Weak { tag: TypeTag, target: ObjectId },
    /// A closure: slot i is captured variable i.
    Closure(FnId),
    /// An `async` body: where it goes on, and its own register file; slot i is captured variable i.
    Coroutine {
        function: FnId,
        at: u32,
        stack: ObjectId,
    },
    /// A sync object whose state the engine keeps under `id`; slot 0 is the protected data, if there is any.
    Sync { tag: TypeTag, id: u32 },
    /// A guard of the sync object `of`; no slots.
    Guard { tag: TypeTag, of: ObjectId },
}

/// One object of the heap.
#[derive(Debug, PartialEq)]
pub enum Object {
    /// Not in use; and the place that is used after this one.
    Free(u32),
    /// The contents of a `String`.
    Text(String),
    /// A 128-bit integer that does not fit `i64` (`u128` as its bits). Handles to it are copied freely.
    Wide(Box<Wide>),
    /// Everything that is made of slots.
    Slots { head: Head, slots: Slots },
    /// `std::fmt::Formatter` while a user's `fmt` runs.
    Formatter(Box<Formatter>),
}

impl Object {
    /// The shape and the fields of a struct, tuple or variant with fields.
    #[inline(always)]
    pub(crate) fn fields(&self) -> Option<(ShapeId, &Slots)> {
        match self {
            Self::Slots {
                head: Head::Shape(shape),
                slots,
            } => Some((*shape, slots)),
            _ => None,
        }
    }

    /// All of it as the unsized value that a `String`, `Vec` or array dereferences to; `object` is its own number.
    #[must_use]
    pub fn rows(&self, object: ObjectId) -> Option<Value> {
        let start = 0;
        match self {
            Self::Text(text) => {
                let len = text.len() as u32;
                Some(Value::Str { object, start, len })
            }
            Self::Slots {
                head: Head::Builtin(TypeTag::VEC | TypeTag::ARRAY),
                slots,
            } => {
                let len = slots.len() as u32;
                Some(Value::Slice { object, start, len })
            }
            _ => None,
        }
    }
}

impl Clone for Object {
    fn clone(&self) -> Self {
        match self {
            Self::Free(next) => Self::Free(*next),
            Self::Text(text) => Self::Text(text.clone()),
            Self::Wide(wide) => Self::Wide(wide.clone()),
            Self::Slots { head, slots } => Self::Slots {
                head: *head,
                slots: slots.as_slice().into(),
            },
            Self::Formatter(it) => Self::Formatter(it.clone()),
        }
    }

    /// Whoever copies whole heaps over and over (the search of all interleavings) needs no new memory for most objects.
    fn clone_from(&mut self, from: &Self) {
        match (&mut *self, from) {
            (Self::Text(own), Self::Text(text)) => own.clone_from(text),
            (
                Self::Slots { head, slots },
                Self::Slots {
                    head: other,
                    slots: others,
                },
            ) => {
                *head = *other;
                if slots.len() == others.len() {
                    slots.copy_from_slice(others);
                } else {
                    slots.clear();
                    slots.extend_from_slice(others);
                }
            }
            (own, from) => *own = from.clone(),
        }
    }
}

/// A 128-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wide {
    /// `I128` or `U128`.
    pub kind: interleave_program::IntKind,
    /// The bits.
    pub bits: i128,
    /// Has been given to the engine, which may keep it where the heap cannot see it.
    pub pinned: bool,
}
