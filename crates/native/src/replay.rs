//! One schedule on real threads: the program is compiled with another std (`replay/forced_std.rs`), in which whatever
//! others can notice waits for its turn, and what it prints is compared with the simulation.
//!
//! The text itself is not touched but for one line behind it, which puts that std in the real one's place. Programs that
//! wait for each other in other ways than that std knows, such as at a channel without room, are refused by name. The
//! handles of an `Arc` are std's own: who uses one first is forced by letting nobody else go on until whoever does comes
//! to its next act.

use std::fmt;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use interleave_playground::{Diagnostic, Order, OrderedAct, Outcome, Refused, Span, Stream, order};
use serde::{Deserialize, Serialize};

use crate::compile::{Library, compile_with};
use crate::pin::available_cores;
use crate::real_run::{RealRun, run_command};
use crate::report::Verdict;
use crate::stand_in::{std_text, with_std};
use crate::verify::VerifyError;

/// The std that is put in the real one's place.
const FORCED_STD: &str = concat!(
    std_text!("replay/forced_std.rs"),
    "pub mod waits {\n",
    include_str!("replay/forced_waits.rs"),
    "}\n"
);

/// Acts that can be forced.
const FORCED: [&str; 42] = [
    "PrintOut",
    "PrintErr",
    "Exit",
    "PanicBegan",
    "ThreadSpawn",
    "ThreadJoin",
    "ThreadIsFinished",
    "ThreadDetach",
    "ThreadPark",
    "ThreadUnpark",
    "ScopeWait",
    "MutexLock",
    "MutexTryLock",
    "MutexUnlock",
    "MutexIsPoisoned",
    "MutexClearPoison",
    "RwRead",
    "RwWrite",
    "RwTryRead",
    "RwTryWrite",
    "RwUnlock",
    "RwIsPoisoned",
    "RwClearPoison",
    "AtomicLoad",
    "AtomicStore",
    "AtomicSwap",
    "AtomicCompareExchange",
    "MutexRelock",
    "CondvarNotifyOne",
    "CondvarNotifyAll",
    "OnceBegin",
    "OnceEnd",
    "OnceIsCompleted",
    "ArcDrop",
    "ArcCount",
    "ChannelSend",
    "ChannelTrySend",
    "ChannelRecv",
    "ChannelTryRecv",
    "ChannelDropSender",
    "ChannelDropReceiver",
    "End",
];

/// Acts that may also begin to wait, and go on in another.
const FORCED_WAITS: [&str; 5] = [
    "CondvarSleep",
    "BarrierWait",
    "ThreadParkTimeout",
    "RwRead",
    "RwWrite",
];

/// What is done with std's own counts, between two acts.
const QUIET: [&str; 2] = ["ArcDrop", "ArcCount"];

/// The longest that a forced run takes, and one that is to stand still.
const LIMIT: Duration = Duration::from_secs(60);
const STANDSTILL: Duration = Duration::from_millis(1_500);

/// What the forced run showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayReport {
    /// The program's name.
    pub program: String,
    /// The schedule.
    pub schedule: String,
    /// Whether real threads showed the same.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Acts whose order was forced.
    pub acts: u64,
    /// Threads.
    pub threads: u64,
    /// Lines of standard output of the real threads.
    pub stdout: Vec<String>,
    /// The process's exit code; null when it stood still.
    pub exit_code: Option<i32>,
}

impl fmt::Display for ReplayReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} — {} acts of {} threads forced into the order of {}",
            self.program,
            self.verdict.word(),
            self.acts,
            self.threads,
            self.schedule
        )?;
        if let Verdict::Fails { reasons } = &self.verdict {
            reasons.iter().try_for_each(|it| writeln!(f, "  {it}"))?;
        }
        self.stdout
            .iter()
            .try_for_each(|line| writeln!(f, "  | {line}"))?;
        match self.exit_code {
            Some(code) => writeln!(f, "  exit code {code}"),
            None => writeln!(f, "  the real threads stand still"),
        }
    }
}

