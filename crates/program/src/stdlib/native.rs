//! Natives: primitives that the virtual machine does itself, without time or other threads.

use super::builtins;
use crate::tag::TypeTag as T;

builtins! {
    /// A primitive of the virtual machine. The rows say how source reaches it; its meaning is std's.
    Native (u16);

    StringNew(0) [path("String::new")]
    StringLen(1) [by_ref(T::STRING, "len"), by_ref(T::STR, "len")]
    VecNew(0) [path("Vec::new")]
    VecPush(2) [by_ref(T::VEC, "push")]
    VecLen(1) [by_ref(T::VEC, "len"), by_ref(T::SLICE, "len"), by_ref(T::ARRAY, "len")]
}
