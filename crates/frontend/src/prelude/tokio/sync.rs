//! `tokio::sync`: notifications, barriers, cells.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::sync::semaphore::SemaphorePermit as OwnedSemaphorePermit;
use tokio::sync::semaphore::{AcquireError, Batch, Semaphore, SemaphorePermit, TryAcquireError};

/// `calls`: how often `notify_waiters` was called; waiters first come, first served.
pub struct Notify {
    has_permit: bool,
    calls: usize,
    waiters: VecDeque,
}

struct Listener {
    waker: Option,
    is_queued: bool,
    /// It was told by `notify_one`, and hands that on when it is dropped before it has seen it.
    is_one: bool,
    is_told: bool,
}

impl Notify {
    pub fn new() -> Notify {
        Notify {
            has_permit: false,
            calls: 0,
            waiters: VecDeque::new(),
        }
    }

    pub fn const_new() -> Notify {
        Notify::new()
    }

    pub fn notified(&self) -> Notified {
        intrinsic::shared_access();
        Notified {
            notify: self,
            calls: self.calls,
            listener: None,
            is_done: false,
        }
    }

    pub fn notified_owned(self: Arc<Self>) -> Notified {
        let calls = self.calls;
        Notified {
            notify: self,
            calls,
            listener: None,
            is_done: false,
        }
    }

    pub fn notify_one(&self) {
        intrinsic::shared_access();
        while let Some(listener) = self.waiters.pop_front() {
            if listener.is_queued {
                self.tell(listener);
                return;
            }
        }
        self.has_permit = true;
    }

    pub fn notify_last(&self) {
        intrinsic::shared_access();
        while let Some(listener) = self.waiters.pop_back() {
            if listener.is_queued {
                self.tell(listener);
                return;
            }
        }
        self.has_permit = true;
    }

    fn tell(&self, listener: L) {
        listener.is_queued = false;
        listener.is_told = true;
        listener.is_one = true;
        if let Some(waker) = listener.waker.take() {
            waker.wake();
        }
    }

    pub fn notify_waiters(&self) {
        for waker in self.tell_all() {
            waker.wake();
        }
    }

    /// The same in an order that chance decides: `watch` spreads its receivers over several `Notify`.
    pub fn notify_shuffled(&self) {
        wake_shuffled(self.tell_all());
    }

    fn tell_all(&self) -> Vec {
        intrinsic::shared_access();
        self.wakers_of_all()
    }

    /// The same as part of an access that has begun.
    fn wakers_of_all(&self) -> Vec {
        self.calls += 1;
        let mut wakers = Vec::new();
        while let Some(listener) = self.waiters.pop_front() {
            if listener.is_queued {
                listener.is_queued = false;
                listener.is_told = true;
                if let Some(waker) = listener.waker.take() {
                    wakers.push(waker);
                }
            }
        }
        wakers
    }
}

fn wake_shuffled(wakers: Vec) {
    let mut wakers = wakers;
    while wakers.len() > 1 {
        wakers.remove(intrinsic::choose_below(wakers.len())).wake();
    }
    for waker in wakers {
        waker.wake();
    }
}

impl Default for Notify {
    fn default() -> Notify {
        Notify::new()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Notify { .. }")
    }
}

pub struct Notified {
    notify: N,
    calls: usize,
    listener: Option,
    is_done: bool,
}

impl Notified {
    pub fn enable(&mut self) -> bool {
        self.poll_with(None).is_ready()
    }

    fn poll_with(&mut self, waker: Option) -> Poll {
        intrinsic::shared_access();
        if self.is_done {
            return Poll::Ready(());
        }
        if let Some(listener) = &self.listener {
            if !listener.is_told {
                if waker.is_some() {
                    listener.waker = waker;
                }
                return Poll::Pending;
            }
            self.listener = None;
            self.is_done = true;
            return Poll::Ready(());
        }
        if self.notify.calls != self.calls {
            self.is_done = true;
            return Poll::Ready(());
        }
        if self.notify.has_permit {
            self.notify.has_permit = false;
            self.is_done = true;
            return Poll::Ready(());
        }
        let listener = Arc::new(Listener {
            waker,
            is_queued: true,
            is_one: false,
            is_told: false,
        });
        self.notify.waiters.push_back(listener.clone());
        self.listener = Some(listener);
        Poll::Pending
    }
}

impl Future for Notified {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.poll_with(Some(cx.waker().clone()))
    }
}

