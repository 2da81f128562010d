//! Newtype ids of tasks, workers, cores, sync objects and events.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of element `index`.
            ///
            /// # Panics
            /// When there are more than `u32::MAX` elements; the engine's limits lie far below.
            #[must_use]
            #[inline]
            pub fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("limits keep counts below u32::MAX"))
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
    /// Anything schedulable: in thread programs one task a thread, `TaskId(0)` is main.
    TaskId
);
id!(
    /// An OS thread that runs tasks. Under the `threads` model worker i carries task i.
    WorkerId
);
id!(
    /// A core of the machine, from 0.
    CoreId
);
id!(
    /// A lock, channel, … in order of creation.
    SyncId
);
id!(
    /// Position of an event in the trace.
    EventId
);
