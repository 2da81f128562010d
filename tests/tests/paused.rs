//! The golden async programs on tokio's paused clock, compiled and simulated: the sequences of (virtual time, line) are
//! equal. A few of them, because each is compiled by itself; `PAUSED_ALL=1` takes all, `PAUSED_ONLY=name` one.

use interleave_native::{can_pause, paused};
use interleave_tests::corpus::golden_programs;

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
