//! The I/O driver: operations of the simulated network, each ready a while after it began.
//!
//! An operation begins when the program asks for it (`IoBegan`). From its instant on it is ready; the thread that polls
//! the driver notices that (`IoReady`, caused by its beginning) and wakes who waits for it, before timers fire, as
//! tokio's driver does. Who polls an operation after its instant finds it ready without the driver.
//!
//! When a search does not want to rely on how long things take ([`Simulation::is_untimed`]), an operation can be ready
//! whenever the driver is polled: then the oracle says which are. Names are looked up by a thread that sleeps so long;
//! they are ready when it says so.

use std::collections::{BTreeSet, VecDeque};

use interleave_trace::{EventId, EventKind, IoKind, Nanos, TaskId};
use interleave_vm::{Canonical, Value};

use super::Seat;
use super::driver::Wakee;
use super::lifecycle::NOWHERE;
use crate::machine::Network;
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};

/// Operations in order of their numbers, and those that nobody has noticed yet by instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reactor {
    operations: Vec<Operation>,
    pending: BTreeSet<(Nanos, usize)>,
    /// Ready by the oracle's choice, to be noticed in this order.
    answered: VecDeque<usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Operation {
    kind: IoKind,
    at: Nanos,
    /// Who began it.
    task: TaskId,
    began: Option<EventId>,
    is_ready: bool,
    waiting: Option<Wakee>,
}

impl Reactor {
    /// When the next operation is ready.
    pub(super) fn next_at(&self) -> Option<Nanos> {
        self.pending.first().map(|(at, _)| *at)
    }

    /// See [`Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&(self.operations.len(), &self.pending, &self.answered));
        for it in &self.operations {
            to.plain(&it.is_ready);
            match it.waiting {
                None => to.plain(&0u8),
                Some(Wakee::Task(task)) => to.plain(&(1u8, task)),
                Some(Wakee::Waker(waker)) => {
                    to.plain(&2u8);
                    to.value(waker);
                }
            }
        }
    }
}

/// How long an operation of a kind takes.
fn delay(network: &Network, kind: IoKind) -> Nanos {
    Nanos(match kind {
        IoKind::Resolve => network.resolve_ns,
        IoKind::Connect | IoKind::Accept => network.connect_ns,
        IoKind::Read => network.read_ns,
    })
}

