//! `Rc` and `Arc`: what takes closures or clones.

macro_rules! counted {
    ($module:ident, $Counted:ident, $empty:ident, $new:ident) => {
        impl $Counted {
            pub fn increment_strong_count(pointer: P) {
                let held = std::$module::$Counted::from_raw(pointer);
                std::mem::forget(held.clone());
                std::mem::forget(held);
            }

            pub fn decrement_strong_count(pointer: P) {
                drop(std::$module::$Counted::from_raw(pointer));
            }

            pub fn new_cyclic(f: F) -> $Counted {
                let empty = intrinsic::$empty();
                let weak = intrinsic::counted_downgrade(&empty);
                let value = f(&weak);
                intrinsic::counted_fill(empty, value)
            }

            pub fn into_inner(this: R) -> Option {
                intrinsic::counted_into_inner(this)
            }

            pub fn unwrap_or_clone(this: R) -> T {
                match intrinsic::counted_try_unwrap(this) {
                    Ok(value) => value,
                    Err(shared) => (*shared).clone(),
                }
            }

            pub fn make_mut(this: &mut R) -> &mut T {
                let this = intrinsic::counted_place(this);
                if intrinsic::counted_get_mut(this).is_none() {
                    let copy = (**this).clone();
                    *this = intrinsic::$new(copy);
                }
                intrinsic::counted_get_mut(this).unwrap()
            }
        }
    };
}

counted!(rc, Rc, rc_empty, rc_new);
counted!(sync, Arc, arc_empty, arc_new);
