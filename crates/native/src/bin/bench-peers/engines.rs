//! The interpreters that are compared: each runs a program from its text and answers what it computed.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use interleave_playground::{Limits, Machine, Outcome, Recording, execute, output_lines};

/// One run.
pub(crate) struct Run {
    pub(crate) took: Duration,
    /// What the program printed or gave.
    pub(crate) answer: String,
    /// Bytecode instructions, where they are known.
    pub(crate) instructions: u64,
}

/// The simulation: text to program to trace.
pub(crate) fn interleave(source: &str) -> Run {
    let machine = Machine {
        limits: Limits {
            instructions: u64::MAX,
            ..Limits::default()
        },
        recording: Recording::Output,
        ..Machine::default()
    };
    let start = Instant::now();
    let trace = execute(source, &machine, "")
        .expect("the program of the bench is in the subset")
        .trace;
    let took = start.elapsed();
    assert_eq!(trace.outcome, Outcome::Finished { exit_code: 0 });
    let lines = output_lines(&trace, source).into_iter();
    Run {
        took,
        answer: lines.map(|line| line.text).collect(),
        instructions: trace.instructions,
    }
}

/// `rhai`, as it comes.
pub(crate) fn rhai(script: &str) -> Run {
    let engine = rhai::Engine::new();
    let start = Instant::now();
    let answer: i64 = engine.eval(script).expect("the script is right");
    Run {
        took: start.elapsed(),
        answer: answer.to_string(),
        instructions: 0,
    }
}

/// `rune`, as it comes.
pub(crate) fn rune(script: &str) -> Run {
    let context = rune::Context::with_default_modules().expect("rune has modules");
    let runtime = Arc::new(context.runtime().expect("and a runtime of them"));
    let start = Instant::now();
    let answer = run_rune(&context, runtime, script).expect("the script is right");
    Run {
        took: start.elapsed(),
        answer: answer.to_string(),
        instructions: 0,
    }
}

fn run_rune(
    context: &rune::Context,
    runtime: Arc<rune::runtime::RuntimeContext>,
    script: &str,
) -> Result<i64, rune::support::Error> {
    let mut sources = rune::Sources::new();
    sources.insert(rune::Source::memory(script)?)?;
    let unit = rune::prepare(&mut sources).with_context(context).build()?;
    let mut vm = rune::Vm::new(runtime, Arc::new(unit));
    let value = vm.call(["main"], ())?;
    Ok(rune::from_value(value)?)
}

/// Whether `cargo miri` is installed.
pub(crate) fn has_miri() -> bool {
    let version = Command::new("cargo").args(["miri", "--version"]).output();
    version.is_ok_and(|it| it.status.success())
}

/// Miri, less what it takes to start: an empty program's time.
pub(crate) fn miri(source: &str) -> Option<Run> {
    let (empty, _) = miri_run("fn main() {}\n")?;
    let (took, answer) = miri_run(source)?;
    Some(Run {
        took: took.saturating_sub(empty),
        answer,
        instructions: 0,
    })
}

fn miri_run(source: &str) -> Option<(Duration, String)> {
    let folder: PathBuf = std::env::temp_dir().join("interleave-bench-miri");
    std::fs::create_dir_all(folder.join("src")).ok()?;
    let manifest =
        "[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::write(folder.join("Cargo.toml"), manifest).ok()?;
    std::fs::write(folder.join("src/main.rs"), source).ok()?;
    let mut run = Command::new("cargo");
    run.args(["miri", "run", "--quiet"]).current_dir(&folder);
    let start = Instant::now();
    let output = run.output().ok()?;
    let took = start.elapsed();
    let answer = String::from_utf8(output.stdout).ok()?;
    let ended_well = output.status.success();
    ended_well.then(|| (took, answer.trim().to_owned()))
}
