//! Groups of built-in types that share methods.

use crate::tag::TypeTag as T;

/// All integer types.
pub const INTS: &[T] = &[
    T::I8,
    T::I16,
    T::I32,
    T::I64,
    T::I128,
    T::ISIZE,
    T::U8,
    T::U16,
    T::U32,
    T::U64,
    T::U128,
    T::USIZE,
];

/// Both floating point types.
pub const FLOATS: &[T] = &[T::F32, T::F64];

/// All numbers.
pub(super) const NUMBERS: &[T] = &[
    T::I8,
    T::I16,
    T::I32,
    T::I64,
    T::I128,
    T::ISIZE,
    T::U8,
    T::U16,
    T::U32,
    T::U64,
    T::U128,
    T::USIZE,
    T::F32,
    T::F64,
];

/// `char` and bytes, which share the `is_ascii_…` methods.
pub(super) const CHARS: &[T] = &[T::CHAR, T::U8];

/// Stands for every type: rows for it are blanket methods, looked up last.
pub const ANY_TYPE: &[T] = &[];

/// Types with elements in a row.
pub(super) const SEQUENCES: &[T] = &[T::SLICE, T::ARRAY, T::VEC, T::VEC_DEQUE];

/// The same without the double-ended queue.
pub(super) const SLICES: &[T] = &[T::SLICE, T::ARRAY, T::VEC];

/// Strings, owned and borrowed.
pub(super) const STRINGS: &[T] = &[T::STRING, T::STR];

/// Maps from keys to values.
pub(super) const MAPS: &[T] = &[T::HASH_MAP, T::BTREE_MAP];

/// Sets.
pub(super) const SETS: &[T] = &[T::HASH_SET, T::BTREE_SET];

/// Iterators of the machine itself: `next` is a native.
pub(super) const ITERATORS: &[T] = &[T::ITER, T::RANGE, T::RANGE_INCLUSIVE, T::RANGE_FROM];

/// Those that can also be read from the back.
pub(super) const DOUBLE_ENDED: &[T] = &[T::ITER, T::RANGE, T::RANGE_INCLUSIVE];

/// Reference counted pointers.
pub(super) const COUNTED: &[T] = &[T::RC, T::ARC];

/// Weak pointers.
pub(super) const WEAK: &[T] = &[T::RC_WEAK, T::ARC_WEAK];

/// Collections that can be made empty and with a capacity.
pub(super) const COLLECTIONS: &[T] = &[
    T::VEC,
    T::STRING,
    T::VEC_DEQUE,
    T::HASH_MAP,
    T::BTREE_MAP,
    T::HASH_SET,
    T::BTREE_SET,
    T::BINARY_HEAP,
];
