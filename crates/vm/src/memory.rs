//! The memory of a heap that nobody needs any more, for the next one.

use crate::heap::Heap;
use crate::object::Object;
use crate::stacks::Stacks;
use crate::task_poll::Spare;

/// Room for objects, registers and machines, none of which is in use.
#[derive(Debug, Default)]
pub struct HeapMemory {
    pub(crate) objects: Vec<Object>,
    pub(crate) stacks: Stacks,
    pub(crate) spare: Spare,
}

impl HeapMemory {
    /// How many bytes that are, roughly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.objects.capacity() * size_of::<Object>()
            + self.stacks.capacity_bytes()
            + self.spare.bytes()
    }
}

impl Heap {
    /// What a heap was made of, without all that it held.
    #[must_use]
    pub fn into_memory(self) -> HeapMemory {
        let mut memory = HeapMemory {
            objects: Self::into_places(self.objects, self.live),
            stacks: self.stacks,
            spare: self.spare,
        };
        memory.stacks.clear();
        memory
    }
}
