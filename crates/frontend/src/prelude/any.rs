//! `Any` and the payloads of panics. A box of `dyn Any` or `dyn Error` is looked through.

pub trait Any {
    fn is(&self, hint: H) -> bool {
        intrinsic::is_type(self, hint)
    }

    fn downcast_ref(&self, hint: H) -> Option {
        if intrinsic::is_type(self, hint) {
            Some(intrinsic::look_through(self))
        } else {
            None
        }
    }

    fn downcast_mut(&mut self, hint: H) -> Option {
        if intrinsic::is_type(self, hint) {
            Some(intrinsic::look_through(self))
        } else {
            None
        }
    }

    fn downcast(self, hint: H) -> Result {
        if intrinsic::is_type(&self, hint) {
            Ok(intrinsic::boxed(self))
        } else {
            Err(self)
        }
    }
}

impl<T> Any for T {}

pub fn type_name() -> &str {
    intrinsic::unsupported("`type_name` as a value")
}

pub fn type_name_of_val(value: &T) -> &str {
    intrinsic::unsupported("`type_name_of_val` as a value")
}

/// A type's name stands for it.
pub struct TypeId;

impl TypeId {
    pub fn of() -> TypeId {
        intrinsic::unsupported("`TypeId::of` as a value")
    }
}
