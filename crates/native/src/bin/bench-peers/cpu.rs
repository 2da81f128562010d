//! Instructions per second, and three CPU-heavy programs beside the same on other interpreters.

use std::time::Duration;

use crate::engines::{self, Run};
use crate::median;

/// Rounds of each program; odd, for a median.
const ROUNDS: usize = 5;

/// A program as Rust text and as scripts that compute the same.
struct Program {
    name: &'static str,
    rust: &'static str,
    rhai: &'static str,
    rune: &'static str,
}

macro_rules! program {
    ($name:literal) => {
        Program {
            name: $name,
            rust: include_str!(concat!("programs/", $name, ".rs")),
            rhai: include_str!(concat!("programs/", $name, ".rhai")),
            rune: include_str!(concat!("programs/", $name, ".rn")),
        }
    };
}

const PROGRAMS: [Program; 3] = [program!("sieve"), program!("matrix"), program!("words")];

/// Measures and prints.
pub(crate) fn run() {
    println!(
        "three CPU-heavy programs from text to result, median of {ROUNDS} rounds, in milliseconds"
    );
    println!(
        "program   M instr/s  interleave       rhai       rune       Miri   rhai/ours  rune/ours  Miri/ours"
    );
    let has_miri = engines::has_miri();
    for program in &PROGRAMS {
        compare(program, has_miri);
    }
    if !has_miri {
        println!("Miri: not installed (`cargo miri` is not there), so not measured");
    }
}

fn compare(program: &Program, has_miri: bool) {
    let mut times = [const { Vec::new() }; 3];
    let mut instructions = 0;
    for _ in 0..ROUNDS {
        let runs = [
            engines::interleave(program.rust),
            engines::rhai(program.rhai),
            engines::rune(program.rune),
        ];
        instructions = runs[0].instructions;
        for (times, run) in times.iter_mut().zip(&runs) {
            agree(program, &runs[0], run);
            times.push(milliseconds(run.took));
        }
    }
    let [ours, rhai, rune] = times.map(median);
    let (mut time, mut ratio) = ("-".to_owned(), "-".to_owned());
    if has_miri && let Some(run) = engines::miri(program.rust) {
        let miri = milliseconds(run.took);
        time = format!("{miri:.0}");
        ratio = format!("{:.1}", miri / ours);
    }
    println!(
        "{:8} {:>10.0} {ours:>11.1} {rhai:>10.1} {rune:>10.1} {time:>10} {:>11.2} {:>10.2} {ratio:>10}",
        program.name,
        instructions as f64 / ours / 1e3,
        rhai / ours,
        rune / ours,
    );
}

fn agree(program: &Program, first: &Run, other: &Run) {
    assert_eq!(
        first.answer, other.answer,
        "everybody computes the same in `{}`",
        program.name
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