impl Drop for Notified {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            listener.is_queued = false;
            listener.waker = None;
            if listener.is_told && listener.is_one {
                self.notify.notify_one();
            }
        }
    }
}

pub struct Barrier {
    size: usize,
    arrived: usize,
    notify: Notify,
}

impl Barrier {
    pub fn new(size: usize) -> Barrier {
        Barrier {
            size: if size == 0 { 1 } else { size },
            arrived: 0,
            notify: Notify::new(),
        }
    }

    pub async fn wait(&self) -> BarrierWaitResult {
        // One access: whoever has arrived hears of the last one, who may come at any time.
        let told = self.notify.notified();
        self.arrived += 1;
        if self.arrived == self.size {
            self.arrived = 0;
            wake_shuffled(self.notify.wakers_of_all());
            return BarrierWaitResult(true);
        }
        told.await;
        BarrierWaitResult(false)
    }
}

#[derive(Clone, Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

pub struct OnceCell {
    value: Option,
    batch: Batch,
}

impl OnceCell {
    pub fn new() -> OnceCell {
        OnceCell {
            value: None,
            batch: Batch::new(1),
        }
    }

    pub fn from(value: T) -> OnceCell {
        OnceCell::new_with(Some(value))
    }

    pub fn const_new() -> OnceCell {
        OnceCell::new()
    }

    pub fn new_with(value: Option) -> OnceCell {
        OnceCell {
            value,
            batch: Batch::new(1),
        }
    }

    pub fn get(&self) -> Option {
        intrinsic::shared_access();
        self.value.as_ref()
    }

    pub fn initialized(&self) -> bool {
        intrinsic::shared_access();
        self.value.is_some()
    }

    pub fn set(&self, value: T) -> Result {
        intrinsic::shared_access();
        if self.value.is_some() {
            return Err(SetError::AlreadyInitializedError(value));
        }
        if !self.batch.take(1) {
            return Err(SetError::InitializingError(value));
        }
        self.value = Some(value);
        self.batch.close();
        Ok(())
    }

    pub async fn get_or_init(&self, f: F) -> &T {
        if self.value.is_none() {
            let entered = InitPermit::enter(self).await;
            if self.value.is_none() {
                let value = f().await;
                self.value = Some(value);
                self.batch.close();
            }
        }
        self.value.as_ref().unwrap()
    }

    pub async fn get_or_try_init(&self, f: F) -> Result {
        if self.value.is_none() {
            let entered = InitPermit::enter(self).await;
            if self.value.is_none() {
                let value = f().await?;
                self.value = Some(value);
                self.batch.close();
            }
        }
        Ok(self.value.as_ref().unwrap())
    }

    pub fn into_inner(self) -> Option {
        self.value
    }

    pub fn get_mut(&mut self) -> Option {
        self.value.as_mut()
    }

    pub fn take(&mut self) -> Option {
        std::mem::replace(self, OnceCell::new()).value
    }
}

impl Default for OnceCell {
    fn default() -> OnceCell {
        OnceCell::new()
    }
}

impl Clone for OnceCell {
    fn clone(&self) -> OnceCell {
        OnceCell::new_with(self.value.clone())
    }
}

impl PartialEq for OnceCell {
    fn eq(&self, other: &OnceCell) -> bool {
        self.value == other.value
    }
}

impl fmt::Debug for OnceCell {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("OnceCell").field("value", &self.value).finish()
    }
}

/// Gives the right to initialise back when the initialiser is cancelled or fails.
struct InitPermit {
    cell: C,
}

impl InitPermit {
    async fn enter(cell: &C) -> InitPermit {
        cell.batch.acquire(1).await;
        InitPermit { cell }
    }
}

impl Drop for InitPermit {
    fn drop(&mut self) {
        if self.cell.value.is_none() {
            self.cell.batch.add(1);
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum SetError {
    AlreadyInitializedError(T),
    InitializingError(T),
}

impl SetError {
    pub fn is_already_init_err(&self) -> bool {
        matches!(self, SetError::AlreadyInitializedError(_))
    }

    pub fn is_initializing_err(&self) -> bool {
        matches!(self, SetError::InitializingError(_))
    }
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            SetError::AlreadyInitializedError(_) => f.write_str("AlreadyInitializedError"),
            SetError::InitializingError(_) => f.write_str("InitializingError"),
        }
    }
}
