//! The runtimes that a load is run on: how each is simulated, and what a thread or task costs there.
//!
//! Nothing here knows a runtime's code: a preset is one of the engine's models with costs from the study notes or
//! measured on a real machine. The names say which real runtimes schedule that way.

use interleave_playground::{Costs, Machine, Model, Nanos};
use serde::{Deserialize, Serialize};

use crate::recorded::Recorded;
use crate::text::Text;

/// A preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Runtime {
    /// One OS thread a task, preempted by the kernel: std, Java's platform threads.
    Threads,
    /// All tasks on one OS thread, never preempted: Node.js, Python's asyncio, tokio's current-thread runtime.
    EventLoop,
    /// Tasks on as many OS threads as cores, never preempted: tokio's multi-thread runtime.
    Tokio,
    /// The same, but a task is preempted after 10 ms: goroutines.
    Go,
    /// Tasks on as many OS threads as cores, never preempted, with stacks that grow on the heap.
    JavaVirtual,
}

impl Runtime {
    /// All presets in the tables' order.
    pub const ALL: [Self; 5] = [
        Self::Threads,
        Self::EventLoop,
        Self::Tokio,
        Self::Go,
        Self::JavaVirtual,
    ];

    /// Its name in options and addresses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::EventLoop => "event-loop",
            Self::Tokio => "tokio",
            Self::Go => "go",
            Self::JavaVirtual => "java-virtual",
        }
    }

    /// The preset of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The machine that runs any program as this runtime would, at the notes' costs. `is_async`: the program brings tasks
    /// of its own; then a goroutine's preemption is that of more workers than cores, which share these 10 ms at a time.
    #[must_use]
    pub fn preset(self, cores: u32, is_async: bool) -> Machine {
        let machine = self.machine_at(cores, OF_THE_NOTES);
        match self {
            Self::Go if is_async => Machine {
                model: Model::Green,
                workers: GO_WORKERS_PER_CORE * cores,
                ..machine
            },
            _ => machine,
        }
    }

    /// What tables call it.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Threads => Text::new("OS threads", "系统线程"),
            Self::EventLoop => Text::new(
                "event loop (Node.js, asyncio)",
                "事件循环（Node.js、asyncio）",
            ),
            Self::Tokio => Text::new("M:N, tokio", "M:N：tokio"),
            Self::Go => Text::new("M:N, Go", "M:N：Go"),
            Self::JavaVirtual => Text::new("M:N, Java virtual threads", "M:N：Java 虚拟线程"),
        }
    }

    /// OS threads that carry `tasks` tasks on `cores` cores.
    #[must_use]
    pub fn os_threads(self, tasks: u64, cores: u32) -> u64 {
        match self {
            Self::Threads => tasks + 1,
            Self::EventLoop => 1,
            Self::Tokio | Self::Go | Self::JavaVirtual => u64::from(cores),
        }
    }

    /// The machine that it is simulated on. A goroutine is preempted as a thread is, so Go is the engine's threads with
    /// a task's costs, on as many cores as it has workers.
    #[must_use]
    pub fn machine(self, cores: u32, units: &Units) -> Machine {
        self.machine_at(cores, (units.thread, units.task))
    }

    /// The same at the costs of a thread and of a task.
    fn machine_at(self, cores: u32, (thread, task): (Unit, Unit)) -> Machine {
        let task = match self {
            Self::Threads => thread,
            _ => task,
        };
        let costs = match self {
            Self::Go => Costs {
                thread_spawn_ns: task.spawn_ns,
                thread_switch_ns: task.switch_ns,
                ..Costs::ideal()
            },
            _ => Costs {
                thread_spawn_ns: thread.spawn_ns,
                thread_switch_ns: thread.switch_ns,
                task_spawn_ns: task.spawn_ns,
                task_switch_ns: task.switch_ns,
                ..Costs::ideal()
            },
        };
        Machine {
            cores,
            model: match self {
                Self::Threads | Self::Go => Model::Threads,
                Self::EventLoop => Model::EventLoop,
                Self::Tokio | Self::JavaVirtual => Model::Green,
            },
            quantum: Nanos::from_millis(match self {
                Self::Threads => 3,
                _ => 10,
            }),
            costs,
            ..Machine::default()
        }
    }
}

/// Where costs come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The study notes' own figures.
    #[default]
    Notes,
    /// A recorded measurement.
    Measured,
}

