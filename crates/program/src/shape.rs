//! Types and shapes: the layout of structs, tuples and enum variants.

use serde::{Deserialize, Serialize};

use crate::ids::{FnId, ShapeId, Symbol};
use crate::int::IntKind;
use crate::tag::TypeTag;

/// How a struct or variant is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeKind {
    /// `Name { a: 1 }`
    Named,
    /// `Name(1)` or a tuple `(1, 2)`
    Tuple,
    /// `Name`
    Unit,
}

/// The layout of one struct, tuple arity, or enum variant: field `fields[i]` is slot `i` of the object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The type it belongs to.
    pub tag: TypeTag,
    /// Which variant of the type, from 0 in declaration order; 0 for structs and tuples.
    pub variant: u16,
    /// The struct's or variant's name as `{:?}` prints it; "" for tuples.
    pub name: String,
    /// Named, tuple or unit.
    pub kind: ShapeKind,
    /// Field names in slot order; tuple fields are symbols 0, 1, ….
    pub fields: Vec<Symbol>,
    /// The explicit or counted discriminant, for `as` casts.
    pub discriminant: i128,
}

impl Shape {
    /// The slot of `field`.
    #[must_use]
    pub fn slot(&self, field: Symbol) -> Option<usize> {
        self.fields.iter().position(|known| *known == field)
    }
}

/// One of the program's own types (`Program::types[tag.user_index()]`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeDef {
    /// Name in source.
    pub name: String,
    /// Its struct shape, or its variants in order.
    pub shapes: Vec<ShapeId>,
    /// Derives `Copy`: using it by value copies.
    pub is_copy: bool,
    /// `Drop::drop`, run before the fields are dropped.
    pub drop: Option<FnId>,
    /// The type of the numbers of an enum's variants: `isize` unless `#[repr(…)]` says another.
    pub number: IntKind,
    /// Names of derived traits, in source order ("Debug", "Clone", "PartialEq", …).
    pub derives: Vec<String>,
    /// The type that this is one set of type arguments of, when its methods depend on them.
    pub instance_of: Option<TypeTag>,
}

macro_rules! builtin_shapes {
    ($($name:ident = $index:literal: $tag:ident $variant:literal $text:literal $kind:ident [$($field:literal),*] ;)*) => {
        impl ShapeId {
            $(#[doc = concat!("`", $text, "`")] pub const $name: Self = Self($index);)*
        }

        /// The shapes that every program starts with, in id order; tuples of arity 0 to 12 follow them.
        pub(crate) fn builtin_shapes(symbols: &mut crate::symbol::SymbolTable) -> Vec<Shape> {
            let mut shapes = vec![$(Shape {
                tag: TypeTag::$tag, variant: $variant, name: $text.to_owned(), kind: ShapeKind::$kind,
                fields: vec![$(symbols.intern($field)),*], discriminant: $variant,
            }),*];
            debug_assert_eq!(shapes.len(), usize::from(ShapeId::FIRST_TUPLE.0));
            // `Less` is -1 in std.
            for shape in shapes.iter_mut().filter(|shape| shape.tag == TypeTag::ORDERING) {
                shape.discriminant -= 1;
            }
            for arity in 0..=ShapeId::MAX_TUPLE {
                shapes.push(Shape {
                    tag: TypeTag::TUPLE, variant: 0, name: String::new(), kind: ShapeKind::Tuple,
                    fields: (0..arity).map(Symbol).collect(), discriminant: 0,
                });
            }
            shapes
        }
    };
}

builtin_shapes! {
    NONE = 0: OPTION 0 "None" Unit [];
    SOME = 1: OPTION 1 "Some" Tuple ["0"];
    OK = 2: RESULT 0 "Ok" Tuple ["0"];
    ERR = 3: RESULT 1 "Err" Tuple ["0"];
    LESS = 4: ORDERING 0 "Less" Unit [];
    EQUAL = 5: ORDERING 1 "Equal" Unit [];
    GREATER = 6: ORDERING 2 "Greater" Unit [];
    RANGE = 7: RANGE 0 "Range" Named ["start", "end"];
    RANGE_INCLUSIVE = 8: RANGE_INCLUSIVE 0 "RangeInclusive" Named ["start", "end", "exhausted"];
    RANGE_FROM = 9: RANGE_FROM 0 "RangeFrom" Named ["start"];
    RANGE_TO = 10: RANGE_TO 0 "RangeTo" Named ["end"];
    RANGE_TO_INCLUSIVE = 11: RANGE_TO_INCLUSIVE 0 "RangeToInclusive" Named ["end"];
    RANGE_FULL = 12: RANGE_FULL 0 "RangeFull" Unit [];
    POISON_ERROR = 13: POISON_ERROR 0 "PoisonError" Tuple ["0"];
    TRY_LOCK_POISONED = 14: TRY_LOCK_ERROR 0 "Poisoned" Tuple ["0"];
    TRY_LOCK_WOULD_BLOCK = 15: TRY_LOCK_ERROR 1 "WouldBlock" Unit [];
    SEND_ERROR = 16: SEND_ERROR 0 "SendError" Tuple ["0"];
    TRY_SEND_FULL = 17: TRY_SEND_ERROR 0 "Full" Tuple ["0"];
    TRY_SEND_DISCONNECTED = 18: TRY_SEND_ERROR 1 "Disconnected" Tuple ["0"];
    RECV_ERROR = 19: RECV_ERROR 0 "RecvError" Unit [];
    TRY_RECV_EMPTY = 20: TRY_RECV_ERROR 0 "Empty" Unit [];
    TRY_RECV_DISCONNECTED = 21: TRY_RECV_ERROR 1 "Disconnected" Unit [];
    RECV_TIMEOUT = 22: RECV_TIMEOUT_ERROR 0 "Timeout" Unit [];
    RECV_TIMEOUT_DISCONNECTED = 23: RECV_TIMEOUT_ERROR 1 "Disconnected" Unit [];
    RELAXED = 24: MEMORY_ORDERING 0 "Relaxed" Unit [];
    RELEASE = 25: MEMORY_ORDERING 1 "Release" Unit [];
    ACQUIRE = 26: MEMORY_ORDERING 2 "Acquire" Unit [];
    ACQ_REL = 27: MEMORY_ORDERING 3 "AcqRel" Unit [];
    SEQ_CST = 28: MEMORY_ORDERING 4 "SeqCst" Unit [];
    READY = 29: POLL 0 "Ready" Tuple ["0"];
    PENDING = 30: POLL 1 "Pending" Unit [];
}

impl ShapeId {
    /// The tuple of arity 0; arity n follows n places later.
    pub const FIRST_TUPLE: Self = Self(31);
    /// Largest arity of a tuple.
    pub const MAX_TUPLE: u16 = 12;

    /// The shape of a tuple with `arity` fields, at most [`Self::MAX_TUPLE`].
    #[must_use]
    pub fn tuple(arity: usize) -> Self {
        Self(Self::FIRST_TUPLE.0 + arity as u16)
    }

    /// First id that is free for the prelude's and program's own shapes.
    pub const FIRST_FREE: Self = Self(Self::FIRST_TUPLE.0 + Self::MAX_TUPLE + 1);
}
