//! The machine that a program runs on: every figure that can be set.

use interleave_trace::Nanos;
use serde::{Deserialize, Serialize};

/// How the OS picks the next thread for a core. Ties break first-in first-out by sequence number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Round robin: first in, first out, for at most one quantum at a time.
    #[default]
    Rr,
    /// First in, first out, until it blocks or ends.
    Fifo,
    /// Least virtual runtime first, re-decided every quantum, as Linux does.
    Fair,
}

/// What `thread::spawn` makes. Programs with an async runtime keep their threads: for them `EventLoop` is a
/// current-thread runtime and `Green` a multi-thread one with `workers`, whatever the program asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// 1:1: an OS thread each, on `cores`.
    #[default]
    Threads,
    /// Coroutines on one OS thread, no preemption; sleeping and blocking park the coroutine.
    EventLoop,
    /// M:N: coroutines on `workers` OS threads, which run on `cores`.
    Green,
}

/// What things cost, in virtual time. `ideal`: nothing but `cpu::work` takes time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Costs {
    /// Creating an OS thread, paid by the spawner.
    pub thread_spawn_ns: u64,
    /// Putting another OS thread on a core than the one that ran there last.
    pub thread_switch_ns: u64,
    /// Creating a coroutine or task, paid by the spawner.
    pub task_spawn_ns: u64,
    /// A worker's going from one task to another.
    pub task_switch_ns: u64,
    /// One VM instruction.
    pub instruction_ns: u64,
    /// After this many instructions of one task with no virtual time passing, each further one costs 1 ns even
    /// if `instruction_ns` is 0, so that spinning ends and time slices happen. 0: never. Polling std over and over
    /// (`try_recv`, `is_finished`, `elapsed`, …) in vain lets time pass in strides under all costs.
    pub free_instructions: u64,
    /// Stack of an OS thread in bytes, for memory figures only.
    pub thread_stack_bytes: u64,
    /// Memory of a task in bytes, for memory figures only.
    pub task_bytes: u64,
}

impl Costs {
    /// Nothing but `cpu::work` takes time.
    #[must_use]
    pub const fn ideal() -> Self {
        Self {
            thread_spawn_ns: 0,
            thread_switch_ns: 0,
            task_spawn_ns: 0,
            task_switch_ns: 0,
            instruction_ns: 0,
            free_instructions: 10_000,
            thread_stack_bytes: 2 << 20,
            task_bytes: 400,
        }
    }

    /// The study notes' figures: spawn 10 µs, thread switch 2 µs, task switch 50 ns, one instruction 10 ns.
    #[must_use]
    pub const fn typical() -> Self {
        Self {
            thread_spawn_ns: 10_000,
            thread_switch_ns: 2_000,
            task_spawn_ns: 200,
            task_switch_ns: 50,
            instruction_ns: 10,
            free_instructions: 0,
            ..Self::ideal()
        }
    }
}

impl Default for Costs {
    fn default() -> Self {
        Self::ideal()
    }
}

/// The network that `tokio::net` talks over: how long its operations take.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Network {
    /// Looking up the address of a name.
    pub resolve_ns: u64,
    /// From `connect` to the connection, on both sides.
    pub connect_ns: u64,
    /// From writing to the other side's being able to read it; for hosts outside of the program from a request to its
    /// answer.
    pub read_ns: u64,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            resolve_ns: 20_000_000,
            connect_ns: 30_000_000,
            read_ns: 10_000_000,
        }
    }
}

/// Where a run stops although the program would go on. Each ends in `Outcome::Limit` and a valid trace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// VM instructions of all threads together.
    pub instructions: u64,
    /// Recorded events.
    pub events: u64,
    /// Threads or tasks ever created.
    pub tasks: u64,
    /// Heap bytes, counted roughly.
    pub memory_bytes: u64,
    /// Frames of one thread.
    pub call_depth: u32,
    /// Bytes of output.
    pub output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            instructions: 30_000_000,
            events: 1_000_000,
            tasks: 100_000,
            memory_bytes: 192 << 20,
            call_depth: 10_000,
            output_bytes: 4 << 20,
        }
    }
}

/// How much of a run is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recording {
    /// All events.
    #[default]
    Full,
    /// Only `Printed`, `ProcessExited` and the outcome.
    Output,
}

/// A machine. Every quantity is a whole number of nanoseconds or a count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// Cores, 1 to 256.
    pub cores: u32,
    /// The OS policy.
    pub policy: Policy,
    /// Longest time a thread keeps a core while others are ready, at least 1 ns. `Fifo` ignores it.
    pub quantum: Nanos,
    /// What things cost.
    pub costs: Costs,
    /// What `thread::spawn` makes. Programs with an async runtime keep their threads: for them `EventLoop` is a
    /// current-thread runtime and `Green` a multi-thread one with `workers`, whatever the program asks for.
    pub model: Model,
    /// OS threads of the `green` model, 1 to 256; 0 means as many as cores. The event loop has one. Also the workers of an
    /// async runtime that does not say how many it wants.
    pub workers: u32,
    /// How long the network takes.
    pub network: Network,
    /// Whether several sleeps in a row end at one moment with a single one as long, as they do on a paused clock, instead
    /// of a little behind it, as on a real one (see [`interleave_vm::Wheel`]). Only for comparisons: it is not written.
    #[serde(skip)]
    pub is_punctual: bool,
    /// Where a run stops.
    pub limits: Limits,
    /// How much is kept.
    pub recording: Recording,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            cores: 2,
            policy: Policy::Rr,
            quantum: Nanos::from_millis(10),
            costs: Costs::ideal(),
            model: Model::Threads,
            workers: 0,
            network: Network::default(),
            is_punctual: false,
            limits: Limits::default(),
            recording: Recording::Full,
        }
    }
}
