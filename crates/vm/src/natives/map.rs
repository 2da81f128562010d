//! Maps and sets: sorted rows of keys and values, or of keys, searched by bisection.

use std::cmp::Ordering;

use interleave_program::{Native as N, TypeTag};

use super::args::{self, option, panic, unsupported, usize};
use super::iter::{self, Part};
use super::{entry, order};
use crate::context::{Answer, Context, Deferred, Trap};
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Slot, Value};

/// Where a key is, or where it would go.
type Found = Result<usize, usize>;

/// A map or set: its object and how many slots an entry has.
#[derive(Clone, Copy)]
struct Table {
    id: ObjectId,
    width: usize,
}

impl Table {
    fn of(cx: &Context<'_>, value: Value) -> Result<Self, Trap> {
        let id = args::object(cx, value)?;
        Self::at(cx, id)
    }

    fn at(cx: &Context<'_>, id: ObjectId) -> Result<Self, Trap> {
        let width = match cx.heap.head(id) {
            Some(Head::Builtin(TypeTag::HASH_MAP | TypeTag::BTREE_MAP)) => 2,
            Some(Head::Builtin(TypeTag::HASH_SET | TypeTag::BTREE_SET)) => 1,
            _ => return unsupported("a map built-in on something that is no map"),
        };
        Ok(Self { id, width })
    }

    fn is_hashed(self, cx: &Context<'_>) -> bool {
        matches!(
            cx.heap.head(self.id),
            Some(Head::Builtin(TypeTag::HASH_MAP | TypeTag::HASH_SET))
        )
    }

    fn len(self, cx: &Context<'_>) -> usize {
        cx.heap.slots(self.id).len() / self.width
    }

    /// Where the key is (`Ok`), or where it would go (`Err`); `None` when the program's own order must say.
    fn search(self, cx: &Context<'_>, key: Value) -> Option<Found> {
        let slots = cx.heap.slots(self.id);
        if let Some(text) = cx.heap.read_str(cx.code, key) {
            return self.bisect(slots, |it| Some(cx.heap.read_str(cx.code, it)?.cmp(text)));
        }
        let hashed = self.is_hashed(cx);
        self.bisect(slots, |it| order::keys(cx, it, key, hashed))
    }

    /// The place where `compare` (a key of the table with the one that is sought) says `Equal`.
    fn bisect(self, slots: &[Value], compare: impl Fn(Value) -> Option<Ordering>) -> Option<Found> {
        let (mut low, mut high) = (0, slots.len() / self.width);
        while low < high {
            let middle = low + (high - low) / 2;
            match compare(slots[middle * self.width])? {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(Ok(middle)),
            }
        }
        Some(Err(low))
    }

    /// The same where the program cannot be asked.
    fn find(self, cx: &Context<'_>, key: Value) -> Result<Found, Trap> {
        match self.search(cx, key) {
            Some(found) => Ok(found),
            None => unsupported(
                "this with keys that have an order of their own: derive PartialOrd and Ord, or insert them one by one",
            ),
        }
    }

    fn key(self, at: usize) -> Slot {
        Slot {
            object: self.id,
            index: (at * self.width) as u32,
        }
    }

    /// The slot of the value of a map's entry.
    fn value(self, at: usize) -> Slot {
        Slot {
            object: self.id,
            index: (at * self.width + self.width - 1) as u32,
        }
    }

    fn insert(self, cx: &mut Context<'_>, at: usize, entry: &[Value]) -> Result<(), Trap> {
        cx.heap.charge(size_of_val(entry))?;
        let slots = cx.heap.slots_mut(self.id);
        slots.insert_from_slice(at * self.width, entry);
        Ok(())
    }

    /// Takes the entry out.
    fn remove(self, cx: &mut Context<'_>, at: usize) -> Slots {
        let start = at * self.width;
        cx.heap.discharge(self.width * size_of::<Value>());
        let slots = cx.heap.slots_mut(self.id);
        slots.drain(start..start + self.width).collect()
    }
}

/// Puts an entry (a set's value is the key again) into its place; what it replaced, or `()`. Only through a
/// reference to the map can the program's own order be asked.
pub(super) fn put_or_ask(
    cx: &mut Context<'_>,
    collection: Value,
    id: ObjectId,
    key: Value,
    value: Value,
) -> Answer {
    let table = Table::at(cx, id)?;
    match (table.search(cx, key), collection) {
        (Some(found), _) => {
            let old = put_found(cx, table, found, key, value)?;
            Ok(old.unwrap_or(Value::Unit))
        }
        (None, Value::Ref(_)) if table.width == 1 => {
            own_order(cx, N::SetInsert, collection, [key, Value::Unit])
        }
        (None, Value::Ref(_)) => own_order(cx, N::MapInsert, collection, [key, value]),
        _ => {
            unsupported("`from` with keys that have an order of their own: insert them one by one")
        }
    }
}

