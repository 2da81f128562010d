//! The golden async programs on tokio's paused clock, compiled and simulated: the sequences of (virtual time, line) are
//! equal. A few of them, because each is compiled by itself; `PAUSED_ALL=1` takes all, `PAUSED_ONLY=name` one.

use interleave_native::{can_pause, paused};
use interleave_tests::corpus::golden_programs;

/// Four meet three times; who comes back first is left to chance.
const MEETING: &str = r#"
use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let barrier = Arc::new(Barrier::new(4));
    let tasks: Vec<_> = (0..4)
        .map(|name| {
            let barrier = barrier.clone();
            tokio::spawn(async move {
                for round in 0..3 {
                    barrier.wait().await;
                    println!("{name} after round {round}");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}
"#;

/// Of so many programs one is taken.
const EVERY: usize = 12;

#[test]
fn golden_programs_print_the_same_at_the_same_virtual_times() {
    let every = match std::env::var_os("PAUSED_ALL") {
        Some(_) => 1,
        None => EVERY,
    };
    let only = std::env::var("PAUSED_ONLY").ok();
    let all = golden_programs()
        .into_iter()
        .filter(|it| can_pause(&it.source));
    let all = all.filter(|it| only.as_ref().is_none_or(|only| *only == it.name));
    let mut compared = 0;
    let mut different = Vec::new();
    for program in all.step_by(every) {
        match paused(&program.source, &program.source) {
            Ok(report) => {
                compared += 1;
                if let Some([simulated, real]) = report.differs {
                    different.push(format!(
                        "{}: tokio {real:?}, engine {simulated:?}",
                        program.name
                    ));
                }
            }
            Err(why) => different.push(format!("{}: {why}", program.name)),
        }
    }
    println!("{compared} programs compared");
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn what_chance_decides_in_tokio_is_among_the_simulated_orders() {
    let report = paused(MEETING, MEETING).expect("it compiles and runs");
    assert_eq!((report.lines, report.differs), (12, None));
}
