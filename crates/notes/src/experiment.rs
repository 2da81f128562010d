//! The same load on every runtime: a generated program, run by the same engine as all others.

use interleave_playground::{
    Event, EventKind, Limits, Machine, Outcome, Recording, Refused, Trace, execute,
};
use serde::{Deserialize, Serialize};

use crate::runtimes::{Runtime, Units};

/// What the N threads or tasks of a load do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Load {
    /// Sleep one second.
    Sleepers,
    /// Need one millisecond of a core.
    Workers,
    /// Answer one request: wait 100 ms for it, then work 50 µs.
    Connections,
}

impl Load {
    /// All loads.
    pub const ALL: [Self; 3] = [Self::Sleepers, Self::Workers, Self::Connections];

    /// The program: `n` of them at once, and main waits for all.
    #[must_use]
    pub fn program(self, n: u64) -> String {
        let body = match self {
            Self::Sleepers => "sleep(Duration::from_secs(1));",
            Self::Workers => "work(Duration::from_millis(1));",
            Self::Connections => {
                "sleep(Duration::from_millis(100));\n            work(Duration::from_micros(50));"
            }
        };
        let uses = match self {
            Self::Sleepers => "use std::thread::{self, sleep};\n",
            Self::Workers => "use cpu::work;\nuse std::thread;\n",
            Self::Connections => "use cpu::work;\nuse std::thread::{self, sleep};\n",
        };
        format!(
            "{uses}use std::time::Duration;

fn main() {{
    let mut all = Vec::new();
    for _ in 0..{n} {{
        all.push(thread::spawn(|| {{
            {body}
        }}));
    }}
    for one in all {{
        one.join().unwrap();
    }}
}}
"
        )
    }
}

/// What a runtime made of a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Result {
    /// Which runtime.
    pub runtime: Runtime,
    /// How many threads or tasks.
    pub n: u64,
    /// OS threads that carried them.
    pub os_threads: u64,
    /// Memory of all of them while they wait.
    pub memory_bytes: u128,
    /// Switches that the kernel made.
    pub kernel_switches: u64,
    /// Switches between tasks that the runtime made.
    pub task_switches: u64,
    /// Time that went into both, of all cores.
    pub switching_ns: u64,
    /// From the start to the end of the last.
    pub makespan_ns: u64,
}

impl Result {
    /// Finished threads or tasks a second.
    #[must_use]
    pub fn throughput(&self) -> u64 {
        let per_second = u128::from(self.n) * 1_000_000_000 / u128::from(self.makespan_ns.max(1));
        u64::try_from(per_second).unwrap_or(u64::MAX)
    }

    /// Switches of both kinds.
    #[must_use]
    pub fn switches(&self) -> u64 {
        self.kernel_switches + self.task_switches
    }
}

/// When a request that needs 1 ms is answered behind as many computations of 100 ms as there are cores: where tasks are
/// not preempted, it waits for one of them to end.
///
/// # Errors
/// As [`run`].
pub fn answer_behind_work(
    runtime: Runtime,
    cores: u32,
    units: &Units,
) -> std::result::Result<u64, String> {
    let source = format!(
        "use cpu::work;
use std::thread;
use std::time::Duration;

fn main() {{
    let mut all = Vec::new();
    for _ in 0..{cores} {{
        all.push(thread::spawn(|| work(Duration::from_millis(100))));
    }}
    all.push(thread::spawn(|| {{
        work(Duration::from_millis(1));
        println!(\"answer\");
    }}));
    for one in all {{
        one.join().unwrap();
    }}
}}
"
    );
    let trace = simulate(&source, runtime.machine(cores, units))?;
    let printed = |event: &&Event| matches!(event.kind, EventKind::Printed { .. });
    let answer = trace.events.iter().find(printed);
    answer
        .map(|event| event.at.0)
        .ok_or_else(|| "nothing was printed".to_owned())
}

/// Runs `source` to its end.
fn simulate(source: &str, machine: Machine) -> std::result::Result<Trace, String> {
    let trace = execute(source, &machine, "")
        .map_err(|refused: Refused| refused.to_string())?
        .trace;
    match trace.outcome {
        Outcome::Finished { .. } => Ok(trace),
        other => Err(format!("{other:?}")),
    }
}

/// Runs `n` of `load` on `runtime` with `cores` cores.
///
/// # Errors
/// When the run ended at a limit, in words; the programs themselves are never refused.
pub fn run(
    load: Load,
    n: u64,
    runtime: Runtime,
    cores: u32,
    units: &Units,
) -> std::result::Result<Result, String> {
    let machine = Machine {
        recording: Recording::Output,
        limits: Limits {
            instructions: u64::MAX,
            events: u64::MAX,
            tasks: n + 1,
            memory_bytes: 3 << 30,
            ..Limits::default()
        },
        ..runtime.machine(cores, units)
    };
    let costs = machine.costs.clone();
    let trace = simulate(&load.program(n), machine)?;
    let switches: u64 = trace.core_use.iter().map(|it| it.context_switches).sum();
    let switching_ns: u64 = trace.core_use.iter().map(|it| it.switching.0).sum();
    let (kernel_switches, task_switches) = match runtime {
        Runtime::Threads => (switches, 0),
        Runtime::Go => (0, switches),
        // Both kinds cost time, and nothing else is counted as switching.
        _ => {
            let by_kernel = switches * costs.thread_switch_ns;
            let rest = switching_ns.saturating_sub(by_kernel);
            (switches, rest / costs.task_switch_ns.max(1))
        }
    };
    Ok(Result {
        runtime,
        n,
        os_threads: runtime.os_threads(n, cores),
        memory_bytes: u128::from(n) * u128::from(units.of(runtime).bytes),
        kernel_switches,
        task_switches,
        switching_ns,
        makespan_ns: trace.end.0,
    })
}
