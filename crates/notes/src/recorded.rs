//! What a real machine showed: figures, what the compiler said, and real runs of every scenario.
//!
//! Written by `cargo xtask measure`, one line an entry, committed in the gallery; somebody else's file has the same
//! form and can stand in for it.

use interleave_playground::RECORDED;
use serde::{Deserialize, Serialize};

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Where and when.
    pub machine: MachineRecord,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// What `rustc` said to small texts.
    pub probes: Vec<Probe>,
    /// Real runs.
    pub scenarios: Vec<ScenarioRecord>,
}

/// The machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineRecord {
    /// Its processor.
    pub cpu: String,
    /// Cores that the measuring could use.
    pub cores: u32,
    /// Memory in bytes.
    pub memory_bytes: u64,
    /// Operating system and kernel.
    pub kernel: String,
    /// The compiler.
    pub rustc: String,
    /// The day, like "2026-11-21".
    pub date: String,
    /// Cores that other programs kept busy when it began, in thousandths; about 0 on a quiet machine.
    pub load_permille: u64,
    /// Whether little else ran.
    pub is_quiet: bool,
}

/// One measured figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name, like "thread_spawn"; see [`FIGURES`].
    pub name: String,
    /// "ns", "bytes" or "count".
    pub unit: String,
    /// Smallest, median and largest.
    pub spread: [u64; 3],
    /// How many samples.
    pub samples: u32,
}

/// The figures of a file, by name, and what each means.
pub const FIGURES: [(&str, &str); 14] = [
    (
        "thread_spawn",
        "`thread::spawn` of an empty closure, without the join",
    ),
    (
        "thread_switch",
        "one hand-over between two threads on one core, through pipes",
    ),
    ("task_spawn", "`tokio::spawn` of an empty task"),
    (
        "task_switch",
        "one `tokio::task::yield_now` on a current-thread runtime with two tasks",
    ),
    (
        "thread_address_space",
        "growth of `VmSize` a sleeping thread",
    ),
    ("thread_resident", "growth of `VmRSS` a sleeping thread"),
    ("task_resident", "growth of `VmRSS` a sleeping tokio task"),
    (
        "sleep_overshoot",
        "how much later than asked a sleep of 1 ms ends",
    ),
    (
        "kernel_threads_a_thread",
        "growth of `Threads` a `thread::spawn`",
    ),
    (
        "kernel_switches_a_thread_switch",
        "context switches of the process a hand-over between threads, per thousand",
    ),
    (
        "kernel_switches_a_task_switch",
        "context switches of the process a task switch, per thousand",
    ),
    (
        "tokio_tasks_moved",
        "tokio tasks per thousand that go on upon another thread after a nap",
    ),
    (
        "tokio_threads_beside_workers",
        "threads of a runtime with timers and a listening socket, without main and workers",
    ),
    (
        "tokio_threads_after_file_read",
        "the same after a file was read with `tokio::fs`",
    ),
];

/// What `rustc` said to a small text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Its name, see [`PROBES`].
    pub name: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// The first error's code, "" when there is none.
    pub code: String,
}

/// Small texts that claims about the language stand or fall with, by name.
pub const PROBES: [(&str, &str); 6] = [
    (
        "net-thread-pool",
        "use std::net::ThreadPool;\nfn main() {}\n",
    ),
    ("std-async-std", "use std::async_std;\nfn main() {}\n"),
    ("std-actor", "use std::actor::Actor;\nfn main() {}\n"),
    (
        "clone-receiver",
        "fn main() {\n    let (_tx, rx) = std::sync::mpsc::channel::<u8>();\n    let _other = rx.clone();\n}\n",
    ),
    (
        "async-fn",
        "async fn answer() -> u8 {\n    42\n}\nfn main() {\n    drop(answer());\n}\n",
    ),
    (
        "green-spawn",
        "fn main() {\n    std::thread::spawn_green(|| {});\n}\n",
    ),
];

/// Real runs of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioRecord {
    /// Its name.
    pub name: String,
    /// [`fingerprint`] of the text that ran.
    pub text: String,
    /// "conforms", "fails" or "inconclusive".
    pub verdict: String,
    /// Why, unless it conforms.
    pub reasons: Vec<String>,
    /// One entry a number of cores.
    pub cores: Vec<RunsRecord>,
}

/// Real runs on some cores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunsRecord {
    /// How many cores.
    pub cores: u32,
    /// How many runs.
    pub runs: u32,
    /// How many different orders of the lines were seen.
    pub orders: u32,
    /// How late the last line was allowed to come.
    pub late_ns: u64,
    /// The lines in simulated order.
    pub lines: Vec<LineRecord>,
    /// Simulated end, earliest and latest.
    pub simulated_end_ns: [u64; 2],
    /// Real end: earliest, median, latest; zeros when no run ended.
    pub end_ns: [u64; 3],
}

/// A line of output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRecord {
    /// The thread that prints it.
    pub thread: String,
    /// The line.
    pub text: String,
    /// Simulated time, earliest over the OS policies.
    pub simulated_ns: u64,
    /// Real time: earliest, median, latest.
    pub measured_ns: [u64; 3],
}

impl Recorded {
    /// The committed file.
    ///
    /// # Errors
    /// When it is not of this form; a test sees to it that it is.
    pub fn committed() -> Result<Self, String> {
        Self::read(RECORDED)
    }

    /// A file of this form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The file's text, one line an entry.
    #[must_use]
    pub fn write(&self) -> String {
        format!(
            "{{\n\"machine\": {},\n\"figures\": {},\n\"probes\": {},\n\"scenarios\": {}\n}}\n",
            json(&self.machine),
            lines(&self.figures),
            lines(&self.probes),
            lines(&self.scenarios),
        )
    }

    /// A figure by its name.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }

    /// A probe by its name.
    #[must_use]
    pub fn probe(&self, name: &str) -> Option<&Probe> {
        self.probes.iter().find(|probe| probe.name == name)
    }

    /// The runs of a scenario, when its text is still the one that ran.
    #[must_use]
    pub fn scenario(&self, name: &str, source: &str) -> Option<&ScenarioRecord> {
        let text = fingerprint(source);
        let is_it = |record: &&ScenarioRecord| record.name == name && record.text == text;
        self.scenarios.iter().find(is_it)
    }
}

impl ScenarioRecord {
    /// The runs on `cores` cores.
    #[must_use]
    pub fn on(&self, cores: u32) -> Option<&RunsRecord> {
        self.cores.iter().find(|runs| runs.cores == cores)
    }
}

/// FNV-1a of a text, in hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn lines<T: Serialize>(all: &[T]) -> String {
    let lines: Vec<String> = all.iter().map(json).collect();
    format!("[\n{}\n]", lines.join(",\n"))
}
