//! Entries of maps: what `HashMap::entry` and `BTreeMap::entry` give.
//!
//! The types are the prelude's (`hash_map.rs`): `Entry` of two variants around `OccupiedEntry` and `VacantEntry`. An
//! entry remembers its place; nobody else changes the map while it is borrowed.

use interleave_program::{Native as N, Program, ShapeId};

use super::args::{self, unsupported, usize};
use super::map;
use crate::context::{Answer, Context, Trap};
use crate::heap::Heap;
use crate::object::Head;
use crate::value::{ObjectId, Slot, Value};

/// Shapes of the prelude's types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryShapes {
    /// `Entry::Occupied` and `Entry::Vacant`
    variants: [ShapeId; 2],
    /// `OccupiedEntry { map, at }`
    occupied: ShapeId,
    /// `VacantEntry { map, key, at }`
    vacant: ShapeId,
}

impl EntryShapes {
    /// The shapes, if the program's prelude has such types.
    pub(crate) fn find(program: &Program) -> Option<Self> {
        let shapes = |name: &str, count: usize| {
            let mut types = program.types.iter();
            types
                .find(|def| def.name == name && def.shapes.len() == count)
                .map(|def| def.shapes.as_slice())
        };
        let &[occupied, vacant] = shapes("Entry", 2)? else {
            return None;
        };
        Some(Self {
            variants: [occupied, vacant],
            occupied: shapes("OccupiedEntry", 1)?[0],
            vacant: shapes("VacantEntry", 1)?[0],
        })
    }
}

/// An entry, of whichever type.
struct Parts {
    /// The `OccupiedEntry` or `VacantEntry` object.
    inner: ObjectId,
    /// The map, as a reference.
    map: Value,
    at: usize,
    is_occupied: bool,
}

fn shapes(cx: &Context<'_>) -> Result<EntryShapes, Trap> {
    match cx.code.names.entries {
        Some(shapes) => Ok(shapes),
        None => unsupported("entries of maps"),
    }
}

/// `map.entry(key)`: `found` says where the key is, or where it would go.
pub(super) fn make(
    cx: &mut Context<'_>,
    map: Value,
    found: Result<usize, usize>,
    key: Value,
) -> Answer {
    let shapes = shapes(cx)?;
    let (variant, entry) = match found {
        Ok(at) => {
            args::discard(cx, key);
            let entry = cx.heap.alloc_variant(shapes.occupied, &[map, usize(at)])?;
            (shapes.variants[0], entry)
        }
        Err(at) => {
            let entry = cx
                .heap
                .alloc_variant(shapes.vacant, &[map, key, usize(at)])?;
            (shapes.variants[1], entry)
        }
    };
    Ok(cx.heap.alloc_variant(variant, &[entry])?)
}

fn parts(cx: &Context<'_>, entry: Value) -> Result<Parts, Trap> {
    let shapes = shapes(cx)?;
    let mut inner = match entry {
        Value::Own(id) => id,
        _ => args::object(cx, entry)?,
    };
    if let (Some(Head::Shape(shape)), Some(Value::Own(held))) =
        (cx.heap.head(inner), cx.heap.slots(inner).first())
        && shapes.variants.contains(&shape)
    {
        inner = *held;
    }
    let is_occupied = cx.heap.head(inner) == Some(Head::Shape(shapes.occupied));
    let (map, at) = match *cx.heap.slots(inner) {
        [map, at] if is_occupied => (map, at),
        [map, _, at] => (map, at),
        _ => return unsupported("this value as an entry of a map"),
    };
    Ok(Parts {
        inner,
        map,
        at: args::index(cx, at)?,
        is_occupied,
    })
}

/// Frees what an entry that was given by value consists of; its key has been taken or is dropped.
fn free(heap: &mut Heap, entry: Value, parts: &Parts) {
    if let Value::Own(outer) = entry {
        heap.discard(outer);
        if outer != parts.inner {
            heap.discard(parts.inner);
        }
    }
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let entry = args[0];
    let parts = parts(cx, entry)?;
    match native {
        N::EntryIsOccupied => Ok(Value::Bool(parts.is_occupied)),
        N::EntryKey if parts.is_occupied => map::key_place(cx, parts.map, parts.at),
        N::EntryKey => Ok(Value::Ref(Slot {
            object: parts.inner,
            index: 1,
        })),
        N::EntryValue => {
            free(cx.heap, entry, &parts);
            map::value_place(cx, parts.map, parts.at)
        }
        N::EntryInsert if parts.is_occupied => {
            args::discard(cx, args[1]);
            free(cx.heap, entry, &parts);
            map::value_place(cx, parts.map, parts.at)
        }
        N::EntryInsert => {
            let key = cx.heap.slots(parts.inner)[1];
            free(cx.heap, entry, &parts);
            map::insert_at(cx, parts.map, parts.at, key, args[1])
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}
