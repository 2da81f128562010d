//! T3, T4, T5 and T8: threads beside tasks, computed from the same loads on both.

use interleave_playground::{DescheduleReason, EventKind, find_scenario};

use super::{Table, TableId, TableOptions, column, command, ideal, names, row, units};
use crate::claim::Trust;
use crate::experiment::{Load, Result as LoadResult, run};
use crate::lab::Lab;
use crate::recorded::Recorded;
use crate::runtimes::{Runtime, Unit, Units};
use crate::text::Text;
use crate::units::{count, memory, time};

/// Memory that "how many at once" fills.
const MEMORY_BYTES: u64 = 16 << 30;

/// What both sides made of the loads.
struct Pair {
    units: Units,
    sleepers: [LoadResult; 2],
    connections: [LoadResult; 2],
}

/// Threads first.
const BOTH: [Runtime; 2] = [Runtime::Threads, Runtime::Tokio];

impl Pair {
    fn new(options: &TableOptions, recorded: &Recorded) -> Result<Self, String> {
        let units = units(options, recorded);
        let both = |load| -> Result<[LoadResult; 2], String> {
            let one = |runtime| run(load, options.n, runtime, options.cores, &units);
            Ok([one(BOTH[0])?, one(BOTH[1])?])
        };
        Ok(Self {
            sleepers: both(Load::Sleepers)?,
            connections: both(Load::Connections)?,
            units,
        })
    }

    fn unit(&self, side: usize) -> Unit {
        self.units.of(BOTH[side])
    }

    /// Memory of one and of all.
    fn memory(&self, side: usize) -> Text {
        let one = memory(u128::from(self.unit(side).bytes));
        let all = memory(self.sleepers[side].memory_bytes);
        let n = count(self.sleepers[side].n);
        Text::new(
            format!("{one} each, {all} for {n}"),
            format!("每个 {one}，{n} 个共 {all}"),
        )
    }

    /// The cost of one switch and of all.
    fn switching(&self, side: usize) -> Text {
        let one = time(self.unit(side).switch_ns);
        let it = &self.sleepers[side];
        let (all, switches) = (time(it.switching_ns), count(it.switches()));
        Text::new(
            format!("{one} each, {all} for {switches}"),
            format!("每次 {one}，{switches} 次共 {all}"),
        )
    }

    /// Who switched how often.
    fn switches(&self, side: usize) -> Text {
        let it = &self.sleepers[side];
        let (kernel, runtime) = (count(it.kernel_switches), count(it.task_switches));
        Text::new(
            format!("{kernel} switches by the kernel, {runtime} by the runtime"),
            format!("内核切换 {kernel} 次，运行时切换 {runtime} 次"),
        )
    }

    /// How connections fare.
    fn serving(&self, side: usize) -> Text {
        let it = &self.connections[side];
        let (makespan, throughput) = (time(it.makespan_ns), count(it.throughput()));
        let n = count(it.n);
        Text::new(
            format!("{n} connections in {makespan}: {throughput} a second"),
            format!("{n} 个连接用 {makespan}：每秒 {throughput} 个"),
        )
    }

    fn foot(&self, options: &TableOptions) -> Vec<Text> {
        let (n, cores) = (count(options.n), options.cores);
        let mut foot = vec![Text::new(
            format!(
                "{n} sleepers of 1 s, {n} workers of 1 ms, {n} connections (wait 100 ms, work 50 µs), {cores} cores; tasks: M:N as tokio."
            ),
            format!(
                "{n} 个休眠 1 秒，{n} 个计算 1 毫秒，{n} 个连接（等 100 毫秒、算 50 微秒），{cores} 核；任务：tokio 式 M:N。"
            ),
        )];
        foot.extend(self.units.cited.iter().cloned());
        foot
    }
}

