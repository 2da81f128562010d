//! Sync objects and their guards as objects of the heap: what they protect is here, their state is the engine's.

use interleave_program::TypeTag;

use crate::halt::Fault;
use crate::heap::Heap;
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Slot, Value};

impl Heap {
    /// A sync object whose state the engine keeps under `id`; `data` is slot 0.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_sync(
        &mut self,
        tag: TypeTag,
        id: u32,
        data: Option<Value>,
    ) -> Result<Value, Fault> {
        let slots: Slots = data.into_iter().collect();
        self.alloc(Object::Slots {
            head: Head::Sync { tag, id },
            slots,
        })
        .map(Value::Own)
    }

    /// The sync object that a value owns or leads to through references, boxes, `Rc`/`Arc`, and its engine id.
    #[must_use]
    #[inline]
    pub fn sync_of(&self, value: Value) -> Option<(ObjectId, u32)> {
        // A handle, most often, or a reference to one.
        let held = match value {
            Value::Ref(slot) => self.get_ref(slot).copied().unwrap_or(value),
            value => value,
        };
        if let Value::Own(object) = held
            && let Object::Slots {
                head: Head::Sync { id, .. },
                ..
            } = self.object(object)
        {
            return Some((object, *id));
        }
        self.sync_behind(value)
    }

    fn sync_behind(&self, mut value: Value) -> Option<(ObjectId, u32)> {
        loop {
            let Value::Own(object) = self.look_through(value) else {
                return None;
            };
            match self.head(object)? {
                Head::Sync { id, .. } => return Some((object, id)),
                Head::Shared { .. } | Head::Builtin(TypeTag::BOX) => {
                    value = self.get(Slot { object, index: 0 });
                }
                _ => return None,
            }
        }
    }

    /// A guard of the sync object `of`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_guard(&mut self, tag: TypeTag, of: ObjectId) -> Result<Value, Fault> {
        self.alloc_slots(Head::Guard { tag, of }, Slots::new())
    }

    /// What a guard guards: the sync object and its engine id.
    #[must_use]
    pub fn guard_target(&self, guard: Value) -> Option<(ObjectId, u32)> {
        let Value::Own(guard) = self.look_through(guard) else {
            return None;
        };
        let Head::Guard { of, .. } = self.head(guard)? else {
            return None;
        };
        match self.head(of)? {
            Head::Sync { id, .. } => Some((of, id)),
            _ => None,
        }
    }
}
