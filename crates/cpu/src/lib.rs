//! The one helper that a program may use beyond std, tokio and futures: burn CPU time.
//!
//! What this crate does not do: sleep. `work` keeps its core busy until this thread has had the CPU time.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Burns `duration` of this thread's CPU time, at most some hundred microseconds more.
///
/// Time that the thread spends preempted does not count: on a shared core the call takes longer by the
/// clock on the wall, as real work would.
pub fn work(duration: Duration) {
    let start = thread_time();
    while thread_time().saturating_sub(start) < duration {
        spin();
    }
}

/// Some microseconds of arithmetic that the compiler must not remove.
fn spin() {
    let mut state = 0x9e37_79b9_u32;
    for _ in 0..2_000 {
        state = black_box(state.wrapping_mul(0x85eb_ca6b) ^ (state >> 13));
    }
    black_box(state);
}

/// CPU time of this thread by the kernel's thread clock; where there is
/// none, the wall clock.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn thread_time() -> Duration {
    clock::thread_cpu_time().unwrap_or_else(wall_time)
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn thread_time() -> Duration {
    wall_time()
}

fn wall_time() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod clock {
    //! `clock_gettime(CLOCK_THREAD_CPUTIME_ID)`, declared here so that the crate has no dependency and one
    //! `rustc` call builds it.

    use std::ffi::{c_int, c_long};
    use std::time::Duration;

    const CLOCK_THREAD_CPUTIME_ID: c_int = 3;

    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanos: c_long,
    }

    unsafe extern "C" {
        fn clock_gettime(clock: c_int, time: *mut Timespec) -> c_int;
    }

    pub fn thread_cpu_time() -> Option<Duration> {
        let mut time = Timespec {
            seconds: 0,
            nanos: 0,
        };
        // SAFETY: `time` is a valid `struct timespec` of this platform, written before the call returns.
        let answer = unsafe { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
        let seconds = u64::try_from(time.seconds).ok()?;
        let nanos = u32::try_from(time.nanos).ok()?;
        (answer == 0).then(|| Duration::new(seconds, nanos))
    }
}
