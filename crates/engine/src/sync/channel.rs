//! `mpsc`: channels without bound, bounded ones, and rendezvous channels (bound 0).
//!
//! As std: messages that are queued when the last sender goes are still received; sending fails once the receiver
//! is gone, which also drops what is queued. In a rendezvous channel a message passes from hand to hand: a sender
//! blocks until a receiver takes its message.

use std::collections::VecDeque;

use interleave_program::{ShapeId, Sys, TypeTag};
use interleave_trace::{BlockReason, EventId, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Halt, Value};

use super::{SyncState, no_such_object};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::{Attempt, Pending};

/// The state of a channel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Channel {
    /// `None`: without bound.
    capacity: Option<usize>,
    /// Messages with their `Sent`.
    queue: VecDeque<(Value, Option<EventId>)>,
    senders: usize,
    has_receiver: bool,
    /// Who waits in `recv`.
    receiving: Option<TaskId>,
    /// Who waits in `send`, first in, first out.
    sending: VecDeque<TaskId>,
    closed: Option<EventId>,
}

impl Channel {
    /// Whether a message finds room now.
    fn has_room(&self) -> bool {
        match self.capacity {
            None => true,
            Some(0) => self.receiving.is_some() && self.queue.is_empty(),
            Some(capacity) => self.queue.len() < capacity,
        }
    }
}

impl Channel {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&(self.capacity, self.senders, self.has_receiver));
        to.plain(&(self.receiving, &self.sending));
        to.plain(&self.queue.len());
        for (message, _) in &self.queue {
            to.value(*message);
        }
    }
}