/// The slot that `map[key]` denotes.
pub(super) fn index(cx: &mut Context<'_>, map: ObjectId, key: Value) -> Result<Slot, Trap> {
    let table = Table::at(cx, map)?;
    match table.find(cx, key)? {
        Ok(at) => Ok(table.value(at)),
        Err(_) => panic("no entry found for key"),
    }
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let table = Table::of(cx, args[0])?;
    match native {
        N::MapLen | N::SetLen => Ok(usize(table.len(cx))),
        N::MapIsEmpty => Ok(Value::Bool(table.len(cx) == 0)),
        N::MapRemoveAt => {
            let at = args::index(cx, args[1])?;
            let entry = table.remove(cx, at);
            Ok(cx.heap.alloc_tuple(&entry)?)
        }
        N::MapKeyAt => {
            let at = args::index(cx, args[1])?;
            Ok(Value::Ref(table.key(at)))
        }
        N::MapLenOfAny => Ok(usize(table.len(cx))),
        N::MapRange => range_of(cx, table, args[0], args[1]),
        N::MapRangeAt => {
            let (start, end) = (args::index(cx, args[1])?, args::index(cx, args[2])?);
            part_of(cx, table, start, end)
        }
        N::MapPerform => perform_at(cx, table, args),
        _ if args.len() == 1 => whole(cx, native, table, args),
        _ => {
            let value = args.get(2).copied().unwrap_or(Value::Moved);
            match table.search(cx, args[1]) {
                Some(found) => perform(cx, native, args[0], table, found, [args[1], value]),
                None => own_order(cx, native, args[0], [args[1], value]),
            }
        }
    }
}

/// Lets the prelude find the key's place by the program's own `cmp` or `==`; it comes back through [`perform_at`].
fn own_order(cx: &Context<'_>, native: N, table: Value, entry: [Value; 2]) -> Answer {
    let hashed = Table::of(cx, table)?.is_hashed(cx);
    let name = if hashed {
        "by_own_equality"
    } else {
        "by_own_order"
    };
    let op = Value::Int(interleave_program::IntKind::I32, native as i64);
    ask_prelude(cx, name, &[table, op, entry[0], entry[1]])
}

/// Calls a function of the prelude, which calls what the program wrote.
pub(super) fn ask_prelude(cx: &Context<'_>, name: &str, given: &[Value]) -> Answer {
    let mut functions = cx.code.functions.iter();
    let asked = functions.position(|it| it.is_prelude && it.name.ends_with(name));
    let Some(asked) = asked else {
        return unsupported("keys with an order of their own");
    };
    let mut args = [Value::Moved; 4];
    args[..given.len()].copy_from_slice(given);
    Err(Trap::Defer(Deferred::Call {
        callee: Value::Fn(interleave_program::FnId::from_index(asked)),
        args,
        argc: given.len() as u8,
    }))
}

/// Whether the keys among the elements of a row have an order or equality of their own.
pub(super) fn has_own_order(cx: &Context<'_>, row: Value, tag: TypeTag) -> bool {
    let is_map = matches!(tag, TypeTag::HASH_MAP | TypeTag::BTREE_MAP);
    let hashed = matches!(tag, TypeTag::HASH_MAP | TypeTag::HASH_SET);
    let first = match row {
        Value::Own(id) => cx.heap.slots(id).first().copied(),
        _ => None,
    };
    let key = match first {
        Some(Value::Own(pair)) if is_map => cx.heap.slots(pair).first().copied(),
        first => first,
    };
    key.is_some_and(|key| order::keys(cx, key, key, hashed).is_none())
}

/// (table, native's number, whether it is there, place, key, value)
fn perform_at(cx: &mut Context<'_>, table: Table, args: &[Value]) -> Answer {
    let number = args::index(cx, args[1])?;
    let at = args::index(cx, args[3])?;
    let found = if args[2] == Value::Bool(true) {
        Ok(at)
    } else {
        Err(at)
    };
    let native = N::TABLE
        .iter()
        .map(|row| row.item)
        .find(|native| *native as usize == number);
    match native {
        Some(native) => perform(cx, native, args[0], table, found, [args[4], args[5]]),
        None => unsupported("this on a map"),
    }
}

