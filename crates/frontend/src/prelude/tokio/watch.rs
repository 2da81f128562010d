//! `tokio::sync::watch`.

use std::fmt;
use tokio::sync::Notify;
use tokio::sync::watch::error::{RecvError, SendError};

struct Shared {
    value: T,
    version: usize,
    senders: usize,
    receivers: usize,
    changed: Notify,
    closed: Notify,
}

impl Shared {
    fn reference(&self, has_changed: bool) -> Ref {
        intrinsic::shared_access();
        Ref {
            inner: &self.value,
            has_changed,
        }
    }
}

/// The value as it was borrowed.
pub struct Ref {
    inner: &T,
    has_changed: bool,
}

impl Ref {
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }
}

impl Deref for Ref {
    fn deref(&self) -> &T {
        self.inner
    }
}

pub fn channel(value: T) -> P {
    let shared = Arc::new(Shared {
        value,
        version: 0,
        senders: 1,
        receivers: 1,
        changed: Notify::new(),
        closed: Notify::new(),
    });
    (
        Sender {
            shared: shared.clone(),
        },
        Receiver { shared, seen: 0 },
    )
}

pub struct Sender {
    shared: S,
}

impl Sender {
    pub fn new(value: T) -> Sender {
        let (sender, receiver) = channel(value);
        sender
    }

    pub fn send(&self, value: T) -> Result {
        intrinsic::shared_access();
        if self.shared.receivers == 0 {
            return Err(SendError(value));
        }
        self.send_replace(value);
        Ok(())
    }

    pub fn send_replace(&self, value: T) -> T {
        intrinsic::shared_access();
        let old = std::mem::replace(&mut self.shared.value, value);
        self.shared.version += 1;
        self.shared.changed.notify_shuffled();
        old
    }

    pub fn send_modify(&self, f: F) {
        intrinsic::shared_access();
        f(&mut self.shared.value);
        self.shared.version += 1;
        self.shared.changed.notify_shuffled();
    }

    pub fn send_if_modified(&self, f: F) -> bool {
        intrinsic::shared_access();
        let is_modified = f(&mut self.shared.value);
        if is_modified {
            self.shared.version += 1;
            self.shared.changed.notify_shuffled();
        }
        is_modified
    }

    pub fn borrow(&self) -> Ref {
        self.shared.reference(false)
    }

    pub fn subscribe(&self) -> Receiver {
        intrinsic::shared_access();
        self.shared.receivers += 1;
        Receiver {
            shared: self.shared.clone(),
            seen: self.shared.version,
        }
    }

    pub fn receiver_count(&self) -> usize {
        intrinsic::shared_access();
        self.shared.receivers
    }

    pub fn sender_count(&self) -> usize {
        intrinsic::shared_access();
        self.shared.senders
    }

    pub fn same_channel(&self, other: &Sender) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.shared.receivers == 0
    }

    pub async fn closed(&self) {
        while self.shared.receivers > 0 {
            let notified = self.shared.closed.notified();
            if self.shared.receivers == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Clone for Sender {
    fn clone(&self) -> Sender {
        self.shared.senders += 1;
        Sender {
            shared: self.shared.clone(),
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.shared.senders -= 1;
        if self.shared.senders == 0 {
            self.shared.changed.notify_shuffled();
        }
    }
}

pub struct Receiver {
    shared: S,
    seen: usize,
}

impl Receiver {
    pub fn borrow(&self) -> Ref {
        self.shared.reference(self.seen != self.shared.version)
    }

    pub fn borrow_and_update(&mut self) -> Ref {
        let reference = self.borrow();
        self.seen = self.shared.version;
        reference
    }

    pub fn same_channel(&self, other: &Receiver) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    pub fn has_changed(&self) -> Result {
        intrinsic::shared_access();
        if self.shared.senders == 0 {
            return Err(RecvError(()));
        }
        Ok(self.seen != self.shared.version)
    }

    pub fn mark_changed(&mut self) {
        self.seen = usize::MAX;
    }

    pub fn mark_unchanged(&mut self) {
        self.seen = self.shared.version;
    }

    pub async fn changed(&mut self) -> Result {
        loop {
            let notified = self.shared.changed.notified();
            if self.seen != self.shared.version {
                self.seen = self.shared.version;
                return Ok(());
            }
            if self.shared.senders == 0 {
                return Err(RecvError(()));
            }
            notified.await;
        }
    }

    pub async fn wait_for(&mut self, f: F) -> Result {
        loop {
            let notified = self.shared.changed.notified();
            let has_changed = self.seen != self.shared.version;
            self.seen = self.shared.version;
            if f(&self.shared.value) {
                return Ok(self.shared.reference(has_changed));
            }
            if self.shared.senders == 0 {
                return Err(RecvError(()));
            }
            notified.await;
        }
    }
}

impl Clone for Receiver {
    fn clone(&self) -> Receiver {
        self.shared.receivers += 1;
        Receiver {
            shared: self.shared.clone(),
            seen: self.seen,
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.shared.receivers -= 1;
        if self.shared.receivers == 0 {
            self.shared.closed.notify_waiters();
        }
    }
}
