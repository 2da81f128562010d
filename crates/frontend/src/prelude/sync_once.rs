//! `std::sync`: one-time initialisation.

use std::fmt;

impl Once {
    pub fn call_once(&self, f: F) {
        match intrinsic::once_begin(self) {
            0 => {}
            1 => {
                let attempt = Attempt::new(self);
                f();
                attempt.succeed();
            }
            _ => poisoned(self, "Once instance has previously been poisoned"),
        }
    }

    pub fn call_once_force(&self, f: F) {
        let state = intrinsic::once_begin(self);
        if state != 0 {
            let attempt = Attempt::new(self);
            f(&OnceState {
                poisoned: state == 2,
            });
            attempt.succeed();
        }
    }

    pub fn wait(&self) {
        while !self.is_completed() {
            std::thread::yield_now();
        }
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

/// Leaves the attempt to the next one, which fails.
fn poisoned(once: &Once, message: &str) {
    intrinsic::once_end(once, false);
    panic!("{message}");
}

#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

/// An initialisation that is running; ends it however it ends.
struct Attempt {
    once: R,
    done: bool,
}

impl Attempt {
    fn new(once: &Once) -> Attempt {
        Attempt { once, done: false }
    }

    fn succeed(self) {
        let mut attempt = self;
        attempt.done = true;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        intrinsic::once_end(self.once, self.done);
    }
}

pub struct OnceLock {
    once: Once,
    value: Option,
}

impl OnceLock {
    pub fn new() -> OnceLock {
        OnceLock {
            once: Once::new(),
            value: None,
        }
    }

    pub fn from(value: T) -> OnceLock {
        let cell = OnceLock::new();
        cell.set(value);
        cell
    }

    pub fn default() -> OnceLock {
        OnceLock::new()
    }

    pub fn get(&self) -> Option {
        if self.once.is_completed() {
            self.value.as_ref()
        } else {
            None
        }
    }

    pub fn get_mut(&mut self) -> Option {
        self.value.as_mut()
    }

    pub fn set(&self, value: T) -> Result {
        if intrinsic::once_begin(&self.once) == 0 {
            return Err(value);
        }
        let attempt = Attempt::new(&self.once);
        self.value = Some(value);
        attempt.succeed();
        Ok(())
    }

    pub fn get_or_init(&self, f: F) -> &T {
        if intrinsic::once_begin(&self.once) != 0 {
            let attempt = Attempt::new(&self.once);
            self.value = Some(f());
            attempt.succeed();
        }
        self.value.as_ref().unwrap()
    }

    pub fn wait(&self) -> &T {
        self.once.wait();
        self.value.as_ref().unwrap()
    }

    pub fn into_inner(self) -> Option {
        let mut cell = self;
        cell.value.take()
    }

    pub fn take(&mut self) -> Option {
        self.once = Once::new();
        self.value.take()
    }
}

impl fmt::Debug for OnceLock {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => shown.field(value),
            None => shown.field(&Uninit),
        };
        shown.finish()
    }
}

impl Clone for OnceLock {
    fn clone(&self) -> OnceLock {
        let copy = OnceLock::new();
        if let Some(value) = self.get() {
            copy.set(value.clone());
        }
        copy
    }
}

impl PartialEq for OnceLock {
    fn eq(&self, other: &OnceLock) -> bool {
        self.get() == other.get()
    }
}

pub struct LazyLock {
    once: Once,
    value: Option,
    init: Option,
}

impl LazyLock {
    pub fn new(init: F) -> LazyLock {
        LazyLock {
            once: Once::new(),
            value: None,
            init: Some(init),
        }
    }

    pub fn force(this: &LazyLock) -> &T {
        match intrinsic::once_begin(&this.once) {
            0 => {}
            1 => {
                let attempt = Attempt::new(&this.once);
                let init = this.init.take().unwrap();
                this.value = Some(init());
                attempt.succeed();
            }
            _ => poisoned(
                &this.once,
                "LazyLock instance has previously been poisoned",
            ),
        }
        this.value.as_ref().unwrap()
    }
}

impl std::ops::Deref for LazyLock {
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl fmt::Debug for LazyLock {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_tuple("LazyLock");
        match &self.value {
            Some(value) => shown.field(value),
            None => shown.field(&Uninit),
        };
        shown.finish()
    }
}

struct Uninit;

impl fmt::Debug for Uninit {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<uninit>")
    }
}