/// Forces real threads into the order of `schedule`, which goes act by act.
///
/// # Errors
/// When the simulation or `rustc` refuses the program, when something in it cannot be forced, or when the process cannot
/// be run.
pub fn replay(name: &str, source: &str, schedule: &str) -> Result<ReplayReport, VerifyError> {
    let order = order(source, schedule)?;
    refuse_what_cannot_be_forced(&order.acts)?;
    let text = with_std(source, "interleave_std");
    let executable = compile_with(&text, &[Library::new("interleave_std", FORCED_STD)])?;
    let hangs = matches!(order.trace.outcome, Outcome::Deadlock { .. });
    let file = order_file(&order, hangs)?;
    let mut command = Command::new(executable);
    command.env("INTERLEAVE_ORDER", &file);
    let cores = available_cores()?.len();
    let run = run_command(command, cores, if hangs { STANDSTILL } else { LIMIT });
    std::fs::remove_file(&file)?;
    let run = run?;
    Ok(ReplayReport {
        program: name.to_owned(),
        schedule: schedule.to_owned(),
        verdict: compare(&order, &run),
        acts: order.acts.len() as u64,
        threads: order.trace.tasks.len() as u64,
        stdout: run.lines.iter().map(|line| line.text.clone()).collect(),
        exit_code: run.exit_code,
    })
}

fn refuse_what_cannot_be_forced(acts: &[OrderedAct]) -> Result<(), Refused> {
    let is_forced = |act: &&OrderedAct| {
        let what = &&*act.what;
        let is_act = FORCED.contains(what) || what.starts_with("AtomicFetch");
        FORCED_WAITS.contains(what) || is_act && !act.waits
    };
    let Some(other) = acts.iter().find(|act| !is_forced(act)) else {
        return Ok(());
    };
    let what = if other.waits
        && other.what.starts_with("Channel")
        && !other.times_out
        && FORCED.contains(&&*other.what)
    {
        "a channel without room, which hands over from thread to thread".to_owned()
    } else {
        format!("`{}`", other.what)
    };
    let message = format!(
        "real threads cannot be forced into this order: line {} uses {what}; only spawn, join, park, locks, condition variables, \
         barriers, channels with room, atomics, what is initialised once, and prints can be",
        other.line
    );
    Err(Refused {
        diagnostics: vec![Diagnostic::error("not-forceable", Span::NONE, message)],
    })
}

/// Writes the order to a file of its own.
fn order_file(order: &Order, hangs: bool) -> std::io::Result<std::path::PathBuf> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let mut text = if hangs { "freely" } else { "to the end" }.to_owned();
    if order.trace.schedule.starts_with("free+spurious") {
        text.push_str(" spurious");
    }
    text.push('\n');
    let mut last_quiet = None;
    for act in &order.acts {
        if QUIET.contains(&&*act.what) {
            // Between two acts a thread uses all its handles at once.
            if last_quiet != Some(act.task) {
                text.push_str(&format!("{} quiet\n", act.task.0));
            }
            last_quiet = Some(act.task);
            continue;
        }
        if last_quiet == Some(act.task) {
            last_quiet = None;
        }
        let how = match (act.waits, act.times_out) {
            (true, _) => "+",
            (false, true) => "!",
            (false, false) => "",
        };
        text.push_str(&format!("{} {}{how}\n", act.task.0, act.what));
    }
    let name = format!("interleave-order-{}-{call}", std::process::id());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, text)?;
    Ok(file)
}

fn compare(order: &Order, run: &RealRun) -> Verdict {
    let mut reasons = Vec::new();
    if let Some(why) = run
        .stderr
        .lines()
        .find_map(|it| it.strip_prefix("astray: "))
    {
        reasons.push(format!("the real program does something else: {why}"));
    }
    let simulated = order.trace.output(Stream::Stdout);
    let real: Vec<&str> = run.lines.iter().map(|line| &*line.text).collect();
    if !simulated.lines().eq(real.iter().copied()) {
        reasons.push(format!("simulated {simulated:?}, real {real:?}"));
    }
    let simulated = match order.trace.outcome {
        Outcome::Finished { exit_code } | Outcome::Panicked { exit_code } => Some(exit_code),
        Outcome::Deadlock { .. } | Outcome::Limit { .. } => None,
    };
    if simulated != run.exit_code || run.hung != simulated.is_none() {
        let words = |code: Option<i32>| {
            code.map_or("stands still".to_owned(), |it| format!("exit code {it}"))
        };
        reasons.push(format!(
            "simulated: {}, real: {}",
            words(simulated),
            words(run.exit_code)
        ));
    }
    if reasons.is_empty() {
        Verdict::Conforms
    } else {
        Verdict::Fails { reasons }
    }
}
