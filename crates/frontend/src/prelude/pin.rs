//! `std::pin`: a pinned pointer is the pointer itself here, for nothing moves in memory.

pub struct Pin;

impl Pin {
    pub fn new(pointer: P) -> Pin {
        pointer
    }

    pub fn new_unchecked(pointer: P) -> Pin {
        pointer
    }

    pub fn into_inner_unchecked(pointer: P) -> P {
        pointer
    }

    pub fn get_unchecked_mut(pointer: P) -> P {
        pointer
    }

    pub fn into_inner(pointer: P) -> P {
        pointer
    }

    pub fn get_mut(pointer: P) -> P {
        pointer
    }

    pub fn get_ref(pointer: P) -> P {
        pointer
    }

    pub fn into_ref(pointer: P) -> P {
        pointer
    }

    pub fn as_mut(pointer: &mut P) -> P {
        &mut **pointer
    }

    pub fn as_ref(pointer: &P) -> P {
        &**pointer
    }

    pub fn set(pointer: &mut P, value: T) {
        **pointer = value;
    }
}

/// Of every pinned pointer.
trait Project {
    fn map_unchecked(&self, f: F) -> R {
        f(self)
    }

    fn map_unchecked_mut(&mut self, f: F) -> R {
        f(self)
    }
}

impl<T> Project for T {}