/// What one thread or task costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Creating it, paid by the creator.
    pub spawn_ns: u64,
    /// Going to it from another one.
    pub switch_ns: u64,
    /// Memory while it waits.
    pub bytes: u64,
}

/// Costs of threads and of tasks, and where each comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units {
    /// Where they come from.
    pub source: Source,
    /// An OS thread.
    pub thread: Unit,
    /// A task of tokio, and of event loops.
    pub task: Unit,
    /// Sentences that say where each figure comes from.
    pub cited: Vec<Text>,
}

/// The smallest stack of a goroutine, `stackMin` in Go's `runtime/stack.go`.
const GO_STACK_BYTES: u64 = 2_048;

/// A thread and a task in the notes' own figures.
const OF_THE_NOTES: (Unit, Unit) = (
    Unit {
        spawn_ns: 10_000,
        switch_ns: 2_000,
        bytes: 1 << 20,
    },
    Unit {
        spawn_ns: 200,
        switch_ns: 50,
        bytes: 1 << 10,
    },
);

/// Workers for a program of tasks under Go: so many long polls a core share it.
const GO_WORKERS_PER_CORE: u32 = 4;

impl Units {
    /// The costs from `source`; the notes' when the file lacks a figure.
    #[must_use]
    pub fn new(source: Source, recorded: &Recorded) -> Self {
        let measured = (source == Source::Measured).then(|| Self::measured(recorded));
        measured.flatten().unwrap_or_else(Self::of_the_notes)
    }

    fn of_the_notes() -> Self {
        let (thread, task) = OF_THE_NOTES;
        Self {
            source: Source::Notes,
            thread,
            task,
            cited: vec![
                Text::new(
                    "Thread: create 10 µs (notes 003), switch 2 µs (notes 003: 1 to 10 µs), stack 1 MiB (notes 001).",
                    "线程：创建 10 微秒（笔记 003），切换 2 微秒（笔记 003：1 到 10 微秒），栈 1 MiB（笔记 001）。",
                ),
                Text::new(
                    "Task: switch 50 ns and memory 1 KiB (notes 001: tens of ns, KB); create 200 ns (not in the notes).",
                    "任务：切换 50 纳秒、内存 1 KiB（笔记 001：几十纳秒、KB 级）；创建 200 纳秒（笔记未提）。",
                ),
                go_cited(),
            ],
        }
    }

    fn measured(recorded: &Recorded) -> Option<Self> {
        let median = |name: &str| Some(recorded.figure(name)?.spread[1]);
        let machine = &recorded.machine;
        Some(Self {
            source: Source::Measured,
            thread: Unit {
                spawn_ns: median("thread_spawn")?,
                switch_ns: median("thread_switch")?,
                bytes: median("thread_resident")?,
            },
            task: Unit {
                spawn_ns: median("task_spawn")?,
                switch_ns: median("task_switch")?,
                bytes: median("task_resident")?,
            },
            cited: vec![
                Text::new(
                    format!(
                        "Threads and tasks: medians measured on {} by `cargo xtask measure` ({}, {}); memory is what is resident.",
                        machine.date, machine.cpu, machine.kernel
                    ),
                    format!(
                        "线程与任务：{} 由 `cargo xtask measure` 测得的中位数（{}，{}）；内存指实际驻留。",
                        machine.date, machine.cpu, machine.kernel
                    ),
                ),
                go_cited(),
            ],
        })
    }

    /// What one unit of `runtime` costs.
    #[must_use]
    pub fn of(&self, runtime: Runtime) -> Unit {
        match runtime {
            Runtime::Threads => self.thread,
            Runtime::Go => Unit {
                bytes: GO_STACK_BYTES.max(self.task.bytes),
                ..self.task
            },
            Runtime::EventLoop | Runtime::Tokio | Runtime::JavaVirtual => self.task,
        }
    }
}

fn go_cited() -> Text {
    Text::new(
        "Go: a stack of at least 2 KiB (`stackMin`, runtime/stack.go), preempted after 10 ms (`forcePreemptNS`, runtime/proc.go); \
         Java's virtual threads are not preempted (JEP 444) and counted as tasks.",
        "Go：栈至少 2 KiB（runtime/stack.go 的 `stackMin`），10 毫秒后被抢占（runtime/proc.go 的 `forcePreemptNS`）；\
         Java 虚拟线程不被抢占（JEP 444），按任务计。",
    )
}