/// Does what the native says at the key's place; `map` is the table as a reference.
fn perform(
    cx: &mut Context<'_>,
    native: N,
    map: Value,
    table: Table,
    found: Found,
    [key, value]: [Value; 2],
) -> Answer {
    match native {
        N::MapInsert => {
            let old = put_found(cx, table, found, key, value)?;
            option(cx, old)
        }
        N::SetInsert => {
            let new = found.is_err();
            put_found(cx, table, found, key, key)?;
            Ok(Value::Bool(new))
        }
        N::MapEntry => entry::make(cx, map, found, key),
        N::SetReplace => {
            let old = match found {
                Ok(at) => {
                    let old = cx.heap.take(table.key(at));
                    cx.heap.set(table.key(at), key);
                    Some(old)
                }
                Err(at) => {
                    table.insert(cx, at, &[key])?;
                    None
                }
            };
            option(cx, old)
        }
        _ => look_up(cx, native, table, found),
    }
}

/// `&K` of an entry.
pub(super) fn key_place(cx: &Context<'_>, map: Value, at: usize) -> Answer {
    Ok(Value::Ref(Table::of(cx, map)?.key(at)))
}

/// `&V` of an entry.
pub(super) fn value_place(cx: &Context<'_>, map: Value, at: usize) -> Answer {
    Ok(Value::Ref(Table::of(cx, map)?.value(at)))
}

/// Puts a new entry into its place; `&V` of it.
pub(super) fn insert_at(
    cx: &mut Context<'_>,
    map: Value,
    at: usize,
    key: Value,
    value: Value,
) -> Answer {
    let table = Table::of(cx, map)?;
    table.insert(cx, at, &[key, value])?;
    Ok(Value::Ref(table.value(at)))
}

/// Puts an entry at its place; what it replaced. A set keeps its old key.
fn put_found(
    cx: &mut Context<'_>,
    table: Table,
    found: Found,
    key: Value,
    value: Value,
) -> Result<Option<Value>, Trap> {
    match found {
        Ok(at) => {
            args::discard(cx, key);
            if table.width == 1 {
                return Ok(None);
            }
            let old = cx.heap.take(table.value(at));
            cx.heap.set(table.value(at), value);
            Ok(Some(old))
        }
        Err(at) => {
            let entry = [key, value];
            table.insert(cx, at, &entry[..table.width])?;
            Ok(None)
        }
    }
}

/// `(&K, &V)`
fn entry_refs(cx: &mut Context<'_>, table: Table, at: usize) -> Answer {
    let refs = [Value::Ref(table.key(at)), Value::Ref(table.value(at))];
    Ok(cx.heap.alloc_tuple(&refs)?)
}

