//! `tokio::sync`: locks, notifications, barriers, cells.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::block_here;
use tokio::sync::semaphore::SemaphorePermit as OwnedSemaphorePermit;
use tokio::sync::semaphore::{AcquireError, Batch, Semaphore, SemaphorePermit, TryAcquireError};

pub struct Mutex {
    batch: Batch,
    data: T,
}

impl Mutex {
    pub fn new(data: T) -> Mutex {
        Mutex {
            batch: Batch::new(1),
            data,
        }
    }

    pub fn from(data: T) -> Mutex {
        Mutex::new(data)
    }

    pub fn const_new(data: T) -> Mutex {
        Mutex::new(data)
    }

    pub async fn lock(&self) -> MutexGuard {
        self.batch.acquire(1).await;
        MutexGuard { lock: self }
    }

    pub async fn lock_owned(self: Arc<Self>) -> MutexGuard {
        self.batch.acquire(1).await;
        MutexGuard { lock: self }
    }

    pub fn blocking_lock(&self) -> MutexGuard {
        block_here(self.lock())
    }

    pub fn blocking_lock_owned(self: Arc<Self>) -> MutexGuard {
        block_here(self.lock_owned())
    }

    pub fn try_lock_owned(self: Arc<Self>) -> Result {
        if self.batch.take(1) {
            Ok(MutexGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn try_lock(&self) -> Result {
        if self.batch.take(1) {
            Ok(MutexGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }

    pub fn into_inner(self) -> T {
        self.data
    }
}

/// Given the content's default.
impl Default for Mutex {
    fn default(data: T) -> Mutex {
        Mutex::new(data)
    }
}

impl fmt::Debug for Mutex {
    fn fmt(&self, f: &mut Formatter) -> Result {
        show_lock("Mutex", self, f)
    }
}

struct Locked;

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<locked>")
    }
}

/// Also the owned one: `lock` is a reference or an `Arc`.
pub struct MutexGuard {
    lock: L,
}

impl Deref for MutexGuard {
    fn deref(&self) -> &T {
        &self.lock.data
    }
}

impl DerefMut for MutexGuard {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.lock.data
    }
}

impl Drop for MutexGuard {
    fn drop(&mut self) {
        self.lock.batch.add(1);
    }
}

impl fmt::Debug for MutexGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

impl fmt::Display for MutexGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

#[derive(Debug)]
pub struct TryLockError(U);

impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("operation would block")
    }
}

/// As many readers as tokio lets in at once.
const READERS: usize = 536870911;

pub struct RwLock {
    batch: Batch,
    data: T,
}

impl RwLock {
    pub fn new(data: T) -> RwLock {
        RwLock {
            batch: Batch::new(READERS),
            data,
        }
    }

    pub fn from(data: T) -> RwLock {
        RwLock::new(data)
    }

    pub fn const_new(data: T) -> RwLock {
        RwLock::new(data)
    }

    pub async fn read(&self) -> RwLockReadGuard {
        self.batch.acquire(1).await;
        RwLockReadGuard { lock: self }
    }

    pub async fn write(&self) -> RwLockWriteGuard {
        self.batch.acquire(READERS).await;
        RwLockWriteGuard { lock: self }
    }

    pub async fn read_owned(self: Arc<Self>) -> RwLockReadGuard {
        self.batch.acquire(1).await;
        RwLockReadGuard { lock: self }
    }

    pub async fn write_owned(self: Arc<Self>) -> RwLockWriteGuard {
        self.batch.acquire(READERS).await;
        RwLockWriteGuard { lock: self }
    }

    pub fn blocking_read(&self) -> RwLockReadGuard {
        block_here(self.read())
    }

    pub fn blocking_write(&self) -> RwLockWriteGuard {
        block_here(self.write())
    }

    pub fn try_read(&self) -> Result {
        if self.batch.take(1) {
            Ok(RwLockReadGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn try_write(&self) -> Result {
        if self.batch.take(READERS) {
            Ok(RwLockWriteGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn try_read_owned(self: Arc<Self>) -> Result {
        if self.batch.take(1) {
            Ok(RwLockReadGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn try_write_owned(self: Arc<Self>) -> Result {
        if self.batch.take(READERS) {
            Ok(RwLockWriteGuard { lock: self })
        } else {
            Err(TryLockError(()))
        }
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }

    pub fn into_inner(self) -> T {
        self.data
    }
}

/// Given the content's default.
impl Default for RwLock {
    fn default(data: T) -> RwLock {
        RwLock::new(data)
    }
}

impl fmt::Debug for RwLock {
    fn fmt(&self, f: &mut Formatter) -> Result {
        show_lock("RwLock", self, f)
    }
}

/// Shows what a lock guards unless somebody holds it alone.
fn show_lock(name: &str, lock: &L, f: &mut Formatter) -> Result {
    let mut shown = f.debug_struct(name);
    if lock.batch.permits > 0 {
        shown.field("data", &lock.data);
    } else {
        shown.field("data", &Locked);
    }
    shown.finish()
}

pub struct RwLockReadGuard {
    lock: L,
}

impl Deref for RwLockReadGuard {
    fn deref(&self) -> &T {
        &self.lock.data
    }
}

impl Drop for RwLockReadGuard {
    fn drop(&mut self) {
        self.lock.batch.add(1);
    }
}

impl fmt::Debug for RwLockReadGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

impl fmt::Display for RwLockReadGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

pub struct RwLockWriteGuard {
    lock: L,
}

impl RwLockWriteGuard {
    pub fn downgrade(self) -> RwLockReadGuard {
        let lock = self.lock;
        std::mem::forget(self);
        lock.batch.add(READERS - 1);
        RwLockReadGuard { lock }
    }
}

impl Deref for RwLockWriteGuard {
    fn deref(&self) -> &T {
        &self.lock.data
    }
}

impl DerefMut for RwLockWriteGuard {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.lock.data
    }
}

impl Drop for RwLockWriteGuard {
    fn drop(&mut self) {
        self.lock.batch.add(READERS);
    }
}

impl fmt::Debug for RwLockWriteGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

impl fmt::Display for RwLockWriteGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.lock.data.fmt(f)
    }
}

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
        let mut wakers = self.tell_all();
        while wakers.len() > 1 {
            wakers.remove(intrinsic::choose_below(wakers.len())).wake();
        }
        for waker in wakers {
            waker.wake();
        }
    }

    fn tell_all(&self) -> Vec {
        intrinsic::shared_access();
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
        intrinsic::shared_access();
        self.arrived += 1;
        if self.arrived == self.size {
            self.arrived = 0;
            self.notify.notify_waiters();
            return BarrierWaitResult(true);
        }
        self.notify.notified().await;
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
