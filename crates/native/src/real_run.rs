//! One real run: the lines of standard output with the times at which they came.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::pin::spawn_on;

/// A line of standard output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealLine {
    /// Nanoseconds from the start of the process until the line was read.
    pub at_ns: u64,
    /// The line without its end.
    pub text: String,
}

/// What one real run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealRun {
    /// Its standard output.
    pub lines: Vec<RealLine>,
    /// Its standard error.
    pub stderr: String,
    /// Its exit code; `None` when it was still running at the time limit and was ended, or a signal ended it.
    pub exit_code: Option<i32>,
    /// Whether it was still running at the time limit.
    pub hung: bool,
    /// Nanoseconds from the start of the process to its end.
    pub end_ns: u64,
}

/// Runs `executable` on `cores` cores for at most `limit`.
///
/// # Errors
/// When the process cannot be started or its output not be read.
pub fn run(executable: &Path, cores: usize, limit: Duration) -> io::Result<RealRun> {
    run_command(Command::new(executable), cores, limit)
}

/// The same of a command that is set up already.
pub(crate) fn run_command(
    mut command: Command,
    cores: usize,
    limit: Duration,
) -> io::Result<RealRun> {
    // Looking up symbols for a backtrace takes longer than most programs.
    command.env("RUST_BACKTRACE", "0");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = spawn_on(cores, command)?;
    let stdout = child
        .stdout
        .take()
        .ok_or_else(|| io::Error::other("no standard output"))?;
    let mut stderr = child
        .stderr
        .take()
        .ok_or_else(|| io::Error::other("no standard error"))?;
    let (sender, received) = mpsc::channel();
    let lines = std::thread::spawn(move || read_lines(BufReader::new(stdout), start, &sender));
    let errors = std::thread::spawn(move || {
        let mut text = Vec::new();
        stderr
            .read_to_end(&mut text)
            .map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    // The reader drops its sender at the end of output, which is the end of the process: no polling meanwhile.
    let hung = received.recv_timeout(limit.saturating_sub(start.elapsed()))
        == Err(mpsc::RecvTimeoutError::Timeout);
    let end = start.elapsed();
    let exit_code = finish(&mut child, hung)?;
    let lines = lines
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the reading thread panicked")))?;
    let stderr = errors
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the reading thread panicked")))?;
    Ok(RealRun {
        lines,
        stderr,
        exit_code,
        hung,
        end_ns: nanos(end),
    })
}

/// Runs `executable` `count` times at the same time.
///
/// # Errors
/// When one of the processes cannot be started or its output not be read.
pub fn run_at_once(
    executable: &Path,
    cores: usize,
    limit: Duration,
    count: usize,
) -> io::Result<Vec<RealRun>> {
    let start = |_| {
        let executable = executable.to_owned();
        std::thread::spawn(move || run(&executable, cores, limit))
    };
    let started: Vec<_> = (0..count).map(start).collect();
    let panicked = |_| Err(io::Error::other("a running thread panicked"));
    started
        .into_iter()
        .map(|thread| thread.join().unwrap_or_else(panicked))
        .collect()
}

fn finish(child: &mut Child, hung: bool) -> io::Result<Option<i32>> {
    if hung {
        child.kill()?;
    }
    Ok(child.wait()?.code())
}

fn read_lines(
    mut output: impl BufRead,
    start: Instant,
    _until_the_end: &mpsc::Sender<()>,
) -> io::Result<Vec<RealLine>> {
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes)? > 0 {
        let at_ns = nanos(start.elapsed());
        let text = String::from_utf8_lossy(&bytes);
        lines.push(RealLine {
            at_ns,
            text: text.trim_end_matches('\n').to_owned(),
        });
        bytes.clear();
    }
    Ok(lines)
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