/// The columns of a table with two sides, each as in the notes and computed.
fn two_sides([first, second]: [(&str, &str); 2]) -> Vec<super::Column> {
    let mut columns = vec![names("aspect", "方面")];
    for (en, zh) in [first, second] {
        columns.push(column(Trust::Notes, en, zh));
        columns.push(column(Trust::Simulated, en, zh));
    }
    columns
}

fn text(en: &str, zh: &str) -> Text {
    Text::new(en, zh)
}

/// T3: OS threads and green threads.
pub(super) fn green_threads(options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let pair = Pair::new(options, recorded)?;
    let creating = |side: usize| {
        let one = pair.unit(side).spawn_ns;
        let (each, all) = (time(one), time(one.saturating_mul(options.n)));
        let n = count(options.n);
        Text::new(
            format!("{each} each, {all} for {n}"),
            format!("每个 {each}，{n} 个共 {all}"),
        )
    };
    let speed_up = |side: usize| -> Result<Text, String> {
        let on = |cores| run(Load::Workers, options.n, BOTH[side], cores, &pair.units);
        let (alone, all) = (on(1)?.makespan_ns, on(options.cores)?.makespan_ns);
        let tenths = alone * 10 / all.max(1);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let cores = options.cores;
        Ok(Text::new(
            format!("{whole}.{tenth} times as fast on {cores} cores"),
            format!("{cores} 核快 {whole}.{tenth} 倍"),
        ))
    };
    let rows = vec![
        row([
            text("scheduled by", "调度方式"),
            text("the kernel", "内核"),
            pair.switches(0),
            text("the runtime", "运行时库"),
            pair.switches(1),
        ]),
        row([
            text("stack", "栈"),
            text("1 MB or more", "1 MB 或更多"),
            pair.memory(0),
            text("some KB", "几 KB"),
            pair.memory(1),
        ]),
        row([
            text("creating", "创建"),
            text("expensive", "开销较大"),
            creating(0),
            text("cheap", "开销较小"),
            creating(1),
        ]),
        row([
            text("switching", "切换"),
            text("expensive", "开销较大"),
            pair.switching(0),
            text("cheap", "开销较小"),
            pair.switching(1),
        ]),
        row([
            text("parallelism", "并行性"),
            text("on several cores", "可多核并行"),
            speed_up(0)?,
            text("not by themselves", "不能单独并行"),
            speed_up(1)?,
        ]),
        row([
            text("fits", "适用场景"),
            text("high performance", "高性能多线程"),
            pair.serving(0),
            text("very many, less performance", "超大规模、性能要求较低"),
            pair.serving(1),
        ]),
    ];
    Ok(Table {
        id: TableId::T3,
        title: text("OS threads and green threads", "系统线程与绿色线程"),
        columns: two_sides([("OS threads", "系统线程"), ("green threads", "绿色线程")]),
        rows,
        foot: pair.foot(options),
        command: command(TableId::T3, options),
    })
}

