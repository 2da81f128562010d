//! `std::pin`: a pinned pointer is the pointer itself here, for nothing moves in memory.

pub struct Pin;

impl Pin {
    pub fn new(pointer: P) -> Pin {
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
