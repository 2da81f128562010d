//! Polls that the program makes itself and its calls of wakers, noted for whoever records the run.

use interleave_program::{FnId, ShapeId, Span};

use crate::context::Trap;
use crate::coroutine;
use crate::frame::After;
use crate::heap::Heap;
use crate::library::woken_task;
use crate::natives::memory::innermost;
use crate::object::Head;
use crate::step::{Flow, Step};
use crate::value::{ObjectId, Slot, Value};

/// Where the future lies that is polled: the object, and the register or field within.
pub type PolledPlace = (ObjectId, u32);

/// What a poll by the program itself has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PollNote {
    /// It begins.
    Began {
        /// Which future.
        future: PolledPlace,
        /// What it is called: its function's or its type's name.
        what: Polled,
        /// Whether it has not been polled before.
        is_first: bool,
        /// The call.
        span: Span,
    },
    /// It has given its answer.
    Ended {
        /// Which future.
        future: PolledPlace,
        /// `Poll::Ready`, and not `Poll::Pending`.
        is_ready: bool,
        /// The await at which the innermost body waits; none when a hand-written future does.
        parked: Span,
        /// The call.
        span: Span,
    },
    /// It calls a waker of its own.
    Wakes {
        /// The type behind it.
        waker: String,
        /// The call.
        span: Span,
    },
}

/// What is polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// An `async` body.
    Body(FnId),
    /// Something of this type.
    Type(String),
}

/// Notes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PollNotes {
    are_taken: bool,
    notes: Vec<PollNote>,
}

impl Heap {
    /// From now on polls by the program itself are noted, or not any more.
    pub fn note_polls(&mut self, are_taken: bool) {
        self.polled.are_taken = are_taken;
        self.polled.notes.clear();
    }

    /// The polls noted since they were last asked for.
    #[inline]
    pub fn polls_noted(&mut self) -> Vec<PollNote> {
        std::mem::take(&mut self.polled.notes)
    }
}

impl Step<'_> {
    /// (receiver, context) → what [`Self::poll_ends`] needs: a poll begins, if it is one and notes are taken.
    pub fn poll_begins(
        &mut self,
        receiver: Value,
        context: Value,
        after: After,
    ) -> Result<Flow, Trap> {
        let watched = match self.heap.polled.are_taken {
            true => self.note_begin(receiver, context),
            false => Value::Unit,
        };
        self.deliver(after, watched)
    }

    fn note_begin(&mut self, receiver: Value, context: Value) -> Value {
        let (_, context) = self.peel(context);
        if self.code.type_name(self.tag_of(context)) != "Context" {
            return Value::Unit;
        }
        let place = innermost(self.heap, receiver);
        let (_, value) = self.peel(place);
        let body = match value {
            Value::Own(id) => self.heap.head(id).map(|head| (id, head)),
            _ => None,
        };
        let (future, what, is_first) = match (body, place) {
            (Some((id, Head::Coroutine { function, at, .. })), _) => {
                let is_first = coroutine::is_unbegun(at);
                ((id, 0), Polled::Body(function), is_first)
            }
            (_, Value::Ref(slot)) => {
                let name = self.code.type_name(self.tag_of(value)).to_owned();
                ((slot.object, slot.index), Polled::Type(name), false)
            }
            _ => return Value::Unit,
        };
        let span = self.vm.span(self.code);
        self.heap.polled.notes.push(PollNote::Began {
            future,
            what,
            is_first,
            span,
        });
        // Where it lies now: the call may use the reference up.
        Value::Ref(Slot {
            object: future.0,
            index: future.1,
        })
    }

    /// (answer of `poll_begins`, what `poll` has given)
    pub fn poll_ends(&mut self, watched: Value, polled: Value, after: After) -> Result<Flow, Trap> {
        if let Value::Ref(slot) = watched
            && self.heap.polled.are_taken
        {
            let (_, polled) = self.peel(polled);
            let is_body = matches!(self.heap.head(slot.object), Some(Head::Coroutine { .. }));
            let parked = match self.vm.parked_span(self.code) {
                Some(span) if is_body => span,
                _ => Span::NONE,
            };
            let is_ready = self.heap.shape_of(polled) == Some(ShapeId::READY);
            let span = self.vm.span(self.code);
            self.heap.polled.notes.push(PollNote::Ended {
                future: (slot.object, slot.index),
                is_ready,
                parked,
                span,
            });
        }
        self.deliver(after, Value::Unit)
    }

    /// (receiver of `wake`): notes the call when it is a waker of the program's own.
    pub fn waker_called(&mut self, receiver: Value, after: After) -> Result<Flow, Trap> {
        if self.heap.polled.are_taken
            && let Some(waker) = self.own_waker(receiver)
        {
            let span = self.vm.span(self.code);
            self.heap.polled.notes.push(PollNote::Wakes { waker, span });
        }
        self.deliver(after, Value::Unit)
    }

    /// The type behind a waker of the program's own.
    fn own_waker(&self, receiver: Value) -> Option<String> {
        let (_, waker) = self.peel(receiver);
        let is_waker = self.code.type_name(self.tag_of(waker)) == "Waker";
        if !is_waker || woken_task(self.heap, waker).is_some() {
            return None;
        }
        let Value::Own(object) = waker else {
            return None;
        };
        let (_, target) = self.peel(self.heap.get(Slot { object, index: 0 }));
        // What is not shared is a table of functions.
        let Some(place) = self.deref_builtin(target) else {
            return Some("RawWaker".to_owned());
        };
        let (_, target) = self.peel(place);
        Some(self.code.type_name(self.tag_of(target)).to_owned())
    }
}
