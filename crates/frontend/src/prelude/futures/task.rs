//! `futures::task`

use std::fmt;
use std::task::Waker;

pub use std::task::{Context, Poll, Waker};

pub trait SpawnExt {}

pub trait LocalSpawnExt {}

pub trait Spawn {}

pub trait LocalSpawn {}

/// Its `wake_by_ref(arc_self: &Arc<Self>)` counts as a method.
pub trait ArcWake {}

/// A waker's target that calls a program's `ArcWake`.
struct ArcWaked {
    target: T,
}

impl Wake for ArcWaked {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.target.wake_by_ref();
    }
}

pub fn waker(target: Arc) -> Waker {
    Waker::from(Arc::new(ArcWaked { target }))
}

pub fn waker_ref(target: &Arc) -> Waker {
    waker(target.clone())
}

pub fn noop_waker() -> Waker {
    Waker::noop()
}

pub fn noop_waker_ref() -> Waker {
    Waker::noop()
}

/// Each of its calls is one access: nobody sees one half done.
pub struct AtomicWaker {
    waker: Option,
}

impl AtomicWaker {
    pub fn new() -> AtomicWaker {
        AtomicWaker { waker: None }
    }

    pub fn default() -> AtomicWaker {
        AtomicWaker::new()
    }

    pub fn register(&self, waker: &Waker) {
        intrinsic::shared_access();
        if let Some(known) = &self.waker {
            if known.will_wake(waker) {
                return;
            }
        }
        self.waker = Some(waker.clone());
    }

    pub fn wake(&self) {
        if let Some(waker) = self.take() {
            waker.wake();
        }
    }

    pub fn take(&self) -> Option {
        intrinsic::shared_access();
        self.waker.take()
    }
}

impl fmt::Debug for AtomicWaker {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("AtomicWaker")
    }
}

#[derive(Debug)]
pub struct SpawnError(U);

impl SpawnError {
    pub fn shutdown() -> SpawnError {
        SpawnError(())
    }

    pub fn is_shutdown(&self) -> bool {
        true
    }
}

impl fmt::Display for SpawnError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Executor is shutdown")
    }
}
