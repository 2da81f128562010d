//! Threads of runtimes: for what blocks, and the workers of the multi-thread flavour. Who waits for a job and for how
//! long is the engine's.

use tokio::runtime::task::{JoinHandle, new_cell};

/// A call for a thread of the pool.
struct Job {
    f: F,
    cell: C,
}

impl Job {
    fn run(self) {
        if self.cell.is_aborted() {
            self.cancel();
            return;
        }
        let Job { f, cell } = self;
        let result = match std::panic::catch_unwind(f) {
            Ok(value) => Ok(value),
            Err(payload) => Err(cell.error(Some(payload))),
        };
        cell.complete(result);
    }

    fn cancel(self) {
        let Job { f, cell } = self;
        drop(f);
        cell.complete(Err(cell.error(None)));
    }
}

/// A worker's seat in its runtime.
struct Seat {
    runtime: usize,
    index: usize,
}

impl Seat {
    fn run(self) {
        intrinsic::runtime_work(self.runtime, self.index);
    }

    fn cancel(self) {}
}

fn push(runtime: usize, job: J) {
    if let Some(job) = intrinsic::pool_push(runtime, job) {
        job.cancel();
        return;
    }
    if intrinsic::pool_needs_thread(runtime) {
        let settings = intrinsic::runtime_settings(runtime);
        let name = match &settings.namer {
            Some(namer) => namer(),
            None => settings.name.clone(),
        };
        intrinsic::thread_spawn(move || run_thread(runtime), Some(name), None);
    }
}

/// The life of a thread of the pool.
fn run_thread(runtime: usize) {
    intrinsic::runtime_context(runtime);
    let settings = intrinsic::runtime_settings(runtime);
    if let Some(f) = &settings.on_start {
        f();
    }
    while let Some(job) = intrinsic::pool_next(runtime) {
        job.run();
    }
    if let Some(f) = &settings.on_stop {
        f();
    }
}

/// Starts the workers of a runtime.
pub fn launch(runtime: usize) {
    let workers = intrinsic::runtime_workers(runtime);
    for index in 0..workers {
        push_seat(runtime, index);
    }
}

fn push_seat(runtime: usize, index: usize) {
    intrinsic::future_number(usize::MAX);
    push(runtime, Seat { runtime, index });
}

pub fn spawn_blocking_in(runtime: usize, f: F) -> JoinHandle {
    let cell = new_cell();
    cell.set_number();
    let handle = JoinHandle { cell: cell.clone() };
    push(runtime, Job { f, cell });
    handle
}

/// The runtime whose context this is.
pub fn current() -> usize {
    let runtime = intrinsic::runtime_current();
    if runtime == usize::MAX {
        panic!("there is no reactor running, must be called from the context of a Tokio 1.x runtime");
    }
    runtime
}

/// A thread is in `block_in_place`.
struct InPlace {
    state: usize,
}

impl Drop for InPlace {
    fn drop(&mut self) {
        intrinsic::seat_take(self.state);
    }
}

pub fn block_in_place(f: F) -> T {
    let state = intrinsic::seat_give();
    if state == 0 {
        return f();
    }
    let place = InPlace { state };
    if state > 1 {
        push_seat(intrinsic::runtime_current(), state - 2);
    }
    f()
}
