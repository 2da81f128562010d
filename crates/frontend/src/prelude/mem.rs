//! `drop`, `take` and relatives.

pub fn drop(value: T) {}

pub fn take(dest: &mut T, hint: H) -> T {
    intrinsic::take_out(dest)
}

/// The same where the program says how the default is made: `made_by` is that function.
pub fn take_for_default(dest: &mut T, made_by: F) -> T {
    std::mem::replace(dest, made_by())
}

// Answered where they are called, by what is known of the type there.

pub fn size_of() -> usize {
    intrinsic::unsupported("`size_of` as a value")
}

pub fn align_of() -> usize {
    intrinsic::unsupported("`align_of` as a value")
}

pub fn size_of_val(value: &T) -> usize {
    intrinsic::unsupported("`size_of_val` as a value")
}

pub fn align_of_val(value: &T) -> usize {
    intrinsic::unsupported("`align_of_val` as a value")
}

/// Which variant a value is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Discriminant {
    variant: usize,
}

impl std::fmt::Debug for Discriminant {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("Discriminant").field(&self.variant).finish()
    }
}

pub fn discriminant(value: &T) -> Discriminant {
    Discriminant { variant: intrinsic::discriminant(value) }
}
