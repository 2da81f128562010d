//! What is called on raw pointers: `pointer.name(…)` is `name(pointer, …)` here, as inference finds them.

pub fn is_null(this: P) -> bool {
    intrinsic::raw_is_null(this)
}

pub fn cast(this: P) -> P {
    this
}

pub fn cast_mut(this: P) -> P {
    this
}

pub fn cast_const(this: P) -> P {
    this
}

pub fn as_ref(this: P) -> Option {
    if intrinsic::raw_is_null(this) {
        None
    } else {
        Some(this)
    }
}

pub fn as_mut(this: P) -> Option {
    if intrinsic::raw_is_null(this) {
        None
    } else {
        Some(this)
    }
}

pub fn add(this: P, count: usize) -> P {
    intrinsic::raw_offset(this, count)
}

pub fn wrapping_add(this: P, count: usize) -> P {
    intrinsic::raw_offset(this, count)
}

pub fn sub(this: P, count: usize) -> P {
    intrinsic::raw_offset(this, -(count as isize))
}

pub fn wrapping_sub(this: P, count: usize) -> P {
    sub(this, count)
}

pub fn offset(this: P, count: isize) -> P {
    intrinsic::raw_offset(this, count)
}

pub fn offset_from(this: P, origin: P) -> isize {
    intrinsic::raw_distance(this, origin)
}

pub fn read(this: P) -> T {
    std::ptr::read(this)
}

pub fn read_volatile(this: P) -> T {
    std::ptr::read(this)
}

pub fn write(this: P, value: T) {
    intrinsic::raw_put(this, value)
}

pub fn write_volatile(this: P, value: T) {
    intrinsic::raw_put(this, value)
}

pub fn replace(this: P, value: T) -> T {
    intrinsic::mem_replace(this, value)
}

pub fn swap(this: P, with: P) {
    intrinsic::mem_swap(this, with)
}

pub fn drop_in_place(this: P) {
    std::ptr::drop_in_place(this)
}

pub fn clone(this: P) -> P {
    this
}

/// `==`
pub fn eq(this: P, other: P) -> bool {
    intrinsic::raw_eq(this, other)
}

/// `!=`
pub fn ne(this: P, other: P) -> bool {
    !intrinsic::raw_eq(this, other)
}