/// What looks a key up.
fn look_up(cx: &mut Context<'_>, native: N, table: Table, found: Found) -> Answer {
    if native == N::MapSplitOff {
        let (Ok(at) | Err(at)) = found;
        let start = at * table.width;
        let rest: Slots = cx.heap.slots_mut(table.id).drain(start..).collect();
        cx.heap.discharge(rest.len() * size_of::<Value>());
        let Some(head) = cx.heap.head(table.id) else {
            return unsupported("a map built-in on something that is no map");
        };
        return Ok(cx.heap.alloc_slots(head, rest)?);
    }
    let found = found.ok();
    match native {
        N::MapContainsKey | N::SetContains => Ok(Value::Bool(found.is_some())),
        N::MapGet | N::SetGet => option(cx, found.map(|at| Value::Ref(table.value(at)))),
        N::MapGetKeyValue => {
            let refs = match found {
                Some(at) => Some(entry_refs(cx, table, at)?),
                None => None,
            };
            option(cx, refs)
        }
        N::MapRemove | N::MapRemoveEntry | N::SetRemove | N::SetTake => {
            removed(cx, native, table, found)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn removed(cx: &mut Context<'_>, native: N, table: Table, found: Option<usize>) -> Answer {
    let Some(at) = found else {
        return Ok(match native {
            N::SetRemove => Value::Bool(false),
            _ => cx.heap.none(),
        });
    };
    let entry = table.remove(cx, at);
    match native {
        N::SetRemove => {
            args::discard(cx, entry[0]);
            Ok(Value::Bool(true))
        }
        N::SetTake => option(cx, Some(entry[0])),
        N::MapRemove => {
            args::discard(cx, entry[0]);
            option(cx, Some(entry[1]))
        }
        _ => {
            let pair = cx.heap.alloc_tuple(&entry)?;
            option(cx, Some(pair))
        }
    }
}

/// An end of a range of keys: the key, and whether what is equal to it is left out below the end or kept.
type End = Option<(Value, bool)>;

/// The keys within a range of keys.
fn range_of(cx: &mut Context<'_>, table: Table, map: Value, range: Value) -> Answer {
    use interleave_program::ShapeId as S;
    let bounds = cx.heap.look_through(range);
    let key = |index: u32| match bounds {
        Value::Own(object) => Value::Ref(Slot { object, index }),
        _ => Value::Unit,
    };
    let (start, end): (End, End) = match cx.heap.shape_of(bounds) {
        Some(S::RANGE) => (Some((key(0), false)), Some((key(1), false))),
        Some(S::RANGE_INCLUSIVE) => (Some((key(0), false)), Some((key(1), true))),
        Some(S::RANGE_FROM) => (Some((key(0), false)), None),
        Some(S::RANGE_TO) => (None, Some((key(0), false))),
        Some(S::RANGE_TO_INCLUSIVE) => (None, Some((key(0), true))),
        Some(S::RANGE_FULL) => (None, None),
        _ => return unsupported("this value as a range of keys"),
    };
    let len = table.len(cx);
    let known = (end_of(cx, table, start, 0), end_of(cx, table, end, len));
    if let (Some(start), Some(end)) = known {
        args::discard(cx, range);
        return part_of(cx, table, start, end);
    }
    let mut ends = [Value::Unit; 2];
    for (given, end) in ends.iter_mut().zip([start, end]) {
        if let Some((key, past)) = end {
            *given = cx.heap.alloc_tuple(&[key, Value::Bool(past)])?;
        }
    }
    ask_prelude(cx, "own_range", &[map, ends[0], ends[1], range])
}

/// Where an end of a range is; `None` when the program's own order must say.
fn end_of(cx: &Context<'_>, table: Table, end: End, open: usize) -> Option<usize> {
    let Some((key, past)) = end else {
        return Some(open);
    };
    Some(match table.search(cx, cx.heap.look_through(key))? {
        Ok(at) => at + usize::from(past),
        Err(at) => at,
    })
}

/// An iterator over entries `start..end`.
fn part_of(cx: &mut Context<'_>, table: Table, start: usize, end: usize) -> Answer {
    if start > end {
        return panic("range start is greater than range end in BTreeMap");
    }
    if table.width == 2 {
        return iter::over_map(cx, table.id, Part::Entries, start, end);
    }
    let run = args::Run {
        object: table.id,
        start: start as u32,
        len: (end - start) as u32,
    };
    iter::over_run(cx, run)
}

/// What concerns the whole map or set, or its ends.
fn whole(cx: &mut Context<'_>, native: N, table: Table, args: &[Value]) -> Answer {
    let len = table.len(cx);
    match native {
        N::MapKeys => iter::over_map(cx, table.id, Part::Keys, 0, len),
        N::MapValues => iter::over_map(cx, table.id, Part::Values, 0, len),
        N::MapIter => iter::over_map(cx, table.id, Part::Entries, 0, len),
        N::MapIntoKeys | N::MapIntoValues => {
            let part = match native {
                N::MapIntoKeys => Part::Keys,
                _ => Part::Values,
            };
            match args[0] {
                Value::Own(id) => iter::of_map(cx, id, part),
                _ => iter::over_map(cx, table.id, part, 0, len),
            }
        }
        N::SetIter => {
            let run = args::Run {
                object: table.id,
                start: 0,
                len: len as u32,
            };
            iter::over_run(cx, run)
        }
        N::MapDrain | N::SetDrain => {
            let taken = take_all(cx, table.id)?;
            iter::into_iter(cx, taken)
        }
        N::MapFirst | N::MapLast | N::SetFirst | N::SetLast => {
            let at = match native {
                N::MapFirst | N::SetFirst => 0,
                _ => len.saturating_sub(1),
            };
            let found = match (len, table.width) {
                (0, _) => None,
                (_, 1) => Some(Value::Ref(table.key(at))),
                _ => Some(entry_refs(cx, table, at)?),
            };
            option(cx, found)
        }
        N::MapPopFirst | N::MapPopLast | N::SetPopFirst | N::SetPopLast => {
            if len == 0 {
                return Ok(cx.heap.none());
            }
            let at = match native {
                N::MapPopFirst | N::SetPopFirst => 0,
                _ => len - 1,
            };
            let entry = table.remove(cx, at);
            let item = match entry.len() {
                1 => entry[0],
                _ => cx.heap.alloc_tuple(&entry)?,
            };
            option(cx, Some(item))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// Moves everything into a new object of the same kind and leaves the old one empty.
pub(super) fn take_all(cx: &mut Context<'_>, id: ObjectId) -> Answer {
    let Object::Slots { head, slots } = cx.heap.object_mut(id) else {
        return unsupported("taking the contents of this value");
    };
    let head = *head;
    let kept: Slots = match head {
        Head::Builtin(TypeTag::VEC_DEQUE) => super::deque::with([]),
        _ => Slots::new(),
    };
    let taken = std::mem::replace(slots, kept);
    cx.heap.discharge(taken.len() * size_of::<Value>());
    Ok(cx.heap.alloc_slots(head, taken)?)
}
