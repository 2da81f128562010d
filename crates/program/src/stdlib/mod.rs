//! The built-in surface of std: syscalls (the engine's) and natives (the virtual machine's).
//!
//! Which path or method of std leads where: [`Sys::TABLE`] and [`Native::TABLE`]. Everything of std that
//! takes closures or can be composed is not here but in the frontend's prelude, written in Rust. Methods of
//! every type (`clone`, `cmp`, …) are rows for [`ANY_TYPE`].

mod groups;
mod native;
mod paths;
mod sys;

pub use groups::{ANY_TYPE, FLOATS, INTS};
pub use native::Native;
pub use paths::TYPE_PATHS;
pub use sys::Sys;

use crate::function::SelfKind;
use crate::tag::TypeTag;

/// How source text reaches a built-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A function by its canonical path ("std::thread::sleep", "String::new").
    Path(&'static str),
    /// A method of a built-in type.
    Method(TypeTag, &'static str, SelfKind),
    /// The same method of each of these built-in types.
    Methods(&'static [TypeTag], &'static str, SelfKind),
    /// `Type::name` for each of these built-in types: a function, or a constant when the name has no lowercase
    /// letter. One more last argument, counted in `argc`, is the type as `Const::Type`.
    Associated(&'static [TypeTag], &'static str),
    /// Only the prelude reaches it, as `intrinsic::name(…)`.
    Intrinsic(&'static str),
}

/// One row of a built-in table.
#[derive(Clone, Copy, Debug)]
pub struct Row<T> {
    /// What it is.
    pub item: T,
    /// How it is reached.
    pub access: Access,
    /// Number of arguments, receiver included.
    pub argc: u8,
}

/// Makes the enum of built-ins and its table from one list. An item may have several rows.
macro_rules! builtins {
    (
        $(#[$meta:meta])* $name:ident ($repr:ident);
        $( $(#[$doc:meta])* $item:ident ( $argc:literal ) [ $( $kind:ident ( $($access:expr),+ ) ),+ $(,)? ] )*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr($repr)]
        pub enum $name { $( $(#[$doc])* $item ),* }

        impl $name {
            /// Every way in which source text or the prelude reaches each item.
            pub const TABLE: &'static [$crate::stdlib::Row<Self>] = &[
                $( $( $crate::stdlib::Row {
                    item: Self::$item,
                    argc: $argc,
                    access: $crate::stdlib::builtins!(@access $kind $($access),+),
                } ),+ ),*
            ];
        }
    };
    (@access path $path:expr) => { $crate::stdlib::Access::Path($path) };
    (@access by_ref $tag:expr, $name:expr) => {
        $crate::stdlib::Access::Method($tag, $name, $crate::function::SelfKind::Ref)
    };
    (@access by_value $tag:expr, $name:expr) => {
        $crate::stdlib::Access::Method($tag, $name, $crate::function::SelfKind::Value)
    };
    (@access refs $tags:expr, $name:expr) => {
        $crate::stdlib::Access::Methods($tags, $name, $crate::function::SelfKind::Ref)
    };
    (@access values $tags:expr, $name:expr) => {
        $crate::stdlib::Access::Methods($tags, $name, $crate::function::SelfKind::Value)
    };
    (@access associated $tags:expr, $name:expr) => { $crate::stdlib::Access::Associated($tags, $name) };
    (@access intrinsic $name:expr) => { $crate::stdlib::Access::Intrinsic($name) };
}
pub(crate) use builtins;
