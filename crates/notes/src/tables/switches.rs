//! T7: a switch of coroutines and a switch of threads, simulated and measured.

use interleave_playground::{DescheduleReason, EventKind, Machine, Model, find_scenario};

use super::{Table, TableId, TableOptions, column, command, ideal, names, row, units};
use crate::claim::Trust;
use crate::lab::Lab;
use crate::recorded::Recorded;
use crate::runtimes::Runtime;
use crate::text::Text;
use crate::units::{memory, time};

pub(super) fn make(options: &TableOptions, recorded: &Recorded) -> Result<Table, String> {
    let units = units(options, recorded);
    let lab = Lab::new(recorded);
    let figure = |name: &str, shown: fn(u64) -> String| {
        let median = lab.median(name);
        Text::same(median.map_or_else(String::new, shown))
    };
    let bytes = |bytes| memory(u128::from(bytes));
    let per_thousand = |name: &str| {
        let median = lab.median(name);
        median.map_or_else(Text::default, |switches| {
            Text::new(
                format!("{switches} in 1000"),
                format!("每 1000 次有 {switches} 次"),
            )
        })
    };
    let cost = |runtime| Text::same(time(units.of(runtime).switch_ns));
    let rows = vec![
        row([
            Text::new("trigger", "触发方式"),
            Text::new("explicit (await)", "显式（await）"),
            triggers(Model::EventLoop),
            Text::default(),
            Text::new("implicit (time slice)", "隐式（时间片）"),
            triggers(Model::Threads),
            Text::default(),
        ]),
        row([
            Text::new("kept meanwhile", "上下文保存"),
            Text::new("registers and stack of the user", "用户态寄存器和栈"),
            Text::new("the future itself", "future 本身"),
            figure("task_resident", bytes),
            Text::new("all registers and kernel state", "全部寄存器与内核状态"),
            Text::new("stack and registers", "栈与寄存器"),
            figure("thread_resident", bytes),
        ]),
        row([
            Text::new("kernel takes part", "是否需要内核"),
            Text::new("no", "否"),
            Text::new("no", "否"),
            per_thousand("kernel_switches_a_task_switch"),
            Text::new("yes", "是"),
            Text::new("yes", "是"),
            per_thousand("kernel_switches_a_thread_switch"),
        ]),
        row([
            Text::new("cost", "开销"),
            Text::new("tens of ns", "几十纳秒"),
            cost(Runtime::Tokio),
            figure("task_switch", time),
            Text::new("microseconds", "微秒级"),
            cost(Runtime::Threads),
            figure("thread_switch", time),
        ]),
    ];
    let mut columns = vec![names("aspect", "方面")];
    for (en, zh) in [("coroutine", "协程"), ("thread", "线程")] {
        for trust in [Trust::Notes, Trust::Simulated, Trust::Measured] {
            columns.push(column(trust, en, zh));
        }
    }
    let mut foot = vec![Text::new(
        "Trigger: three-workers and ping-pong on one core. A future returns from `poll`; saving registers and \
         swapping stacks is how stackful coroutines switch.",
        "触发方式：单核上的 three-workers 与 ping-pong。future 是从 `poll` 返回；保存寄存器、交换栈是有栈协程的做法。",
    )];
    foot.extend(units.cited);
    Ok(Table {
        id: TableId::T7,
        title: Text::new(
            "A switch of coroutines, a switch of threads",
            "协程切换与线程切换",
        ),
        columns,
        rows,
        foot,
        command: command(TableId::T7, options),
    })
}

/// How often a task left its core by itself, and how often it was put off.
fn triggers(model: Model) -> Text {
    let (mut by_itself, mut put_off) = (0, 0);
    for scenario in ["three-workers", "ping-pong"] {
        let source = find_scenario(scenario).map_or("", |it| it.source());
        let machine = Machine { model, ..ideal(1) };
        for event in &Lab::run_text(source, &machine).trace.events {
            match event.kind {
                EventKind::Descheduled {
                    reason: DescheduleReason::Preempted,
                } => put_off += 1,
                EventKind::Descheduled {
                    reason: DescheduleReason::Blocked | DescheduleReason::Yielded,
                } => by_itself += 1,
                _ => {}
            }
        }
    }
    Text::new(
        format!("{by_itself} times by itself, {put_off} times preempted"),
        format!("主动 {by_itself} 次，被抢占 {put_off} 次"),
    )
}
