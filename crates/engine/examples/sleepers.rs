//! How many sleep/wake iterations a second the interpreted program makes: N threads, each sleeping K times.
//!
//! `cargo run --release -p interleave-engine --example sleepers`

use std::time::Instant;

use interleave_engine::{Code, DefaultOracle, Limits, Machine, Recording, run};

/// Iterations of all threads together.
const ITERATIONS: u64 = 2_000_000;

fn source(threads: u64, sleeps: u64, same: bool) -> String {
    let duration = if same { "1" } else { "1 + i % 7" };
    format!(
        "use std::thread;
use std::time::Duration;

fn main() {{
    let mut all = Vec::new();
    for i in 0..{threads}u64 {{
        all.push(thread::spawn(move || {{
            for _ in 0..{sleeps} {{
                thread::sleep(Duration::from_millis({duration}));
            }}
        }}));
    }}
    for one in all {{
        one.join().unwrap();
    }}
}}
"
    )
}

fn main() {
    let machine = Machine {
        recording: Recording::Output,
        limits: Limits {
            instructions: u64::MAX,
            tasks: 1_000_000,
            memory_bytes: 8 << 30,
            ..Limits::default()
        },
        ..Machine::default()
    };
    println!("threads  sleeps  deadlines  iterations/s  instructions/s  outcome");
    for threads in [1_000, 10_000, 100_000] {
        for same in [true, false] {
            let source = source(threads, ITERATIONS / threads, same);
            let program = interleave_frontend::compile(&source)
                .program
                .expect("the program compiles");
            let code = Code::new(program).expect("well-formed bytecode");
            let start = Instant::now();
            let trace = run(&code, &source, &machine, &mut DefaultOracle).expect("a machine");
            let seconds = start.elapsed().as_secs_f64();
            println!(
                "{threads:7} {:7}  {:>9}  {:12.0}  {:14.0}  {:?} at {} s",
                ITERATIONS / threads,
                if same { "same" } else { "mixed" },
                ITERATIONS as f64 / seconds,
                trace.instructions as f64 / seconds,
                trace.outcome,
                trace.end.seconds(3),
            );
        }
    }
}