impl Simulation<'_> {
    /// The channel that a sender or receiver leads to.
    fn seen_channel(&self, value: Value) -> Option<(SyncId, &Channel)> {
        let (_, id) = self.heap.sync_of(value)?;
        match &self.syncs.get(id as usize)?.state {
            SyncState::Channel(channel) => Some((SyncId(id), channel)),
            _ => None,
        }
    }

    /// What receiving would wait for, when that could not be noticed by senders.
    pub(crate) fn receiving_waits(&self, receiver: Value) -> Option<BlockReason> {
        let (channel, it) = self.seen_channel(receiver)?;
        let waits = it.queue.is_empty() && it.senders > 0 && it.capacity != Some(0);
        let until = None;
        waits.then_some(BlockReason::Receive { channel, until })
    }

    /// Whether the receiver of a channel without bound has something to receive, or nothing more to wait for.
    pub(crate) fn receives_at_once(&self, receiver: Value) -> bool {
        self.seen_channel(receiver).is_some_and(|(_, it)| {
            it.capacity.is_none() && (!it.queue.is_empty() || it.senders == 0)
        })
    }

    /// What sending would wait for, when that could not be noticed by the receiver.
    pub(crate) fn sending_waits(&self, sender: Value) -> Option<BlockReason> {
        let (channel, it) = self.seen_channel(sender)?;
        let waits = it.has_receiver && !it.has_room() && it.capacity != Some(0);
        waits.then_some(BlockReason::Send { channel })
    }

    /// The channel that a sender or receiver leads to.
    fn channel(&mut self, value: Value) -> Option<(SyncId, &mut Channel)> {
        let (_, id) = self.heap.sync_of(value)?;
        match &mut self.syncs.get_mut(id as usize)?.state {
            SyncState::Channel(channel) => Some((SyncId(id), channel)),
            _ => None,
        }
    }

    fn channel_at(&mut self, id: SyncId) -> &mut Channel {
        match &mut self.syncs[id.index()].state {
            SyncState::Channel(channel) => channel,
            other => panic!("a channel is expected here, not {other:?}"),
        }
    }

    /// `mpsc::channel` and `mpsc::sync_channel`
    pub(crate) fn channel_new(&mut self, task: TaskId, capacity: Value) -> Reply {
        let capacity = self.heap.take_option(capacity);
        let capacity = capacity.and_then(|capacity| self.heap.read_usize(capacity));
        let state = SyncState::Channel(Box::new(Channel {
            capacity,
            queue: VecDeque::new(),
            senders: 1,
            has_receiver: true,
            receiving: None,
            sending: VecDeque::new(),
            closed: None,
        }));
        let tag = match capacity {
            None => TypeTag::SENDER,
            Some(_) => TypeTag::SYNC_SENDER,
        };
        Reply::of(
            self.create_sync(task, SyncKind::Channel, state)
                .and_then(|sync| {
                    let sender = self.heap.alloc_sync(tag, sync.0, None)?;
                    let receiver = self.heap.alloc_sync(TypeTag::RECEIVER, sync.0, None)?;
                    self.heap.alloc_tuple(&[sender, receiver])
                }),
        )
    }

    // Sending.

    /// `Sender::send` and `SyncSender::send`
    pub(crate) fn channel_send(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        self.tasks[task.index()].attempt = Attempt::First;
        let Some((id, channel)) = self.channel(args[0]) else {
            return no_such_object("send");
        };
        if !channel.has_receiver {
            return self.send_failed(task, id, ShapeId::SEND_ERROR, args[1]);
        }
        if !channel.has_room() {
            channel.sending.push_back(task);
            let reason = BlockReason::Send { channel: id };
            return self.block_in(task, Sys::ChannelSend, args, reason, oracle);
        }
        self.put(task, id, args[1]);
        Reply::of(self.heap.ok(Value::Unit))
    }

    /// `SyncSender::try_send`
    pub(crate) fn channel_try_send(&mut self, task: TaskId, args: Args) -> Reply {
        let Some((id, channel)) = self.channel(args[0]) else {
            return no_such_object("try_send");
        };
        if !channel.has_receiver {
            return self.send_failed(task, id, ShapeId::TRY_SEND_DISCONNECTED, args[1]);
        }
        if !channel.has_room() {
            let reply = self.send_failed(task, id, ShapeId::TRY_SEND_FULL, args[1]);
            return match reply {
                Reply::Value(value) => self.poll_answer(task, Sys::ChannelTrySend, value),
                other => other,
            };
        }
        self.found_something(task);
        self.put(task, id, args[1]);
        Reply::of(self.heap.ok(Value::Unit))
    }

    /// Queues a message and wakes the receiver if it waits.
    fn put(&mut self, task: TaskId, id: SyncId, message: Value) {
        let sent = self.record(task, None, EventKind::Sent { channel: id });
        let channel = self.channel_at(id);
        channel.queue.push_back((message, sent));
        if let Some(receiver) = channel.receiving.take() {
            self.wake(receiver, sent, Attempt::Woken);
        }
    }

    fn send_failed(&mut self, task: TaskId, id: SyncId, error: ShapeId, message: Value) -> Reply {
        let cause = self.channel_at(id).closed;
        self.record(task, cause, EventKind::SendFailed { channel: id });
        Reply::of(
            self.heap
                .alloc_variant(error, &[message])
                .and_then(|error| self.heap.err(error)),
        )
    }

    // Receiving.

    /// `Receiver::recv` and `Receiver::recv_timeout`
    pub(crate) fn channel_recv(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let attempt = std::mem::take(&mut self.tasks[task.index()].attempt);
        let Some((id, _)) = self.channel(args[0]) else {
            return no_such_object("recv");
        };
        if let Some(message) = self.take_message(task, id, oracle) {
            return Reply::of(self.heap.ok(message));
        }
        let has_timeout = sys == Sys::ChannelRecvTimeout;
        if self.channel_at(id).senders == 0 {
            let error = if has_timeout {
                ShapeId::RECV_TIMEOUT_DISCONNECTED
            } else {
                ShapeId::RECV_ERROR
            };
            return self.receive_failed(task, id, error);
        }
        if attempt == Attempt::TimedOut {
            return self.receive_failed(task, id, ShapeId::RECV_TIMEOUT);
        }
        let until = match (has_timeout, self.heap.read_duration_ns(args[1])) {
            (false, _) => None,
            (true, Some(ns)) => Some(self.until_timeout(ns)),
            (true, None) => return wrong_argument("recv_timeout", "a Duration"),
        };
        self.channel_at(id).receiving = Some(task);
        let reason = BlockReason::Receive { channel: id, until };
        self.block_in(task, sys, args, reason, oracle)
    }

    /// `Receiver::try_recv`
    pub(crate) fn channel_try_recv(
        &mut self,
        task: TaskId,
        receiver: Value,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some((id, _)) = self.channel(receiver) else {
            return no_such_object("try_recv");
        };
        if let Some(message) = self.take_message(task, id, oracle) {
            self.found_something(task);
            return Reply::of(self.heap.ok(message));
        }
        if self.channel_at(id).senders == 0 {
            return self.receive_failed(task, id, ShapeId::TRY_RECV_DISCONNECTED);
        }
        match self.receive_failed(task, id, ShapeId::TRY_RECV_EMPTY) {
            Reply::Value(value) => self.poll_answer(task, Sys::ChannelTryRecv, value),
            other => other,
        }
    }

    /// The next message, from the queue or from the hands of a sender that waits.
    fn take_message(&mut self, task: TaskId, id: SyncId, oracle: &mut dyn Oracle) -> Option<Value> {
        let (message, sent) = match self.channel_at(id).queue.pop_front() {
            Some(first) => first,
            None => return self.take_from_sender(task, id, oracle),
        };
        let received = self.record(task, sent, EventKind::Received { channel: id });
        if self.channel_at(id).capacity != Some(0)
            && let Some(sender) = self.next_sender(id, oracle)
        {
            self.wake(sender, received, Attempt::Woken);
        }
        Some(message)
    }

    /// Rendezvous: takes the message of a sender that waits, and lets the sender go on.
    fn take_from_sender(
        &mut self,
        task: TaskId,
        id: SyncId,
        oracle: &mut dyn Oracle,
    ) -> Option<Value> {
        if self.channel_at(id).capacity != Some(0) {
            return None;
        }
        let sender = self.next_sender(id, oracle)?;
        let sent = self.record(sender, None, EventKind::Sent { channel: id });
        let received = self.record(task, sent, EventKind::Received { channel: id });
        let pending = self.take_pending(sender);
        let Pending::Halted(Halt::Sys { args, .. }) = pending else {
            panic!("a task that waits in send has its send pending");
        };
        let done = self.heap.ok(Value::Unit).unwrap_or(Value::Unit);
        self.answer(sender, done);
        self.wake(sender, received, Attempt::First);
        Some(args[1])
    }

    /// Takes a waiting sender off the list.
    fn next_sender(&mut self, id: SyncId, oracle: &mut dyn Oracle) -> Option<TaskId> {
        let options = self.channel_at(id).sending.len();
        let pick = self
            .choices
            .pick(oracle, self.now, ChoiceKind::Waiter, options);
        self.channel_at(id).sending.remove(pick)
    }

    fn receive_failed(&mut self, task: TaskId, id: SyncId, error: ShapeId) -> Reply {
        let cause = self.channel_at(id).closed;
        self.record(task, cause, EventKind::ReceiveFailed { channel: id });
        Reply::of(self.heap.err(Value::Tag(error)))
    }

    /// The receiver waits no longer: its time has run out.
    pub(crate) fn stop_receiving(&mut self, channel: SyncId) {
        self.channel_at(channel).receiving = None;
    }

    // Handles.

    /// `Sender::clone`
    pub(crate) fn channel_clone_sender(&mut self, sender: Value) -> Reply {
        let Some((id, channel)) = self.channel(sender) else {
            return no_such_object("clone");
        };
        channel.senders += 1;
        let tag = match channel.capacity {
            None => TypeTag::SENDER,
            Some(_) => TypeTag::SYNC_SENDER,
        };
        Reply::of(self.heap.alloc_sync(tag, id.0, None))
    }

    /// A sender has been dropped; with the last one the channel closes.
    pub(crate) fn channel_drop_sender(&mut self, task: TaskId, sender: Value) -> Reply {
        let Some((id, channel)) = self.channel(sender) else {
            return no_such_object("drop of a sender");
        };
        channel.senders -= 1;
        let is_last = channel.senders == 0;
        if is_last && channel.has_receiver {
            let closed = self.close(task, id, false);
            if let Some(receiver) = self.channel_at(id).receiving.take() {
                self.wake(receiver, closed, Attempt::Woken);
            }
        }
        self.free_handle(sender);
        Reply::Value(Value::Unit)
    }

    /// The receiver has been dropped; answers what was still queued.
    pub(crate) fn channel_drop_receiver(&mut self, task: TaskId, receiver: Value) -> Reply {
        let Some((id, channel)) = self.channel(receiver) else {
            return no_such_object("drop of a receiver");
        };
        channel.has_receiver = false;
        let queued: Vec<Value> = channel.queue.drain(..).map(|(it, _)| it).collect();
        let sending = std::mem::take(&mut channel.sending);
        if channel.senders > 0 {
            let closed = self.close(task, id, true);
            for sender in sending {
                self.wake(sender, closed, Attempt::Woken);
            }
        }
        self.free_handle(receiver);
        Reply::of(self.heap.alloc_vec(queued))
    }

    fn close(&mut self, task: TaskId, id: SyncId, by_receiver: bool) -> Option<EventId> {
        let event = EventKind::Closed {
            channel: id,
            by_receiver,
        };
        let closed = self.record(task, None, event);
        self.channel_at(id).closed = closed;
        closed
    }

    fn free_handle(&mut self, handle: Value) {
        if let Value::Own(object) = handle {
            self.heap.free(object);
        }
    }
}
