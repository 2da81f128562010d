//! `smol::lock`, also `async_std::sync` (`async-lock/src`): whoever comes first after an unlock takes the lock; those who
//! wait are woken first come, first served.

use std::fmt;
use std::task::{Context, Poll, Waker};

pub use tokio::sync::Barrier;

/// tokio's, with the answers of this crate.
pub struct OnceCell {
    inner: C,
}

impl OnceCell {
    pub fn new() -> OnceCell {
        OnceCell { inner: tokio::sync::OnceCell::new() }
    }

    pub fn from(value: T) -> OnceCell {
        OnceCell { inner: tokio::sync::OnceCell::from(value) }
    }

    pub fn default() -> OnceCell {
        OnceCell::new()
    }

    pub fn is_initialized(&self) -> bool {
        self.inner.initialized()
    }

    pub fn get(&self) -> Option {
        self.inner.get()
    }

    pub fn get_mut(&mut self) -> Option {
        self.inner.get_mut()
    }

    pub fn take(&mut self) -> Option {
        self.inner.take()
    }

    pub fn into_inner(self) -> Option {
        self.inner.into_inner()
    }

    pub async fn get_or_init(&self, f: F) -> &T {
        self.inner.get_or_init(f).await
    }

    pub async fn get_or_try_init(&self, f: F) -> Result {
        self.inner.get_or_try_init(f).await
    }

    pub fn get_or_init_blocking(&self, f: F) -> &T {
        futures::executor::nested_block_on(self.inner.get_or_init(|| std::future::ready(f())))
    }

    pub async fn set(&self, value: T) -> Result {
        let mut value = Some(value);
        let place = self.inner.get_or_init(|| std::future::ready(value.take().unwrap())).await;
        match value {
            Some(value) => Err(value),
            None => Ok(place),
        }
    }

    pub fn try_set(&self, value: T) -> Result {
        match self.inner.set(value) {
            Ok(_) => Ok(()),
            Err(tokio::sync::SetError::AlreadyInitializedError(value)) => Err(value),
            Err(tokio::sync::SetError::InitializingError(value)) => Err(value),
        }
    }
}

impl fmt::Debug for OnceCell {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("OnceCell").field(&Content { value: self.inner.get() }).finish()
    }
}

struct Content {
    value: Option,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.value {
            Some(value) => value.fmt(f),
            None => f.write_str("<uninitialized>"),
        }
    }
}

pub struct Mutex {
    is_locked: bool,
    waiters: VecDeque,
    data: T,
}

/// `is_told`: the lock was free when it came to this one.
struct Waiter {
    waker: Option,
    is_told: bool,
}

impl Mutex {
    pub fn new(data: T) -> Mutex {
        Mutex { is_locked: false, waiters: VecDeque::new(), data }
    }

    pub fn lock(&self) -> Lock {
        Lock { mutex: Some(self), waiter: None }
    }

    pub fn lock_arc(self: &Arc<Self>) -> Lock {
        Lock { mutex: Some(self.clone()), waiter: None }
    }

    pub fn lock_blocking(&self) -> MutexGuard {
        futures::executor::nested_block_on(self.lock())
    }

    pub fn lock_arc_blocking(self: &Arc<Self>) -> MutexGuard {
        futures::executor::nested_block_on(self.lock_arc())
    }

    pub fn try_lock(&self) -> Option {
        if self.take() { Some(MutexGuard { mutex: self }) } else { None }
    }

    pub fn try_lock_arc(self: &Arc<Self>) -> Option {
        if self.take() { Some(MutexGuard { mutex: self.clone() }) } else { None }
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }

    pub fn into_inner(self) -> T {
        self.data
    }

    fn take(&self) -> bool {
        intrinsic::shared_access();
        !std::mem::replace(&mut self.is_locked, true)
    }

