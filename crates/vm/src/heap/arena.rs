//! The arena of objects: making and freeing them.
//!
//! Places that are not in use lead to each other, the one that was freed last first: so making and freeing an object
//! are a few steps, and the same operations give the same handles.

use super::{Heap, OBJECT_BYTES, STACK_BIT};
use crate::halt::Fault;
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Value};

/// Where no place is.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Most places that are made at once.
const MOST_PLACES: usize = 64;

impl Heap {
    /// A new object.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc(&mut self, object: Object) -> Result<ObjectId, Fault> {
        self.charge(OBJECT_BYTES + contents_bytes(&object))?;
        let (id, place) = self.place().ok_or(Fault::Memory)?;
        fill(place, object);
        self.live += 1;
        Ok(id)
    }

    /// A place that is not in use, and nobody's.
    #[inline(always)]
    fn place(&mut self) -> Option<(ObjectId, &mut Object)> {
        if self.free == NOWHERE {
            self.make_places();
        }
        let index = self.free;
        let place = self.objects.get_mut(index as usize)?;
        if let Object::Free(next) = *place {
            self.free = next;
        }
        Some((ObjectId(index), place))
    }

    /// More places, of which the first is used first: some at once, but few in a small heap, which may be copied often.
    #[cold]
    #[inline(never)]
    fn make_places(&mut self) {
        let first = self.objects.len();
        let most = (STACK_BIT as usize).saturating_sub(first);
        let count = (first / 16).clamp(1, MOST_PLACES).min(most);
        if count == 0 {
            return;
        }
        self.free = first as u32;
        let next = (first + 1..first + count).map(|it| it as u32);
        let places = next.chain([NOWHERE]).map(Object::Free);
        self.objects.extend(places);
    }

    /// A new object with slots, as the value that owns it.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn alloc_slots(&mut self, head: Head, slots: impl Into<Slots>) -> Result<Value, Fault> {
        let slots = slots.into();
        self.alloc(Object::Slots { head, slots }).map(Value::Own)
    }

    /// A new object of these slots, at most three. Whoever makes a [`Value`] of its number where that goes to spares
    /// copying one: memory that has just been written in pieces is read as a whole only once all writes before are done.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline(always)]
    pub(crate) fn alloc_of<const LEN: usize>(
        &mut self,
        head: Head,
        slots: [Value; LEN],
    ) -> Result<ObjectId, Fault> {
        self.ready_place();
        let Some((id, places)) = self.alloc_few_empty(head) else {
            return Err(self.has_no_room());
        };
        *places = slots;
        Ok(id)
    }

    /// The same with slots that are yet to be written; `None` when there is no room, or no place has been freed or made.
    #[inline(always)]
    pub(crate) fn alloc_few_empty<const LEN: usize>(
        &mut self,
        head: Head,
    ) -> Option<(ObjectId, &mut [Value; LEN])> {
        let bytes = self.bytes.saturating_add(OBJECT_BYTES);
        if bytes > self.limit_bytes {
            return None;
        }
        // The first place that is not in use, when there is one.
        let index = self.free;
        let place = self.objects.get_mut(index as usize)?;
        if let Object::Free(next) = *place {
            self.free = next;
        }
        self.bytes = bytes;
        self.live += 1;
        let slots = Slots::from_buf_and_len([const { Value::Moved }; 3], LEN);
        fill(place, Object::Slots { head, slots });
        match place {
            Object::Slots { slots, .. } => Some((ObjectId(index), slots.first_chunk_mut()?)),
            _ => None,
        }
    }

    /// Frees the object itself, not what its slots own, and gives it back.
    pub fn free(&mut self, id: ObjectId) -> Object {
        let next = Object::Free(self.free);
        let Some(place) = self.objects.get_mut(id.0 as usize) else {
            return next;
        };
        if matches!(place, Object::Free(_)) {
            return next;
        }
        let object = std::mem::replace(place, next);
        self.free = id.0;
        self.live -= 1;
        self.discharge(OBJECT_BYTES + contents_bytes(&object));
        object
    }

    /// Frees the object itself, not what its slots own.
    #[inline(always)]
    pub(crate) fn discard(&mut self, id: ObjectId) {
        match self.objects.get_mut(id.0 as usize) {
            // With its slots in itself it has nothing to give back.
            Some(place @ Object::Slots { .. }) if has_few(place) => {
                fill(place, Object::Free(self.free));
                self.free = id.0;
                self.live -= 1;
                self.discharge(OBJECT_BYTES);
            }
            Some(_) => self.discard_big(id),
            None => {}
        }
    }

    /// The same of objects that have all their slots in themselves, the first one first.
    #[inline(always)]
    pub(crate) fn discard_few<const COUNT: usize>(&mut self, ids: [ObjectId; COUNT]) {
        for id in ids {
            if let Some(place) = self.objects.get_mut(id.0 as usize) {
                debug_assert!(has_few(place), "an object of few slots is expected");
                fill(place, Object::Free(self.free));
                self.free = id.0;
            }
        }
        self.live -= COUNT;
        self.discharge(COUNT * OBJECT_BYTES);
    }

    #[inline(never)]
    fn discard_big(&mut self, id: ObjectId) {
        drop(self.free(id));
    }

    /// The memory of all objects, without them.
    pub(crate) fn into_places(mut objects: Vec<Object>, live: usize) -> Vec<Object> {
        let mut left = live;
        for place in &mut objects {
            if left == 0 {
                break;
            }
            if !matches!(place, Object::Free(_)) {
                *place = Object::Free(NOWHERE);
                left -= 1;
            }
        }
        debug_assert!(
            objects.iter().all(|it| matches!(it, Object::Free(_))),
            "an object that is not free has not been counted"
        );
        // Places that are free hold nothing that would have to be dropped, and of a run with many tasks there are many.
        std::mem::forget(objects.drain(..));
        objects
    }

    /// Sees to it that a place is ready for [`Heap::alloc_few_empty`].
    #[inline(always)]
    pub(crate) fn ready_place(&mut self) {
        if self.free == NOWHERE {
            self.make_places();
        }
    }
}

/// Bytes of what an object holds besides itself, roughly.
#[inline]
fn contents_bytes(object: &Object) -> usize {
    match object {
        Object::Text(text) => text.len(),
        Object::Slots { slots, .. } if slots.len() > 3 => slots.len() * size_of::<Value>(),
        _ => 0,
    }
}

/// Puts an object where nothing is that would have to be dropped.
#[inline(always)]
fn fill(place: &mut Object, object: Object) {
    std::mem::forget(std::mem::replace(place, object));
}

/// Whether an object has slots, and has them all in itself.
#[inline(always)]
fn has_few(object: &Object) -> bool {
    matches!(object, Object::Slots { slots, .. } if !slots.spilled())
}
