//! T6: one event loop and N:M, the same loads on every preset.

use super::{Table, TableId, TableOptions, column, command, names, row, units};
use crate::claim::Trust;
use crate::experiment::{Load, answer_behind_work, run};
use crate::recorded::Recorded;
use crate::runtimes::{Runtime, Units};
use crate::text::Text;
use crate::units::{count, memory, time};

pub(super) fn make(options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let units = units(options, recorded);
    let rows: Result<Vec<_>, String> = Runtime::ALL
        .into_iter()
        .map(|runtime| row_of(runtime, options, &units))
        .collect();
    let n = count(options.n);
    let cores = options.cores;
    let mut foot = vec![
        Text::new(
            format!(
                "{n} sleepers of 1 s, {n} workers of 1 ms, {n} connections (wait 100 ms, work 50 µs), {cores} cores."
            ),
            format!(
                "{n} 个休眠 1 秒，{n} 个计算 1 毫秒，{n} 个连接（等 100 毫秒、算 50 微秒），{cores} 核。"
            ),
        ),
        Text::new(
            format!(
                "Last column: when a request of 1 ms is answered behind {cores} computations of 100 ms; OS threads have \
                 slices of 3 ms."
            ),
            format!(
                "末列：排在 {cores} 个 100 毫秒的计算之后，1 毫秒的请求何时得到答复；系统线程的时间片为 3 毫秒。"
            ),
        ),
    ];
    foot.extend(units.cited);
    Ok(Table {
        id: TableId::T6,
        title: Text::new("One event loop and N:M", "单线程事件循环与 N:M"),
        columns: vec![
            names("model", "模型"),
            column(Trust::Notes, "threads", "线程数"),
            column(Trust::Notes, "fits", "适用场景"),
            column(Trust::Simulated, "OS threads", "系统线程"),
            column(Trust::Simulated, "memory", "内存"),
            column(Trust::Simulated, "sleepers", "休眠"),
            column(Trust::Simulated, "workers", "计算"),
            column(Trust::Simulated, "connections", "连接"),
            column(Trust::Simulated, "switches, time", "切换次数、耗时"),
            column(Trust::Simulated, "connections a second", "每秒连接数"),
            column(Trust::Simulated, "1 ms behind work", "排在计算后的 1 毫秒"),
        ],
        rows: rows?,
        foot,
        command: command(TableId::T6, options),
    })
}

fn row_of(runtime: Runtime, options: &TableOptions, units: &Units) -> Result<Vec<Text>, String> {
    let on = |load| run(load, options.n, runtime, options.cores, units);
    let [sleepers, workers, connections] = Load::ALL.map(on);
    let (sleepers, workers, connections) = (sleepers?, workers?, connections?);
    let (threads, fits) = in_the_notes(runtime);
    let switches = format!(
        "{}: {}",
        count(connections.switches()),
        time(connections.switching_ns)
    );
    Ok(row([
        runtime.title(),
        threads,
        fits,
        Text::same(count(sleepers.os_threads)),
        Text::same(memory(sleepers.memory_bytes)),
        Text::same(time(sleepers.makespan_ns)),
        Text::same(time(workers.makespan_ns)),
        Text::same(time(connections.makespan_ns)),
        Text::same(switches),
        Text::same(count(connections.throughput())),
        Text::same(time(answer_behind_work(runtime, options.cores, units)?)),
    ]))
}

/// Number of threads and what it fits, as in the notes; they do not compare OS threads here.
fn in_the_notes(runtime: Runtime) -> (Text, Text) {
    match runtime {
        Runtime::Threads => Default::default(),
        Runtime::EventLoop => (Text::same("1"), Text::new("I/O only", "纯 I/O 密集")),
        Runtime::Tokio | Runtime::Go | Runtime::JavaVirtual => (
            Text::new("several, as cores", "多个，如核数"),
            Text::new("many cores, or I/O and CPU", "利用多核，或 I/O 加计算"),
        ),
    }
}
