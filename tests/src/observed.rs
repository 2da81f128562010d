//! What a run shows to somebody who watches its terminal: the real one and the simulated one in the same terms.
//!
//! A panic's message names the OS thread by a number that no two runs share, and the file as it was given to
//! `rustc`; both are written the same way here, in real and simulated text alike.

use std::path::Path;
use std::process::Output;
use std::time::Duration;

use interleave_native::available_cores;
use interleave_playground::{
    Machine, Outcome, Refused, Stream, Trace, check_invariants, execute, output_lines,
};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The process ended with this code.
    Exit(i32),
    /// Nobody could go on; a real run is ended after its time limit.
    Hangs,
    /// A limit or something unsupported ended the simulation, in these words. Never equal to a real run.
    Limit(String),
}

/// What one run showed. Ordered, so that sets of it are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    /// Lines of standard output.
    pub stdout: Vec<String>,
    /// Lines of standard error.
    pub stderr: Vec<String>,
    /// How it ended.
    pub ending: Ending,
}

/// Runs `executable` on `cores` cores (at most as many as there are) for at most `limit`. `None` when it was not
/// possible to tell how it ended.
///
/// # Panics
/// When the process cannot be started or a signal ended it.
#[must_use]
pub fn real(executable: &Path, cores: usize, limit: Duration) -> Observed {
    let available = available_cores().map_or(1, |cores| cores.len());
    let run = interleave_native::run(executable, cores.min(available), limit)
        .unwrap_or_else(|error| panic!("{} does not run: {error}", executable.display()));
    let ending = match run.exit_code {
        Some(code) => Ending::Exit(code),
        None if run.hung => Ending::Hangs,
        None => panic!("a signal ended {}", executable.display()),
    };
    Observed {
        stdout: run.lines.into_iter().map(|line| line.text).collect(),
        stderr: run.stderr.lines().map(same_everywhere).collect(),
        ending,
    }
}

/// What a process showed that has ended, by itself or because it `hung`.
///
/// # Panics
/// When a signal ended it.
#[must_use]
pub fn from_output(output: &Output, hung: bool) -> Observed {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ending = match output.status.code() {
        _ if hung => Ending::Hangs,
        Some(code) => Ending::Exit(code),
        None => panic!("a signal ended the process: {output:?}"),
    };
    Observed {
        stdout: text(&output.stdout).lines().map(str::to_owned).collect(),
        stderr: text(&output.stderr).lines().map(same_everywhere).collect(),
        ending,
    }
}

/// Runs `source` on the simulated `machine`.
///
/// # Errors
/// When it is refused.
///
/// # Panics
/// When the trace breaks its rules.
pub fn simulated(source: &str, machine: &Machine, schedule: &str) -> Result<Observed, Refused> {
    let trace = execute(source, machine, schedule)?.trace;
    assert_eq!(
        check_invariants(&trace),
        Ok(()),
        "{machine:?} {schedule}\n{source}"
    );
    Ok(observe(&trace, source))
}

/// What `trace` shows.
#[must_use]
pub fn observe(trace: &Trace, source: &str) -> Observed {
    let lines = output_lines(trace, source);
    let of = |stream: Stream| {
        let lines = lines.iter().filter(move |line| line.stream == stream);
        lines.map(|line| line.text.clone())
    };
    Observed {
        stdout: of(Stream::Stdout).collect(),
        stderr: of(Stream::Stderr)
            .map(|line| same_everywhere(&line))
            .collect(),
        ending: match &trace.outcome {
            Outcome::Finished { exit_code } | Outcome::Panicked { exit_code } => {
                Ending::Exit(*exit_code)
            }
            Outcome::Deadlock { .. } => Ending::Hangs,
            Outcome::Limit { which, message, .. } => Ending::Limit(format!("{which:?}: {message}")),
        },
    }
}

/// Text of standard error as it is compared: line by line, ends kept.
#[must_use]
pub fn lines_same_everywhere(text: &str) -> String {
    let line = |line: &str| match line.strip_suffix('\n') {
        Some(line) => same_everywhere(line) + "\n",
        None => same_everywhere(line),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// `thread 'main' (4711) panicked at /some/where/x.rs:3:5:` without number and path.
fn same_everywhere(line: &str) -> String {
    let Some((thread, place)) = line.split_once(") panicked at ") else {
        return line.to_owned();
    };
    let Some((name, number)) = thread.rsplit_once(" (") else {
        return line.to_owned();
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return line.to_owned();
    }
    let position = place.find(".rs:").map_or(place, |at| &place[at + 4..]);
    format!("{name} panicked at program.rs:{position}")
}

#[cfg(test)]
mod tests {
    use super::same_everywhere;

    #[test]
    fn panic_messages_lose_number_and_path() {
        let real = "thread 'a (1)' (32501) panicked at /somewhere/program.rs:3:64:";
        let ours = "thread 'a (1)' (2) panicked at src/main.rs:3:64:";
        assert_eq!(same_everywhere(real), same_everywhere(ours));
        assert_eq!(
            same_everywhere(ours),
            "thread 'a (1)' panicked at program.rs:3:64:"
        );
        assert_eq!(same_everywhere("boom (2)"), "boom (2)");
    }
}
