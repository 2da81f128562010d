//! Real runs agree with the simulation, and a wrong simulation is found out.

use std::sync::{Mutex, PoisonError};

use interleave_native::{Verdict, VerifyOptions, verify};
use interleave_playground::{Costs, Machine};

const SLEEPERS: &str = r#"
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let child = thread::spawn(|| {
        for i in 1..4 {
            println!("child: {i}");
            sleep(Duration::from_millis(200));
        }
    });
    for i in 1..3 {
        println!("main: {i}");
        sleep(Duration::from_millis(300));
    }
    child.join().unwrap();
    println!("joined");
}
"#;

const WORKERS: &str = r#"
use std::thread;
use std::time::Duration;

fn main() {
    let mut workers = Vec::new();
    for id in 0..2 {
        workers.push(thread::spawn(move || {
            cpu::work(Duration::from_millis(150));
            println!("{id}");
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
}
"#;

/// 25 times one of two channels that both have something.
const DRAWS: &str = r#"
use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (a, mut from_a) = mpsc::unbounded_channel();
    let (b, mut from_b) = mpsc::unbounded_channel();
    for i in 0..12 {
        a.send(i).unwrap();
        b.send(i).unwrap();
    }
    drop((a, b));
    loop {
        tokio::select! {
            Some(n) = from_a.recv() => println!("a {n}"),
            Some(n) = from_b.recv() => println!("b {n}"),
            else => break,
        }
    }
}
"#;

/// A clock that goes, stands still for an hour, and goes again.
const PAUSED_CLOCK: &str = r#"
use std::time::{Duration, Instant};
use tokio::time;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (real, seen) = (Instant::now(), time::Instant::now());
    time::sleep(Duration::from_millis(120)).await;
    time::pause();
    time::sleep(Duration::from_secs(3540)).await;
    time::advance(Duration::from_secs(60)).await;
    println!("an hour later: {}", seen.elapsed().as_secs() / 3600);
    time::resume();
    time::sleep(Duration::from_millis(120)).await;
    println!("really under a minute: {}", real.elapsed().as_secs() < 60);
}
"#;

fn options(source: &str) -> VerifyOptions {
    VerifyOptions {
        name: "test".to_owned(),
        source: source.to_owned(),
        real_source: None,
        runs: 4,
        cores: vec![1],
        machine: Machine::default(),
    }
}

/// The tests of this file disturb each other's times: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// A noisy machine may say that it cannot tell, but it must never call a right simulation wrong.
fn check_right(options: &VerifyOptions) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let report = verify(options).expect("the program compiles and runs");
    assert!(!matches!(report.verdict, Verdict::Fails { .. }), "{report}");
}

/// Nor may it ever pass a wrong one.
fn check_wrong(options: &VerifyOptions) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let report = verify(options).expect("the program compiles and runs");
    assert_ne!(report.verdict, Verdict::Conforms, "{report}");
}

#[test]
fn sleeping_threads_conform() {
    check_right(&options(SLEEPERS));
}

#[test]
fn working_threads_conform() {
    check_right(&options(WORKERS));
}

/// Each of 25 `select!`s begins where it likes: no schedule that is tried at random gives what one run prints.
#[test]
fn what_chance_decides_conforms() {
    check_right(&VerifyOptions {
        cores: vec![1],
        ..options(DRAWS)
    });
}

/// What the clock jumps over takes no real time.
#[test]
fn a_paused_clock_conforms() {
    check_right(&options(PAUSED_CLOCK));
}

#[test]
fn a_panic_and_an_exit_code_conform() {
    check_right(&options(
        "fn main() { println!(\"so far\"); panic!(\"and no further\"); }",
    ));
    check_right(&options("fn main() { std::process::exit(7); }"));
}

#[test]
fn a_deadlock_conforms_to_a_real_run_that_hangs() {
    let source = "use std::sync::Mutex;\nfn main() {\n    let lock = Mutex::new(1);\n    let _held = lock.lock();\n    \
                  println!(\"one\");\n    let _again = lock.lock();\n}";
    check_right(&options(source));
}

#[test]
fn a_wrong_cost_is_found_out() {
    let free = Costs::ideal();
    let switch = Costs {
        thread_switch_ns: 500_000_000,
        ..free
    };
    let spawn = Costs {
        thread_spawn_ns: 2_000_000_000,
        ..free
    };
    for costs in [switch, spawn] {
        check_wrong(&VerifyOptions {
            machine: Machine {
                costs,
                ..Machine::default()
            },
            cores: vec![1, 2],
            ..options(SLEEPERS)
        });
    }
}

#[test]
fn a_wrong_time_is_found_out() {
    let real_source = Some(SLEEPERS.replace("millis(200)", "millis(450)"));
    check_wrong(&VerifyOptions {
        real_source,
        ..options(SLEEPERS)
    });
}

#[test]
fn a_wrong_order_is_found_out() {
    let joined_first = SLEEPERS.replace(
        "    child.join().unwrap();\n    println!(\"joined\");",
        "    println!(\"joined\");",
    );
    let real_source = Some(
        joined_first
            .replace(
                "    for i in 1..3 {",
                "    println!(\"joined\");\n    for i in 1..3 {",
            )
            .replacen(
                "    println!(\"joined\");\n}",
                "    child.join().unwrap();\n}",
                1,
            ),
    );
    check_wrong(&VerifyOptions {
        real_source,
        ..options(SLEEPERS)
    });
}

#[test]
fn other_lines_are_found_out() {
    let real_source = Some(SLEEPERS.replace("child: {i}", "child {i}"));
    check_wrong(&VerifyOptions {
        real_source,
        ..options(SLEEPERS)
    });
    let real_source = Some(SLEEPERS.replace("println!(\"joined\");", ""));
    check_wrong(&VerifyOptions {
        real_source,
        ..options(SLEEPERS)
    });
}
