//! `drop`, `take` and relatives.

pub fn drop(value: T) {}

pub fn take(dest: &mut T, hint: H) -> T {
    intrinsic::take_out(dest)
}
