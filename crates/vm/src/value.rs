//! Values: sixteen bytes, copied bit by bit.

use interleave_program::{ConstId, FnId, IntKind, Native, ShapeId, Sys, TypeTag};

/// An object of the heap, or the register file of a thread (see `Heap`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// A slot: element `index` of `object`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The object, or a thread's register file.
    pub object: ObjectId,
    /// Which slot of it.
    pub index: u32,
}

/// A value as registers and slots hold it. `Copy` in Rust terms here says nothing about the program:
/// an `Own` handle stands for a value that the program moves, and is in exactly one slot at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Nothing: not yet written, moved out, or dropped.
    Moved,
    /// `()`
    Unit,
    /// `bool`
    Bool(bool),
    /// `char`
    Char(char),
    /// An integer; `u64`/`usize` as their bits. 128-bit integers live here when they fit `i64`, else as
    /// `Own` of a wide object.
    Int(IntKind, i64),
    /// `f32`
    F32(f32),
    /// `f64`
    F64(f64),
    /// `std::time::Duration` in nanoseconds.
    Duration(u64),
    /// `std::time::Instant` in virtual nanoseconds since the start; see [`crate::of_runtime`] for tokio's, and
    /// [`crate::Wheel`] for the ticks by which a real one would be later, 0 to 255.
    Instant(u64, u8),
    /// A unit struct or a variant without fields.
    Tag(ShapeId),
    /// A `fn` item.
    Fn(FnId),
    /// A native as a function value.
    Native(Native),
    /// A syscall as a function value.
    Sys(Sys),
    /// A tuple struct's or variant's constructor as a function value.
    Constructor(ShapeId),
    /// A type passed to a native (`Const::Type`).
    Type(ConstId),
    /// A small `Copy` handle of the engine: `Thread`, `ThreadId`.
    Handle(TypeTag, u32),
    /// A reference to a slot: `&x`, `&mut x`, and every place.
    Ref(Slot),
    /// `&[T]` / `&mut [T]`: `len` elements of an array or Vec object from `start`.
    Slice {
        object: ObjectId,
        start: u32,
        len: u32,
    },
    /// `&str`: `len` bytes of a `String` object from `start`.
    Str {
        object: ObjectId,
        start: u32,
        len: u32,
    },
    /// `&'static str`: `len` bytes of string constant `constant` from `start`.
    StaticStr {
        constant: ConstId,
        start: u32,
        len: u32,
    },
    /// The one owner of a heap object.
    Own(ObjectId),
}

const _: () = assert!(size_of::<Value>() == 16, "a value is sixteen bytes");
