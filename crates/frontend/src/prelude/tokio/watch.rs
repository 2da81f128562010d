//! `tokio::sync::watch`.

use std::fmt;
use std::sync::RwLock;
use tokio::sync::Notify;
use tokio::sync::watch::error::{RecvError, SendError};

struct Shared {
    value: T,
    /// How many borrows of the value are alive.
    borrows: usize,
    /// Held for the borrows while somebody waits for their end: only then does tokio's lock stop anyone.
    lock: RwLock,
    held: Option,
    version: usize,
    senders: usize,
    receivers: usize,
    changed: Notify,
    closed: Notify,
}

impl Shared {
    fn reference(&self, has_changed: bool) -> Ref {
        intrinsic::shared_access();
        self.borrows += 1;
        Ref {
            shared: self,
            has_changed,
        }
    }

    /// Stops this thread while the value is borrowed.
    fn wait_for_borrows(&self) {
        intrinsic::shared_access();
        while self.borrows > 0 {
            if self.held.is_none() {
                self.held = Some(self.lock.read().unwrap());
            }
            drop(self.lock.write());
        }
    }
}

/// As tokio's own fields show themselves without its feature `parking_lot`.
impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Shared")
            .field("value", &Value(&self.value))
            .field("version", &Version(self.version))
            .field("is_closed", &(self.senders == 0))
            .field("ref_count_rx", &self.receivers)
            .finish()
    }
}

struct Value(T);

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("RwLock").field(&Inside(self.0)).finish()
    }
}

struct Inside(T);

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("RwLock")
            .field("data", &self.0)
            .field("poisoned", &false)
            .finish_non_exhaustive()
    }
}

struct Version(usize);

/// tokio counts versions in steps of two.
impl fmt::Debug for Version {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("Version").field(&self.0.wrapping_mul(2)).finish()
    }
}

/// The value as it was borrowed.
pub struct Ref {
    shared: S,
    has_changed: bool,
}

impl Ref {
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }
}

impl Deref for Ref {
    fn deref(&self) -> &T {
        &self.shared.value
    }
}

impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Ref")
            .field("inner", &self.shared.value)
            .field("has_changed", &self.has_changed)
            .finish()
    }
}

impl Drop for Ref {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.shared.borrows -= 1;
        if self.shared.borrows == 0 {
            self.shared.held = None;
        }
    }
}

pub fn channel(value: T) -> P {
    let shared = Arc::new(Shared {
        value,
        borrows: 0,
        lock: RwLock::new(()),
        held: None,
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

#[derive(Debug)]
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
        self.shared.wait_for_borrows();
        let old = std::mem::replace(&mut self.shared.value, value);
        self.shared.version += 1;
        self.shared.changed.notify_shuffled();
        old
    }

    pub fn send_modify(&self, f: F) {
        self.shared.wait_for_borrows();
        f(&mut self.shared.value);
        self.shared.version += 1;
        self.shared.changed.notify_shuffled();
    }

    pub fn send_if_modified(&self, f: F) -> bool {
        self.shared.wait_for_borrows();
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

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Receiver")
            .field("shared", &self.shared)
            .field("version", &Version(self.seen))
            .finish()
    }
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

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.shared.senders == 0
    }

    pub fn mark_changed(&mut self) {
        self.seen = self.seen.wrapping_sub(1);
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
        let mut is_closed = false;
        loop {
            let has_changed = self.seen != self.shared.version;
            self.seen = self.shared.version;
            if (has_changed || !is_closed) && f(&self.shared.value) {
                return Ok(self.shared.reference(has_changed));
            }
            if is_closed {
                return Err(RecvError(()));
            }
            is_closed = self.changed().await.is_err();
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
