//! Atomics: every access is a syscall of its own, so that others can come between any two of them.
//!
//! All orderings are sequentially consistent here; weaker behaviours are not modelled. Those that std refuses panic
//! in std's words (`library/core/src/sync/atomic.rs`). The value is on the heap, in slot 0 of the object.

use interleave_program::{IntKind, ShapeId, Sys, TypeTag};
use interleave_trace::{EventId, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Slot, Value};

use super::{SyncState, no_such_object};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};

/// Accesses that are recorded: counters in long loops would fill the trace with nothing else.
const MOST_EVENTS: u32 = 100_000;

/// Fruitless reads in a row that are recorded.
const MOST_POLLS: u32 = 3;

/// What is remembered of an atomic besides its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Atomic {
    /// The last access that wrote, and whose it was.
    written: Option<(EventId, TaskId)>,
}

impl Simulation<'_> {
    fn atomic(&self, value: Value) -> Option<(Slot, SyncId)> {
        let (object, id) = self.heap.sync_of(value)?;
        let is_atomic = matches!(self.syncs.get(id as usize)?.state, SyncState::Atomic(_));
        is_atomic.then_some((Slot { object, index: 0 }, SyncId(id)))
    }

    /// `AtomicUsize::new` and its like
    pub(crate) fn atomic_new(&mut self, task: TaskId, value: Value) -> Reply {
        let value = match self.heap.look_through(value) {
            inner @ (Value::Int(..) | Value::Bool(_)) => inner,
            _ => value,
        };
        let state = SyncState::Atomic(Atomic::default());
        Reply::of(
            self.create_sync(task, SyncKind::Atomic, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::ATOMIC, sync.0, Some(value))),
        )
    }

    /// `load`, `store`, `swap` and `fetch_…`
    pub(crate) fn atomic_access(&mut self, task: TaskId, sys: Sys, args: Args) -> Reply {
        let ordering = match sys {
            Sys::AtomicLoad => args[1],
            _ => args[2],
        };
        if let Some(message) = self.refused_ordering(sys, ordering) {
            return Reply::Panic(message.to_owned());
        }
        let Some((slot, id)) = self.atomic(args[0]) else {
            return no_such_object("an atomic's method");
        };
        let before = self.heap.get(slot);
        if sys == Sys::AtomicLoad {
            return self.atomic_read(task, sys, id, before);
        }
        let Some(after) = self.computed(sys, before, args[1]) else {
            return wrong_argument("an atomic's method", "a value of its type");
        };
        self.heap.set(slot, after);
        let is_new = after != before;
        let is_store = sys == Sys::AtomicStore;
        self.note_atomic(task, id, true, is_new || is_store);
        let answer = match sys {
            Sys::AtomicStore => Value::Unit,
            _ => before,
        };
        if is_new || is_store {
            self.found_something(task);
            self.changes += 1;
            return Reply::Value(answer);
        }
        // A spin lock's `swap(true)` that finds `true` has found nothing.
        self.poll_answer(task, sys, answer)
    }

    /// `compare_exchange`; the weak one never fails without a reason here.
    pub(crate) fn atomic_compare_exchange(&mut self, task: TaskId, args: Args) -> Reply {
        let [_, current, new, ordering] = args;
        if let Some(message) = self.refused_ordering(Sys::AtomicCompareExchange, ordering) {
            return Reply::Panic(message.to_owned());
        }
        let Some((slot, id)) = self.atomic(args[0]) else {
            return no_such_object("compare_exchange");
        };
        let before = self.heap.get(slot);
        let (Some(current), Some(new)) = (self.like(before, current), self.like(before, new))
        else {
            return wrong_argument("compare_exchange", "values of its type");
        };
        if before == current {
            self.heap.set(slot, new);
            self.note_atomic(task, id, true, true);
            self.found_something(task);
            self.changes += 1;
            return Reply::of(self.heap.ok(before));
        }
        self.note_atomic(task, id, false, true);
        match self.heap.err(before) {
            Ok(value) => self.poll_answer(task, Sys::AtomicCompareExchange, value),
            Err(fault) => Reply::Fault(fault),
        }
    }

    fn atomic_read(&mut self, task: TaskId, sys: Sys, id: SyncId, value: Value) -> Reply {
        let is_poll = self.details[task.index()].rare().polled_at == self.changes
            && self.tasks[task.index()].polls >= MOST_POLLS;
        self.note_atomic(task, id, false, !is_poll);
        self.poll_answer(task, sys, value)
    }

    /// `fence` and `compiler_fence`: nothing to do where all is sequentially consistent.
    pub(crate) fn atomic_fence(&mut self, ordering: Value) -> Reply {
        match self.refused_ordering(Sys::AtomicFence, ordering) {
            Some(message) => Reply::Panic(message.to_owned()),
            None => Reply::Value(Value::Unit),
        }
    }

    /// Records the access. What another task wrote is the cause of what is read.
    fn note_atomic(&mut self, task: TaskId, id: SyncId, wrote: bool, recorded: bool) {
        if !self.recorder.is_full() || self.atomic_events >= MOST_EVENTS || !recorded {
            return;
        }
        self.atomic_events += 1;
        let SyncState::Atomic(atomic) = &self.syncs[id.index()].state else {
            return;
        };
        let cause = atomic.written.filter(|(_, writer)| *writer != task);
        let kind = EventKind::Atomic { atomic: id, wrote };
        let event = self.record(task, cause.map(|(event, _)| event), kind);
        if let (true, Some(event), SyncState::Atomic(atomic)) =
            (wrote, event, &mut self.syncs[id.index()].state)
        {
            atomic.written = Some((event, task));
        }
    }

    fn refused_ordering(&self, sys: Sys, ordering: Value) -> Option<&'static str> {
        let ordering = self.heap.shape_of(ordering)?;
        Some(match (sys, ordering) {
            (Sys::AtomicLoad, ShapeId::RELEASE) => "there is no such thing as a release load",
            (Sys::AtomicLoad, ShapeId::ACQ_REL) => {
                "there is no such thing as an acquire-release load"
            }
            (Sys::AtomicStore, ShapeId::ACQUIRE) => "there is no such thing as an acquire store",
            (Sys::AtomicStore, ShapeId::ACQ_REL) => {
                "there is no such thing as an acquire-release store"
            }
            (Sys::AtomicCompareExchange, ShapeId::RELEASE) => {
                "there is no such thing as a release failure ordering"
            }
            (Sys::AtomicCompareExchange, ShapeId::ACQ_REL) => {
                "there is no such thing as an acquire-release failure ordering"
            }
            (Sys::AtomicFence, ShapeId::RELAXED) => "there is no such thing as a relaxed fence",
            _ => return None,
        })
    }

    /// `value` as a value of the atomic's type: literals whose type was not known take it.
    fn like(&self, before: Value, value: Value) -> Option<Value> {
        match (before, self.heap.look_through(value)) {
            (Value::Int(kind, _), Value::Int(_, it)) => Some(Value::Int(kind, it)),
            (Value::Bool(_), it @ Value::Bool(_)) => Some(it),
            (Value::Int(..) | Value::Bool(_), _) => None,
            _ => Some(value),
        }
    }

    /// What the access leaves in the atomic.
    fn computed(&self, sys: Sys, before: Value, operand: Value) -> Option<Value> {
        let operand = self.like(before, operand)?;
        if matches!(sys, Sys::AtomicStore | Sys::AtomicSwap) {
            return Some(operand);
        }
        Some(match (before, operand) {
            (Value::Bool(a), Value::Bool(b)) => Value::Bool(match sys {
                Sys::AtomicFetchAnd => a & b,
                Sys::AtomicFetchNand => !(a & b),
                Sys::AtomicFetchOr => a | b,
                Sys::AtomicFetchXor => a ^ b,
                _ => return None,
            }),
            (Value::Int(kind, a), Value::Int(_, b)) => {
                let is_less = if kind.is_signed() {
                    a < b
                } else {
                    (a as u64) < (b as u64)
                };
                let bits = match sys {
                    Sys::AtomicFetchAdd => a.wrapping_add(b),
                    Sys::AtomicFetchSub => a.wrapping_sub(b),
                    Sys::AtomicFetchAnd => a & b,
                    Sys::AtomicFetchNand => !(a & b),
                    Sys::AtomicFetchOr => a | b,
                    Sys::AtomicFetchXor => a ^ b,
                    Sys::AtomicFetchMax => [a, b][usize::from(is_less)],
                    Sys::AtomicFetchMin => [b, a][usize::from(is_less)],
                    _ => return None,
                };
                Value::Int(kind, wrapped(kind, bits))
            }
            _ => return None,
        })
    }
}

/// The lowest bits of a number as a value of `kind`, which has at most 64 bits.
fn wrapped(kind: IntKind, bits: i64) -> i64 {
    let unused = 64 - kind.bits().min(64);
    if kind.is_signed() {
        bits << unused >> unused
    } else {
        ((bits as u64) << unused >> unused) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_wrap_around_in_their_width() {
        assert_eq!(wrapped(IntKind::U8, 256), 0);
        assert_eq!(wrapped(IntKind::U8, -1), 255);
        assert_eq!(wrapped(IntKind::I8, 128), -128);
        assert_eq!(
            wrapped(IntKind::I32, i64::from(i32::MAX) + 1),
            i64::from(i32::MIN)
        );
        assert_eq!(wrapped(IntKind::Usize, -1), -1);
    }
}
