//! `std::ptr`: raw pointers are places, as references are; the null pointer is `()`.

pub fn null() -> P {
    ()
}

pub fn null_mut() -> P {
    ()
}

pub fn addr_eq(a: P, b: P) -> bool {
    intrinsic::raw_eq(a, b)
}

pub fn read(from: P) -> T {
    *from
}

pub fn read_volatile(from: P) -> T {
    *from
}

pub fn write(to: P, value: T) {
    intrinsic::raw_put(to, value)
}

pub fn write_volatile(to: P, value: T) {
    intrinsic::raw_put(to, value)
}

pub fn copy(from: P, to: P, count: usize) {
    let mut held = Vec::with_capacity(count);
    for at in 0..count {
        held.push(read(intrinsic::raw_offset(from, at)));
    }
    let mut at = 0usize;
    for value in held {
        write(intrinsic::raw_offset(to, at), value);
        at += 1;
    }
}

pub fn copy_nonoverlapping(from: P, to: P, count: usize) {
    copy(from, to, count);
}

pub fn replace(place: P, value: T) -> T {
    intrinsic::mem_replace(place, value)
}

pub fn swap(a: P, b: P) {
    intrinsic::mem_swap(a, b)
}

pub fn drop_in_place(place: P) {
    let value = *place;
}

pub fn from_ref(place: R) -> P {
    place
}

pub fn from_mut(place: R) -> P {
    place
}

#[derive(Clone, Copy)]
struct Dangling;

#[derive(Clone, Copy)]
pub struct NonNull {
    pointer: P,
}

impl NonNull {
    pub fn new(pointer: P) -> Option {
        if intrinsic::raw_is_null(pointer) {
            None
        } else {
            Some(NonNull { pointer })
        }
    }

    pub fn new_unchecked(pointer: P) -> NonNull {
        NonNull { pointer }
    }

    pub fn dangling() -> NonNull {
        NonNull { pointer: Dangling }
    }

    pub fn from(place: R) -> NonNull {
        NonNull { pointer: place }
    }

    pub fn from_ref(place: R) -> NonNull {
        NonNull { pointer: place }
    }

    pub fn from_mut(place: R) -> NonNull {
        NonNull { pointer: place }
    }

    pub fn as_ptr(self) -> P {
        self.pointer
    }

    pub fn as_ref(&self) -> &T {
        self.pointer
    }

    pub fn as_mut(&mut self) -> &mut T {
        self.pointer
    }

    pub fn cast(self) -> NonNull {
        self
    }

    pub fn add(self, count: usize) -> NonNull {
        NonNull {
            pointer: intrinsic::raw_offset(self.pointer, count),
        }
    }

    pub fn read(self) -> T {
        std::ptr::read(self.pointer)
    }

    pub fn write(self, value: T) {
        intrinsic::raw_put(self.pointer, value)
    }

    pub fn drop_in_place(self) {
        std::ptr::drop_in_place(self.pointer)
    }
}

impl PartialEq for NonNull {
    fn eq(&self, other: &NonNull) -> bool {
        intrinsic::raw_eq(self.pointer, other.pointer)
    }
}
