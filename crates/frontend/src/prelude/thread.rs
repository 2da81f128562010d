//! `std::thread`: spawning, scopes, builders.

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
}

impl Builder {
    pub fn new() -> Builder {
        Builder {
            name: None,
            stack_size: None,
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
