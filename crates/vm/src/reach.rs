//! What a thread owns, for reports: who still has the other end of a channel?

use std::collections::BTreeSet;

use interleave_program::TypeTag;

use crate::frame::Activity;
use crate::heap::Heap;
use crate::object::{Head, Object};
use crate::value::{ObjectId, Value};
use crate::vm::Vm;

impl Vm {
    /// Whether something that the thread owns, directly or through other objects, is a handle of one of `tags` of
    /// the engine's object `id`.
    #[must_use]
    pub fn owns_handle(&self, heap: &Heap, tags: &[TypeTag], id: u32) -> bool {
        let mut work: Vec<ObjectId> = heap.slots(self.stack).iter().filter_map(owned).collect();
        work.extend(self.frames.iter().filter_map(|activity| match activity {
            Activity::Code(frame) => frame.env,
            Activity::Task(body) => body.future,
            _ => None,
        }));
        let mut seen = BTreeSet::new();
        while let Some(object) = work.pop() {
            if !seen.insert(object) {
                continue;
            }
            if let Object::Slots { head, slots } = heap.object(object) {
                match head {
                    Head::Sync { tag, id: of } if *of == id && tags.contains(tag) => return true,
                    _ => work.extend(slots.iter().filter_map(owned)),
                }
            }
        }
        false
    }
}

fn owned(value: &Value) -> Option<ObjectId> {
    match value {
        Value::Own(object) => Some(*object),
        _ => None,
    }
}
