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