impl Simulation<'_> {
    fn io_kind(&self, value: Value) -> Option<IoKind> {
        IoKind::ALL.get(self.number(value)?).copied()
    }

    /// Whether an operation is ready at an instant, and not when the oracle says so.
    fn has_instant(&self, kind: IoKind) -> bool {
        !self.is_untimed || kind == IoKind::Resolve
    }

    /// (kind) → Duration
    pub(crate) fn io_delay(&mut self, kind: Value) -> Reply {
        match self.io_kind(kind) {
            Some(kind) => Reply::Value(Value::Duration(delay(&self.machine.network, kind).0)),
            None => wrong_argument("the network", "a kind of operation"),
        }
    }

    /// (kind) → the operation, `usize::MAX` without a runtime
    pub(crate) fn io_start(&mut self, task: TaskId, kind: Value) -> Reply {
        let Some(kind) = self.io_kind(kind) else {
            return wrong_argument("the network", "a kind of operation");
        };
        let id = self.context(task);
        let Some(id) = id.filter(|id| self.runtime(*id).drivers.io) else {
            return Reply::Value(NOWHERE);
        };
        // Where time does not count, operations are told apart by their order only.
        let at = match self.has_instant(kind) {
            true => self.now.saturating_add(delay(&self.machine.network, kind)),
            false => Nanos::ZERO,
        };
        let number = self.runtime(id).reactor.operations.len();
        let operation = number as u32;
        let began = self.record(
            task,
            None,
            EventKind::IoBegan {
                operation,
                io: kind,
            },
        );
        // Whoever looks names up says itself when it has them.
        let is_driven = !self.is_untimed || kind != IoKind::Resolve;
        let reactor = &mut self.runtime(id).reactor;
        reactor.operations.push(Operation {
            kind,
            at,
            task,
            began,
            is_ready: false,
            waiting: None,
        });
        if is_driven {
            reactor.pending.insert((at, number));
            self.timer_is_set(id);
        }
        Reply::Value(usize_value(number))
    }

    /// (operation, task to wake or `usize::MAX`) → whether it is ready
    pub(crate) fn io_poll(&mut self, task: TaskId, args: Args) -> Reply {
        let Some((id, number)) = self.operation(task, args[0]) else {
            return wrong_argument("the network", "an operation");
        };
        let now = self.now;
        let it = &self.runtimes[usize::from(id)].reactor.operations[number];
        let is_due = it.at <= now && self.has_instant(it.kind);
        if !it.is_ready && is_due {
            self.notice(id, number);
        }
        let target = self.future_of(args[1]);
        let it = &mut self.runtime(id).reactor.operations[number];
        if !it.is_ready && target.is_some() {
            it.waiting = target.map(Wakee::Task);
        }
        let is_ready = it.is_ready;
        Reply::Value(Value::Bool(is_ready))
    }

    /// (operation, waker): whom it wakes; answers the waker that it had, or ().
    pub(crate) fn io_waker(&mut self, task: TaskId, args: Args) -> Reply {
        let Some((id, number)) = self.operation(task, args[0]) else {
            return wrong_argument("the network", "an operation");
        };
        let it = &mut self.runtime(id).reactor.operations[number];
        Reply::Value(match it.waiting.replace(Wakee::Waker(args[1])) {
            Some(Wakee::Waker(before)) => before,
            _ => Value::Unit,
        })
    }

    /// (operation): nobody waits for it any more; answers the waker that it had, or ().
    pub(crate) fn io_drop(&mut self, task: TaskId, operation: Value) -> Reply {
        let waker = self.operation(task, operation).and_then(|(id, number)| {
            let reactor = &mut self.runtime(id).reactor;
            let it = &mut reactor.operations[number];
            let pending = (it.at, number);
            let waiting = it.waiting.take();
            reactor.pending.remove(&pending);
            reactor.answered.retain(|it| *it != number);
            waiting
        });
        Reply::Value(match waker {
            Some(Wakee::Waker(waker)) => waker,
            _ => Value::Unit,
        })
    }

    fn operation(&self, task: TaskId, value: Value) -> Option<(u16, usize)> {
        let (id, number) = (self.context(task)?, self.number(value)?);
        let operations = &self.runtimes[usize::from(id)].reactor.operations;
        (number < operations.len()).then_some((id, number))
    }

    /// Records that an operation is ready; whom to wake, and by what.
    fn notice(&mut self, id: u16, number: usize) -> Option<(Wakee, Option<EventId>)> {
        let reactor = &mut self.runtime(id).reactor;
        let it = &mut reactor.operations[number];
        it.is_ready = true;
        let (task, began, at, io) = (it.task, it.began, it.at, it.kind);
        let waiting = it.waiting.take();
        reactor.pending.remove(&(at, number));
        let operation = number as u32;
        let ready = self.record(task, began, EventKind::IoReady { operation, io });
        waiting.map(|wakee| (wakee, ready))
    }

    /// Ends the sleep of `thread` at the driver when nobody says how long things take: an operation is ready, or the
    /// wheel's next timer fires, whichever the oracle says; by default the operation that began first. `false` when
    /// none has begun.
    pub(crate) fn end_untimed_sleep(&mut self, thread: TaskId, oracle: &mut dyn Oracle) -> bool {
        let Some(id) = self.seat_of(thread).map(|seat| seat.runtime) else {
            return false;
        };
        let (now, timer) = (self.now, self.next_timer(id));
        let reactor = &self.runtimes[usize::from(id)].reactor;
        if reactor.pending.is_empty() {
            return false;
        }
        let mut options: Vec<_> = reactor.pending.iter().map(|it| Some(*it)).collect();
        options.extend(timer.map(|_| None));
        let count = options.len();
        let pick = self.choices.pick(oracle, now, ChoiceKind::Answer, count);
        match options[pick] {
            Some(operation) => self.answer_operation(id, operation),
            None => self.now = now.max(timer.unwrap_or(now)),
        }
        true
    }

    fn answer_operation(&mut self, id: u16, operation: (Nanos, usize)) {
        let reactor = &mut self.runtime(id).reactor;
        reactor.pending.remove(&operation);
        reactor.answered.push_back(operation.1);
    }

    /// Which operations are ready by now, one after the other, as the oracle says; by default no more.
    fn choose_answers(&mut self, id: u16, oracle: &mut dyn Oracle) {
        let now = self.now;
        loop {
            let pending = &self.runtimes[usize::from(id)].reactor.pending;
            if pending.is_empty() {
                return;
            }
            let count = 1 + pending.len();
            let pick = self.choices.pick(oracle, now, ChoiceKind::Answer, count);
            let pending = &self.runtimes[usize::from(id)].reactor.pending;
            let chosen = pick.checked_sub(1).and_then(|nth| pending.iter().nth(nth));
            let Some(operation) = chosen.copied() else {
                return;
            };
            self.answer_operation(id, operation);
        }
    }

    fn notice_answers(&mut self, seat: Seat, oracle: &mut dyn Oracle) {
        self.choose_answers(seat.runtime, oracle);
        while let Some(number) = self.runtime(seat.runtime).reactor.answered.pop_front() {
            if let Some((wakee, cause)) = self.notice(seat.runtime, number) {
                self.driver(seat).is_due(wakee, cause);
            }
        }
    }

    /// The driver is polled: operations whose instant has come wake.
    pub(super) fn poll_reactor(&mut self, seat: Seat, oracle: &mut dyn Oracle) {
        if self.is_untimed {
            return self.notice_answers(seat, oracle);
        }
        let now = self.now;
        while let Some((at, number)) = self.runtime(seat.runtime).reactor.pending.first().copied()
            && at <= now
        {
            if let Some((wakee, cause)) = self.notice(seat.runtime, number) {
                self.driver(seat).is_due(wakee, cause);
            }
        }
    }
}