/// T4: Rust async and Java threads as their number grows up to `options.n`.
pub(super) fn growing(options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let units = units(options, recorded);
    let mut rows = Vec::new();
    let decades = std::iter::successors(Some(10u64), |n| Some(n * 10));
    let below = decades.take_while(|n| *n < options.n);
    for n in below.chain([options.n]) {
        let on = |runtime| run(Load::Sleepers, n, runtime, options.cores, &units);
        let (tasks, threads) = (on(Runtime::Tokio)?, on(Runtime::Threads)?);
        let switching = |it: &LoadResult| {
            let (switches, all) = (count(it.switches()), time(it.switching_ns));
            Text::same(format!("{switches}: {all}"))
        };
        let makespan = |it: &LoadResult| Text::same(time(it.makespan_ns));
        let mut cells = vec![Text::same(count(n))];
        for (it, notes) in [
            (&tasks, tasks_in_the_notes(n)),
            (&threads, threads_in_the_notes(n)),
        ] {
            cells.extend([
                notes,
                Text::same(memory(it.memory_bytes)),
                switching(it),
                makespan(it),
            ]);
        }
        rows.push(cells);
    }
    let mut columns = vec![names("sleepers of 1 s", "休眠 1 秒的个数")];
    for (en, zh) in [("async", "异步"), ("threads", "线程")] {
        let of = |trust, about: (&str, &str)| {
            column(
                trust,
                &format!("{en}{}", about.0),
                &format!("{zh}{}", about.1),
            )
        };
        columns.push(of(Trust::Notes, ("", "")));
        columns.push(of(Trust::Simulated, (": memory", "：内存")));
        columns.push(of(Trust::Simulated, (": switches", "：切换")));
        columns.push(of(Trust::Simulated, (": makespan", "：总时长")));
    }
    let mut foot = vec![Text::new(
        format!("{} cores; async: M:N as tokio.", options.cores),
        format!("{} 核；异步：tokio 式 M:N。", options.cores),
    )];
    foot.extend(units.cited);
    Ok(Table {
        id: TableId::T4,
        title: text(
            "Rust async and Java threads, more and more of them",
            "Rust 异步与 Java 线程，数量递增",
        ),
        columns,
        rows,
        foot,
        command: command(TableId::T4, options),
    })
}

/// What the notes say of tasks, at the number that they say it of.
fn tasks_in_the_notes(n: u64) -> Text {
    match n {
        10 => text("KB each, switches in user space", "KB 级，用户态切换"),
        100_000 => text("so many at once", "十万级并发"),
        1_000_000 => text("a million at once", "百万级并发"),
        _ => Text::default(),
    }
}

/// The same of threads.
fn threads_in_the_notes(n: u64) -> Text {
    match n {
        10 => text(
            "1 MB each, switches by system calls",
            "每线程 1 MB，系统调用切换",
        ),
        1_000 => text("thousands at once, not more", "千级并发，受限于线程数"),
        _ => Text::default(),
    }
}

/// T5: Rust async and Java threads, concept by concept.
pub(super) fn async_and_java(options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let pair = Pair::new(options, recorded)?;
    let carried = |side: usize| {
        let it = &pair.sleepers[side];
        let (n, threads) = (count(it.n), count(it.os_threads));
        Text::new(
            format!("{n} on {threads} OS threads"),
            format!("{n} 个，由 {threads} 个系统线程承载"),
        )
    };
    let at_once = |side: usize| {
        let most = count(MEMORY_BYTES / pair.unit(side).bytes.max(1));
        Text::new(
            format!("{most} in 16 GiB"),
            format!("16 GiB 可容纳 {most} 个"),
        )
    };
    let rows = vec![
        row([
            text("unit", "执行单元"),
            text("stackless coroutine", "无栈协程"),
            carried(1),
            text("OS thread", "系统线程"),
            carried(0),
        ]),
        row([
            text("scheduler", "调度器"),
            text("executor", "执行器"),
            pair.switches(1),
            text("the OS", "操作系统"),
            pair.switches(0),
        ]),
        row([
            text("I/O", "I/O 处理"),
            text("reactor and waker", "反应器与 waker"),
            pair.serving(1),
            text("blocks its thread, or a selector", "阻塞线程，或 Selector"),
            pair.serving(0),
        ]),
        row([
            text("switch", "上下文切换"),
            text("in user space", "用户态"),
            pair.switching(1),
            text("in the kernel, expensive", "内核态，开销高"),
            pair.switching(0),
        ]),
        row([
            text("memory", "内存"),
            text("low, no stack", "低，无额外栈"),
            pair.memory(1),
            text("1 MB of stack each", "每线程 1 MB 栈"),
            pair.memory(0),
        ]),
        row([
            text("at once", "并发规模"),
            text("a million", "百万级"),
            at_once(1),
            text("thousands", "千级"),
            at_once(0),
        ]),
    ];
    Ok(Table {
        id: TableId::T5,
        title: text(
            "Rust async and Java threads, concept by concept",
            "Rust 异步与 Java 线程，逐项对照",
        ),
        columns: two_sides([("Rust async", "Rust 异步"), ("Java threads", "Java 线程")]),
        rows,
        foot: pair.foot(options),
        command: command(TableId::T5, options),
    })
}

