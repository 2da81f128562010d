//! Programs that run away end in a limit, quickly, with a valid trace.

use interleave_engine::{Limits, Machine, Policy};
use interleave_trace::{LimitKind, Nanos};

use crate::draw::{Prepared, cores, limit, trace};

fn ends_by(body: &str, which: LimitKind) {
    for count in [1, 2] {
        assert_eq!(limit(&trace(body, &cores(count))), which, "{body}");
    }
}

#[test]
fn endless_loop() {
    ends_by("fn main() { loop {} }", LimitKind::Instructions);
}

/// What a runtime's library does between two syscalls runs as one step, but no further than the limit.
#[test]
fn no_run_goes_past_its_instructions() {
    let program = Prepared::new(
        "#[tokio::main(flavor = \"current_thread\")] async fn main() {
            let mut tasks = tokio::task::JoinSet::new();
            for i in 0..20 { tasks.spawn(async move { tokio::time::sleep(ms(i)).await; i }); }
            while let Some(task) = tasks.join_next().await { println!(\"{}\", task.unwrap()); }
        }",
    );
    for instructions in (1_000..6_000).step_by(7) {
        let mut machine = cores(1);
        machine.limits.instructions = instructions;
        let ran = program.run(&machine, "").instructions;
        assert!(ran <= instructions, "{ran} of {instructions}");
    }
}

#[test]
fn endless_yielding() {
    let body = "fn main() { thread::spawn(|| loop { thread::yield_now() }); loop { thread::yield_now() } }";
    assert_eq!(limit(&trace(body, &cores(1))), LimitKind::Events);
    // On two cores nobody gives way: both spin.
    assert_eq!(limit(&trace(body, &cores(2))), LimitKind::Instructions);
}

#[test]
fn slices_of_a_nanosecond_without_a_switch() {
    // Three run and stay the fairest: no slice leaves an event, and there would be 20 million times as many.
    let mut machine = Machine {
        policy: Policy::Fair,
        quantum: Nanos(1),
        ..cores(3)
    };
    machine.costs.instruction_ns = 10_000_000;
    let body = "fn main() { let all: Vec<_> = (0..3).map(|i| thread::spawn(move || { let mut n = i; for k in 0..9 { n += k; } n })).collect();
        for one in all { one.join().unwrap(); } }";
    assert_eq!(limit(&trace(body, &machine)), LimitKind::Events);
}

#[test]
fn endless_printing() {
    ends_by("fn main() { loop { println!(\"x\") } }", LimitKind::Events);
}

#[test]
fn endless_output() {
    let body = "fn main() { let line = \"x\".repeat(100_000); loop { println!(\"{line}\") } }";
    ends_by(body, LimitKind::Output);
}

#[test]
fn endless_spawning() {
    ends_by(
        "fn main() { loop { thread::spawn(|| sleep(ms(1000))); } }",
        LimitKind::Tasks,
    );
}

#[test]
fn endless_recursion() {
    ends_by(
        "fn down(n: u64) -> u64 { down(n + 1) + 1 } fn main() { println!(\"{}\", down(0)); }",
        LimitKind::CallDepth,
    );
}

#[test]
fn endless_memory() {
    ends_by(
        "fn main() { let mut all = Vec::new(); loop { all.push(vec![0u64; 10_000]); } }",
        LimitKind::Memory,
    );
}

#[test]
fn sleeping_for_ever() {
    ends_by(
        "fn main() { sleep(Duration::MAX); }",
        LimitKind::VirtualTime,
    );
}

#[test]
fn a_small_limit_of_events_is_exact() {
    let machine = Machine {
        limits: Limits {
            events: 10,
            ..Limits::default()
        },
        ..cores(1)
    };
    let run = trace("fn main() { loop { println!(\"x\") } }", &machine);
    assert_eq!(limit(&run), LimitKind::Events);
    assert_eq!(run.events.len(), 10);
}