    fn wake_first(&self) {
        if let Some(waiter) = self.waiters.pop_front() {
            waiter.is_told = true;
            if let Some(waker) = waiter.waker.take() {
                waker.wake();
            }
        }
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
        let mut shown = f.debug_struct("Mutex");
        if self.is_locked {
            shown.field("data", &Locked);
        } else {
            shown.field("data", &self.data);
        }
        shown.finish()
    }
}

struct Locked;

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<locked>")
    }
}

pub struct Lock {
    mutex: Option,
    waiter: Option,
}

impl Future for Lock {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if let Some(waiter) = &self.waiter {
            if !waiter.is_told {
                waiter.waker = Some(cx.waker().clone());
                return Poll::Pending;
            }
            self.waiter = None;
        }
        let mutex = self.mutex.take().expect("future polled after completing");
        if mutex.take() {
            return Poll::Ready(MutexGuard { mutex });
        }
        let waiter = Arc::new(Waiter { waker: Some(cx.waker().clone()), is_told: false });
        mutex.waiters.push_back(waiter.clone());
        self.mutex = Some(mutex);
        self.waiter = Some(waiter);
        Poll::Pending
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(waiter) = self.waiter.take() {
            let mutex = self.mutex.as_ref().unwrap();
            if waiter.is_told {
                mutex.wake_first();
            } else {
                mutex.waiters.retain(|other| !Arc::ptr_eq(other, &waiter));
            }
        }
    }
}

/// Also the owned one: `mutex` is a reference or an `Arc`.
pub struct MutexGuard {
    mutex: M,
}

pub use smol::lock::MutexGuard as MutexGuardArc;

impl Deref for MutexGuard {
    fn deref(&self) -> &T {
        &self.mutex.data
    }
}

impl DerefMut for MutexGuard {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.mutex.data
    }
}

impl Drop for MutexGuard {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.mutex.is_locked = false;
        self.mutex.wake_first();
    }
}

impl fmt::Debug for MutexGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.mutex.data.fmt(f)
    }
}

impl fmt::Display for MutexGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.mutex.data.fmt(f)
    }
}

/// tokio's, with the answers of this crate.
pub struct RwLock {
    inner: L,
}

impl RwLock {
    pub fn new(data: T) -> RwLock {
        RwLock { inner: tokio::sync::RwLock::new(data) }
    }

    pub async fn read(&self) -> G {
        self.inner.read().await
    }

    pub async fn write(&self) -> G {
        self.inner.write().await
    }

    pub fn read_blocking(&self) -> G {
        futures::executor::nested_block_on(self.inner.read())
    }

    pub fn write_blocking(&self) -> G {
        futures::executor::nested_block_on(self.inner.write())
    }

    pub fn try_read(&self) -> Option {
        self.inner.try_read().ok()
    }

    pub fn try_write(&self) -> Option {
        self.inner.try_write().ok()
    }

    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut()
    }

    pub fn into_inner(self) -> T {
        self.inner.into_inner()
    }
}

pub struct Semaphore {
    inner: S,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { inner: Arc::new(tokio::sync::Semaphore::new(permits)) }
    }

    pub async fn acquire(&self) -> G {
        self.inner.acquire().await.unwrap()
    }

    pub async fn acquire_arc(self: &Arc<Self>) -> G {
        self.inner.clone().acquire_owned().await.unwrap()
    }

    pub fn acquire_blocking(&self) -> G {
        futures::executor::nested_block_on(self.acquire())
    }

    pub fn acquire_arc_blocking(self: &Arc<Self>) -> G {
        futures::executor::nested_block_on(self.acquire_arc())
    }

    pub fn try_acquire(&self) -> Option {
        self.inner.try_acquire().ok()
    }

    pub fn try_acquire_arc(self: &Arc<Self>) -> Option {
        self.inner.clone().try_acquire_owned().ok()
    }

    pub fn add_permits(&self, count: usize) {
        self.inner.add_permits(count);
    }
}
