//! `cargo xtask bless --native [NAME…]`: compiles golden programs with `rustc`, runs them, and writes what they showed.
//!
//! Each program runs several times on one core and on all of them. One whose runs differ without a rule that allows
//! it is an error of that program, and nothing is written for it.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use interleave_native::compile;
use interleave_tests::corpus::{Golden, Rule, golden_programs, write};
use interleave_tests::observed::{Observed, real};

/// Longer than any golden program takes; one that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |program: &Golden| wanted.is_empty() || wanted.contains(&program.name);
    let programs: Vec<Golden> = golden_programs().into_iter().filter(is_wanted).collect();
    for name in &wanted {
        if !programs.iter().any(|program| program.name == *name) {
            eprintln!("there is no program `{name}`");
            return ExitCode::FAILURE;
        }
    }
    let mut failed = 0;
    for program in &programs {
        match bless(program) {
            Ok(word) => println!("{:32} {word}", program.name),
            Err(error) => {
                failed += 1;
                println!("{:32} FAILED: {error}", program.name);
            }
        }
    }
    println!("{} programs, {failed} failed", programs.len());
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn bless(program: &Golden) -> Result<&'static str, String> {
    let executable = compile(&program.source).map_err(|error| error.to_string())?;
    let runs = if program.rule() == Rule::OneOf { 40 } else { 3 };
    let mut seen: BTreeSet<Observed> = BTreeSet::new();
    for run in 0..runs * 2 {
        let cores = if run % 2 == 0 { 1 } else { usize::MAX };
        seen.insert(program.normal(real(&executable, cores, LIMIT)));
    }
    let before = program.native();
    if program.rule() == Rule::OneOf {
        seen.extend(before.iter().cloned());
    } else if seen.len() > 1 {
        let texts: Vec<String> = seen.iter().map(write).collect();
        return Err(format!(
            "real runs differ, and no rule says how\n{}",
            texts.join("--- and\n")
        ));
    }
    if seen == before {
        return Ok("as it was");
    }
    program
        .write_native(&seen)
        .map_err(|error| error.to_string())?;
    Ok(if before.is_empty() { "new" } else { "changed" })
}
