//! The interpreter allocates nothing per integer operation, call, method call, loop round or sleep: a program that
//! does ten times as much allocates no more.
//!
//! In a binary of its own, because the counting allocator counts everything in the process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

use interleave_engine::{Code, DefaultOracle, Machine, Recording, run};
use interleave_trace::Outcome;

struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often a run of `source` allocates, with `ROUNDS` replaced by a number.
fn allocations(source: &str, rounds: u32) -> u64 {
    let source = source.replace("ROUNDS", &rounds.to_string());
    let program = interleave_frontend::compile(&source)
        .program
        .expect("the program compiles");
    let code = Code::new(program).expect("well-formed bytecode");
    let machine = Machine {
        recording: Recording::Output,
        ..Machine::default()
    };
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let trace = run(&code, &source, &machine, &mut DefaultOracle).expect("a machine");
    let count = ALLOCATIONS.load(Ordering::Relaxed) - before;
    assert_eq!(trace.outcome, Outcome::Finished { exit_code: 0 });
    count
}

const PROGRAMS: [(&str, &str); 4] = [
    (
        "integers",
        "fn main() {
    let (mut a, mut b) = (1u64, 2u32);
    let mut i = 0;
    while i < ROUNDS {
        a = (a * 31 + i) % 1_000_003 ^ (a >> 3);
        b = b.wrapping_add(7) & 0xFFFF;
        if a > 500_000 || b == 3 {
            a -= 1;
        }
        i += 1;
    }
    println!(\"{}\", a + u64::from(b));
}
",
    ),
    (
        "calls",
        "struct Counter { count: u64 }

impl Counter {
    fn add(&mut self, step: u64) -> u64 {
        self.count += step;
        self.count
    }
}

fn double(x: u64) -> u64 {
    x + x
}

fn main() {
    let mut counter = Counter { count: 0 };
    let triple = |x: u64| x * 3;
    let mut last = 0;
    for i in 0..ROUNDS {
        last = counter.add(double(i) + triple(i));
    }
    println!(\"{last}\");
}
",
    ),
    (
        "rows",
        "fn main() {
    let mut row = vec![0u64; 64];
    for i in 0..ROUNDS {
        row[i % 64] += row[(i + 1) % 64] + 1;
        row[i % 64] %= 1000;
    }
    println!(\"{}\", row[5]);
}
",
    ),
    (
        "sleeps",
        "fn main() {
    for _ in 0..ROUNDS {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}
",
    ),
];

#[test]
fn ten_times_the_work_allocates_no_more() {
    for (name, source) in PROGRAMS {
        let few = allocations(source, 1_000);
        let many = allocations(source, 10_000);
        // Not exactly: the number printed at the end is longer.
        assert!(
            many < few + 10,
            "`{name}` allocates {few} times with 1,000 rounds and {many} times with 10,000"
        );
    }
}