/// T8: explicit threads and async/await, by the two programs that do the same.
pub(super) fn explicit_and_async(
    options: &TableOptions,
    recorded: &Recorded,
) -> Result<Table, String> {
    let pair = Pair::new(options, recorded)?;
    let runs = ["beside-main", "task-beside-main"].map(Told::new);
    let rows = vec![
        row([
            text("control", "线程控制"),
            text("created and managed by hand", "显式创建、管理"),
            runs[0].threads(),
            text("by the runtime", "由运行时管理"),
            runs[1].threads(),
        ]),
        row([
            text("switching", "切换机制"),
            text("the OS switches threads", "操作系统切换线程"),
            runs[0].switches(),
            text("in user space", "用户态切换"),
            runs[1].switches(),
        ]),
        row([
            text("visible", "可见性"),
            text("ids and life cycles", "线程 ID 与生命周期"),
            runs[0].names(),
            text("threads are hidden", "不直接感知线程"),
            runs[1].names(),
        ]),
        row([
            text("fits", "适用场景"),
            text("computation, fine control", "计算密集、精细控制"),
            pair.serving(0),
            text("many I/O requests", "高并发 I/O"),
            pair.serving(1),
        ]),
        row([
            text("code", "代码复杂度"),
            text("locks and channels by hand", "需处理同步原语"),
            runs[0].code(),
            text("simpler by await", "await 简化代码"),
            runs[1].code(),
        ]),
    ];
    Ok(Table {
        id: TableId::T8,
        title: text("Explicit threads and async/await", "显式线程与 async/await"),
        columns: two_sides([
            ("explicit threads", "显式线程"),
            ("async/await", "async/await"),
        ]),
        rows,
        foot: pair.foot(options),
        command: command(TableId::T8, options),
    })
}

/// What a scenario's run and text tell of a style of programming.
struct Told {
    run: crate::lab::Run,
    lines: usize,
}

impl Told {
    fn new(scenario: &str) -> Self {
        let source = find_scenario(scenario).map_or("", |it| it.source());
        Self {
            run: Lab::run_text(source, &ideal(2)),
            lines: source
                .lines()
                .filter(|line| !line.trim().is_empty())
                .count(),
        }
    }

    fn threads(&self) -> Text {
        let workers = self
            .run
            .trace
            .events
            .iter()
            .filter_map(|event| event.worker);
        let threads = workers.collect::<std::collections::BTreeSet<_>>().len();
        Text::new(
            format!("OS threads: {threads}"),
            format!("系统线程：{threads}"),
        )
    }

    fn switches(&self) -> Text {
        let waits = |event: &&interleave_playground::Event| {
            matches!(
                event.kind,
                EventKind::Descheduled {
                    reason: DescheduleReason::Blocked
                }
            )
        };
        let waits = self.run.trace.events.iter().filter(waits).count();
        let preempted = self.run.trace.events.iter().filter(|event| {
            matches!(
                event.kind,
                EventKind::Descheduled {
                    reason: DescheduleReason::Preempted
                }
            )
        });
        let preempted = preempted.count();
        Text::new(
            format!("gave way {waits} times, preempted {preempted} times"),
            format!("主动让出 {waits} 次，被抢占 {preempted} 次"),
        )
    }

    fn names(&self) -> Text {
        let names: Vec<String> = self
            .run
            .trace
            .tasks
            .iter()
            .map(|it| it.label.into())
            .collect();
        Text::same(names.join(", "))
    }

    fn code(&self) -> Text {
        let lines = self.lines;
        Text::new(format!("{lines} lines"), format!("{lines} 行"))
    }
}
