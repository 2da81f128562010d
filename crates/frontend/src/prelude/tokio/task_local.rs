//! `tokio::task::LocalKey`: variables of `task_local!`, which have a value while a future that was given one is polled.

use std::fmt;
use std::task::{Context, Poll};

struct Holder {
    value: Option,
}

pub struct LocalKey {
    place: K,
}

impl LocalKey {
    pub fn new() -> LocalKey {
        LocalKey {
            place: std::thread::LocalKey::new(|| Holder { value: None }),
        }
    }

    pub fn scope(&self, value: T, future: F) -> TaskLocalFuture {
        TaskLocalFuture {
            key: self,
            value: Some(value),
            future: Some(intrinsic::into_future(future)),
        }
    }

    pub fn sync_scope(&self, value: T, f: F) -> R {
        let mut value = Some(value);
        let swapped = swap(self, &mut value);
        f()
    }

    pub fn with(&self, f: F) -> R {
        match self.try_with(f) {
            Ok(result) => result,
            Err(_) => panic!("cannot access a task-local storage value without setting it first"),
        }
    }

    pub fn try_with(&self, f: F) -> Result {
        self.place.with(|holder| match &holder.value {
            Some(value) => Ok(f(value)),
            None => Err(AccessError),
        })
    }

    pub fn get(&self) -> T {
        self.with(|value| value.clone())
    }

    pub fn try_get(&self) -> Result {
        self.try_with(|value| value.clone())
    }
}

pub struct AccessError;

impl std::error::Error for AccessError {}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("task-local value not set")
    }
}

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("AccessError")
    }
}

/// The value is in its place; back in the future when this is dropped.
struct Swapped {
    key: K,
    value: V,
}

fn swap(key: &LocalKey, value: &mut Option) -> Swapped {
    key.place.with(|holder| std::mem::swap(&mut holder.value, value));
    Swapped { key, value }
}

impl Drop for Swapped {
    fn drop(&mut self) {
        let value = &mut *self.value;
        self.key
            .place
            .with(|holder| std::mem::swap(&mut holder.value, value));
    }
}

pub struct TaskLocalFuture {
    key: K,
    value: Option,
    future: Option,
}

impl TaskLocalFuture {
    pub fn take_value(&mut self) -> Option {
        self.value.take()
    }
}

impl Future for TaskLocalFuture {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let swapped = swap(self.key, &mut self.value);
        let poll = self
            .future
            .as_mut()
            .expect("`TaskLocalFuture` polled after completion")
            .poll(cx);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}

impl Drop for TaskLocalFuture {
    fn drop(&mut self) {
        if self.future.is_some() {
            let swapped = swap(self.key, &mut self.value);
            self.future = None;
        }
    }
}
