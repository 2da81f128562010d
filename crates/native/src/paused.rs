//! Async programs on a paused clock: the same text on tokio's current-thread runtime, whose time then goes from timer to
//! timer at once, prints the very lines of the simulation at the very instants.
//!
//! The text is not touched but for one line behind it: `println!` and its like come from a std in which each line says
//! when it was printed, and `tokio` is a crate around the real one whose runtimes have one thread and a paused clock.
//! Programs that let real time pass, by CPU work or threads, have no such run and are not asked for one.

use std::time::Duration;

use interleave_playground::{Machine, Model, Outcome, Stream, execute, output_lines};
use serde::{Deserialize, Serialize};

use crate::compile::{Library, compile_with};
use crate::guided::schedule_that_gives;
use crate::real_run::run;
use crate::report::Verdict;
use crate::stand_in::{std_text, with_std};
use crate::verify::VerifyError;

/// The std that says when.
const STAMPING_STD: &str = std_text!("paused/stamping_std.rs");
/// The tokio whose clock stands still.
const PAUSED_TOKIO: &str = include_str!("paused/paused_tokio.rs");

/// Words of programs in which time passes otherwise than by tokio's timers, or that are not tokio's alone.
const OTHER_TIME: [&str; 11] = [
    "cpu::",
    "std::thread",
    "spawn_blocking",
    "block_in_place",
    "net::",
    "std::time::Instant",
    "SystemTime",
    "Runtime::new",
    "async_std",
    "smol",
    "trpl",
];

/// How the run on a paused clock compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PausedReport {
    /// Lines that were compared.
    pub lines: u32,
    /// The first that differs: simulated and real, each with its virtual time; null when all are equal.
    pub differs: Option<[String; 2]>,
    /// Why the simulation stopped before its end, if it did.
    #[serde(default)]
    pub stopped: Option<String>,
}

/// What stands instead of a line where nobody goes on any more.
const STANDS_STILL: &str = "(stands still)";

impl PausedReport {
    /// Whether every line came at its instant.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if let Some(message) = &self.stopped {
            return Verdict::Inconclusive {
                reason: format!("on a paused clock the simulation stopped at a limit: {message}"),
            };
        }
        let Some([simulated, real]) = &self.differs else {
            return Verdict::Conforms;
        };
        Verdict::Fails {
            reasons: vec![format!(
                "on a paused clock (nanoseconds, line) is {real:?} for real and {simulated:?} simulated"
            )],
        }
    }
}

/// Whether `source` has a run on a paused clock.
#[must_use]
pub fn can_pause(source: &str) -> bool {
    let mentions = |word: &str| source.contains(word);
    let imports = |line: &str| line.starts_with("use std::time::{") && line.contains("Instant");
    let has_other_time =
        OTHER_TIME.iter().any(|it| mentions(it)) || source.lines().any(|line| imports(line.trim()));
    // The runtimes of the run have all drivers.
    let builds_without = mentions("Builder::") && !mentions("enable_all");
    mentions("tokio") && mentions("async") && !has_other_time && !builds_without
}

/// Runs `real` on a paused clock and compares its sequence of (virtual time, line) with those of `source` simulated; both
/// are the same text, but when one is to be found out.
///
/// # Errors
/// When the simulation or `rustc` refuses the program, or it does not run.
pub fn paused(source: &str, real: &str) -> Result<PausedReport, VerifyError> {
    let real = real_lines(real)?;
    let (usual, stopped) = simulated_lines(source, "")?;
    let run = |schedule: &str| Some(simulated_lines(source, schedule).ok()?.0);
    let is_equal = schedule_that_gives(&real, run).is_some();
    let line = |lines: &[String], at: usize| lines.get(at).cloned().unwrap_or_default();
    let pairs = (0..real.len().max(usual.len())).map(|at| [line(&usual, at), line(&real, at)]);
    let mut different = pairs.filter(|[simulated, real]| simulated != real);
    Ok(PausedReport {
        lines: real.len() as u32,
        differs: different.next().filter(|_| !is_equal),
        stopped,
    })
}

/// "nanoseconds line" for each line of standard output, and why the simulation stopped where it did not come to an end.
fn simulated_lines(
    source: &str,
    schedule: &str,
) -> Result<(Vec<String>, Option<String>), VerifyError> {
    let machine = Machine {
        model: Model::EventLoop,
        is_punctual: true,
        ..Machine::default()
    };
    let trace = execute(source, &machine, schedule)?.trace;
    let lines = output_lines(&trace, source);
    let out = lines.iter().filter(|line| line.stream == Stream::Stdout);
    let mut lines: Vec<_> = out
        .map(|line| format!("{} {}", line.at_ns.0, line.text))
        .collect();
    let stopped = match &trace.outcome {
        Outcome::Limit { message, .. } => Some(message.clone()),
        Outcome::Deadlock { .. } => {
            lines.push(STANDS_STILL.to_owned());
            None
        }
        _ => None,
    };
    Ok((lines, stopped))
}

fn real_lines(source: &str) -> Result<Vec<String>, VerifyError> {
    let libraries = [
        Library::new("interleave_stamps", STAMPING_STD),
        Library {
            is_around: true,
            ..Library::new("tokio", PAUSED_TOKIO)
        },
    ];
    let executable = compile_with(&with_std(source, "interleave_stamps"), &libraries)?;
    let run = run(&executable, 1, Duration::from_secs(20))?;
    let mut lines: Vec<_> = run.lines.into_iter().map(|line| line.text).collect();
    if run.hung {
        lines.push(STANDS_STILL.to_owned());
    }
    Ok(lines)
}
