//! Newtype ids: an index into one of the program's dense vectors each, and registers of a frame.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($repr:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $repr);

        impl $name {
            /// The id of element `index`.
            ///
            /// # Panics
            /// When the index does not fit: the frontend refuses such programs before.
            #[must_use]
            pub fn from_index(index: usize) -> Self {
                Self(<$repr>::try_from(index).expect("an id's index fits its representation"))
            }

            /// The position in the vector that this id indexes.
            #[must_use]
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A function or closure body: `Program::functions`.
    FnId(u16)
);
id!(
    /// A constant: `Program::constants`.
    ConstId(u32)
);
id!(
    /// An interned name: `Program::symbols`. Symbols 0 to 15 are the tuple fields "0" to "15".
    Symbol(u16)
);
id!(
    /// The layout of a struct, tuple or enum variant: `Program::shapes`.
    ShapeId(u16)
);
id!(
    /// A `static` item: `Program::statics`.
    StaticId(u16)
);
id!(
    /// A format placeholder's specification: `Program::formats`.
    FormatId(u16)
);
id!(
    /// A register of the current frame: parameters first, then locals and temporaries, stack-like.
    Reg(u16)
);
