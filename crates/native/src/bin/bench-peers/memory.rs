//! How much memory a run needs at most: an allocator that counts while it is asked to.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static IS_COUNTING: AtomicBool = AtomicBool::new(false);
static IN_USE: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(0);

// SAFETY: everything is the system allocator's; beside it only numbers change.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise is the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count(new_size as isize - layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}

fn count(bytes: isize) {
    if IS_COUNTING.load(Relaxed) {
        let in_use = IN_USE.fetch_add(bytes, Relaxed) + bytes;
        MOST.fetch_max(in_use, Relaxed);
    }
}

/// How large the stack of a run's thread is: what `main` has on most systems.
const STACK_BYTES: usize = 8 << 20;

/// Most bytes that were in use at a time while `run` ran, beyond those that were before. It runs on a thread of its own,
/// which has no memory that earlier runs have left.
pub(crate) fn most_bytes(run: impl FnOnce() + Send) -> u64 {
    IN_USE.store(0, Relaxed);
    MOST.store(0, Relaxed);
    IS_COUNTING.store(true, Relaxed);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let run = thread.spawn_scoped(scope, run);
        let run = run.expect("there is room for a thread");
        run.join().expect("the run comes to its end");
    });
    IS_COUNTING.store(false, Relaxed);
    MOST.load(Relaxed).unsigned_abs() as u64
}
