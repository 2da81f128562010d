//! `std::thread`: spawning, scopes, builders, thread locals.

use std::fmt;

pub fn spawn(f: F) -> JoinHandle {
    intrinsic::thread_spawn(f, None, None)
}

pub fn available_parallelism() -> Result {
    Ok(intrinsic::available_parallelism())
}

pub fn sleep_ms(millis: u32) {
    std::thread::sleep(std::time::Duration::from_millis(millis));
}

pub fn sleep_until(deadline: Instant) {
    let now = std::time::Instant::now();
    std::thread::sleep(deadline.saturating_duration_since(now));
}

#[derive(Debug)]
pub struct Builder {
    name: Option,
    stack_size: Option,
    no_hooks: bool,
}

impl Builder {
    pub fn new() -> Builder {
        Builder {
            name: None,
            stack_size: None,
            no_hooks: false,
        }
    }

    pub fn name(self, name: String) -> Builder {
        let mut builder = self;
        builder.name = Some(name);
        builder
    }

    pub fn stack_size(self, size: usize) -> Builder {
        let mut builder = self;
        builder.stack_size = Some(size);
        builder
    }

    pub fn spawn(self, f: F) -> Result {
        Ok(intrinsic::thread_spawn(f, self.name, None))
    }

    pub fn spawn_scoped(self, scope: &Scope, f: F) -> Result {
        let handle = intrinsic::thread_spawn(f, self.name, Some(scope.id));
        Ok(ScopedJoinHandle { handle })
    }
}

/// Runs `f`, then waits for every thread of the scope, also when `f` panicked.
pub fn scope(f: F) -> T {
    let scope = Scope {
        id: intrinsic::scope_new(),
    };
    let result = std::panic::catch_unwind(|| f(&scope));
    let panicked = intrinsic::scope_wait(scope.id);
    match result {
        Err(payload) => std::panic::resume_unwind(payload),
        Ok(value) => {
            if panicked {
                panic!("a scoped thread panicked");
            }
            value
        }
    }
}

#[derive(Debug)]
pub struct Scope {
    id: usize,
}

impl Scope {
    pub fn spawn(&self, f: F) -> ScopedJoinHandle {
        let handle = intrinsic::thread_spawn(f, None, Some(self.id));
        ScopedJoinHandle { handle }
    }
}

pub struct ScopedJoinHandle {
    handle: JoinHandle,
}

impl ScopedJoinHandle {
    pub fn join(self) -> Result {
        self.handle.join()
    }

    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }
}

/// A variable of `thread_local!`: its number, and what makes each thread's value.
pub struct LocalKey {
    key: usize,
    init: F,
    cell: Option,
}

impl LocalKey {
    pub fn new(init: F) -> LocalKey {
        LocalKey {
            key: intrinsic::local_new(),
            init,
            cell: None,
        }
    }

    pub fn of_cell(init: F) -> LocalKey {
        LocalKey {
            key: intrinsic::local_new(),
            init,
            cell: Some(true),
        }
    }

    pub fn of_ref_cell(init: F) -> LocalKey {
        LocalKey {
            key: intrinsic::local_new(),
            init,
            cell: Some(false),
        }
    }

    pub fn with(&self, f: F) -> R {
        f(self.place())
    }

    pub fn try_with(&self, f: F) -> Result {
        match intrinsic::local_state(self.key) {
            2 => Err(AccessError),
            _ => Ok(f(self.place())),
        }
    }

    fn place(&self) -> &T {
        match intrinsic::local_state(self.key) {
            0 => {
                let value = (self.init)();
                intrinsic::local_init(self.key, value);
            }
            1 => {}
            _ => panic!(
                "cannot access a Thread Local Storage value during or after destruction: AccessError"
            ),
        }
        intrinsic::local_place(self.key)
    }

    pub fn get(&self) -> T {
        self.place().get()
    }

    pub fn set(&self, value: T) {
        match (intrinsic::local_state(self.key), self.cell) {
            (0, Some(true)) => intrinsic::local_init(self.key, std::cell::Cell::new(value)),
            (0, Some(false)) => intrinsic::local_init(self.key, std::cell::RefCell::new(value)),
            _ => {
                self.place().replace(value);
            }
        }
    }

    pub fn take(&self) -> T {
        self.place().take()
    }

    pub fn replace(&self, value: T) -> T {
        self.place().replace(value)
    }

    pub fn update(&self, f: F) {
        self.place().update(f);
    }

    pub fn with_borrow(&self, f: F) -> R {
        f(&*self.place().borrow())
    }

    pub fn with_borrow_mut(&self, f: F) -> R {
        f(&mut *self.place().borrow_mut())
    }
}

impl fmt::Debug for LocalKey {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("already destroyed")
    }
}

impl fmt::Debug for JoinHandle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

impl fmt::Debug for ScopedJoinHandle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_struct("Thread");
        shown.field("id", &self.id());
        shown.field("name", &self.name());
        shown.finish_non_exhaustive()
    }
}

impl Error for AccessError {}
