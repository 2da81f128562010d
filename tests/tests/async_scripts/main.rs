//! Async scripts at random, by tokio and by the engine: the sequences of (virtual time, line) are equal, every one.
//!
//! tokio performs a script as data, the engine runs the Rust text of it. A script that differs is written out with
//! both outputs; `ASYNC_SEED=n` runs that one alone, `ASYNC_SCRIPTS=n` so many.

mod real;
mod script;
mod text;

use interleave_playground::Machine;
use interleave_tests::observed::{Ending, simulated};

const SCRIPTS: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Both runs of a seed; what differs in words.
fn compare(seed: u64) -> Result<usize, String> {
    let script = script::script(seed);
    let source = text::text(&script);
    let expected = real::perform(&script);
    let seen = simulated(&source, &Machine::default(), "").map_err(|refused| {
        format!(
            "seed {seed} is refused: {:?}\n{source}",
            refused.diagnostics
        )
    })?;
    if seen.stdout == expected && seen.ending == Ending::Exit(0) {
        return Ok(expected.len());
    }
    let both = expected.iter().zip(&seen.stdout);
    let same = both.take_while(|(left, right)| left == right).count();
    Err(format!(
        "seed {seed} ({:?}) differs after {same} lines:\ntokio {:#?}\nengine {:#?}\n{source}",
        seen.ending,
        &expected[same.saturating_sub(4)..expected.len().min(same + 6)],
        &seen.stdout[same.saturating_sub(4)..seen.stdout.len().min(same + 6)],
    ))
}

#[test]
fn two_thousand_scripts_are_equal_line_for_line() {
    if let Some(seed) = number("ASYNC_SEED") {
        let lines = compare(seed).unwrap_or_else(|what| panic!("{what}"));
        println!("seed {seed}: {lines} lines equal");
        return;
    }
    let count = number("ASYNC_SCRIPTS").unwrap_or(SCRIPTS);
    let mut lines = 0;
    let mut different = Vec::new();
    for seed in 0..count {
        match compare(seed) {
            Ok(equal) => lines += equal,
            Err(what) => different.push(what),
        }
    }
    println!(
        "{count} scripts, {lines} lines equal, {} scripts differ",
        different.len()
    );
    different.sort_by_key(String::len);
    assert!(different.is_empty(), "{}", different[0]);
}
