//! Claims about threads, sleeping, joining and channels.

use interleave_playground::{EventKind, Machine, Nanos, outputs};

use super::{end_of, time_of};
use crate::claim::{Claim, Evidence, Trust, Verdict};
use crate::lab::Lab;
use crate::units::seconds;

const MS: u64 = 1_000_000;

pub(super) const ALL: &[Claim] = &[
    Claim {
        id: "C1",
        notes: "000",
        says: ("`spawn` does not block", "`spawn` 不阻塞"),
        verdict: Verdict::Holds,
        why: (
            "Main prints its first line while the child still has two seconds to go.",
            "主线程打印第一行时，子线程还要再运行两秒。",
        ),
        scenario: "main-and-child",
        references: &["std::thread::spawn"],
        evidence: |lab| time_of(lab, "main-and-child", 2, "main: 1", |at| at < 500 * MS),
    },
    Claim {
        id: "C2",
        notes: "000",
        says: (
            "the shorter sleeper prints more often",
            "休眠短的线程打印得更多",
        ),
        verdict: Verdict::Holds,
        why: (
            "With half the sleep there are twice as many rounds in the same time.",
            "休眠减半，同样时间内的轮数就加倍。",
        ),
        scenario: "main-and-child",
        references: &["std::thread::sleep"],
        evidence: more_often,
    },
    Claim {
        id: "C3",
        notes: "000",
        says: ("sleeping frees the core", "休眠让出核心"),
        verdict: Verdict::Holds,
        why: (
            "On a single core 300 ms of sleep and 200 ms of work take 300 ms together.",
            "单核上 300 毫秒休眠和 200 毫秒计算总共只要 300 毫秒。",
        ),
        scenario: "sleeper-and-worker",
        references: &["std::thread::sleep"],
        evidence: |lab| end_of(lab, "sleeper-and-worker", 1, |end| end < 400 * MS),
    },
    Claim {
        id: "C4",
        notes: "000, 003",
        says: (
            "`join` blocks, and returns `Err` after a panic",
            "`join` 会阻塞，线程 panic 后返回 `Err`",
        ),
        verdict: Verdict::Holds,
        why: (
            "Main gets its `Err` when the child panics, 200 ms after it began to wait.",
            "主线程开始等待 200 毫秒后，子线程 panic，它才得到 `Err`。",
        ),
        scenario: "join-after-panic",
        references: &["std::thread::JoinHandle::join", "std::thread::Result"],
        evidence: |lab| {
            time_of(lab, "join-after-panic", 2, "Err: it panicked", |at| {
                at > 199 * MS
            })
        },
    },
    Claim {
        id: "C5",
        notes: "003",
        says: (
            "the order of joins does not put the children one after the other",
            "join 的先后不会让子线程依次执行",
        ),
        verdict: Verdict::Holds,
        why: (
            "Both run from the start: the end is that of the longer one, not the sum of 9.5 s.",
            "两者从一开始就在运行：总时间等于较长的那个，而不是 9.5 秒之和。",
        ),
        scenario: "two-children",
        references: &["std::thread::JoinHandle::join"],
        evidence: |lab| end_of(lab, "two-children", 2, |end| end < 6_000 * MS),
    },
    Claim {
        id: "C6",
        notes: "003",
        says: (
            "the order of output varies between runs",
            "输出顺序每次运行可能不同",
        ),
        verdict: Verdict::Holds,
        why: (
            "Nothing orders lines of threads that do not wait for each other.",
            "互不等待的线程，其输出没有先后约束。",
        ),
        scenario: "either-first",
        references: &["std::thread"],
        evidence: many_orders,
    },
    Claim {
        id: "C7",
        notes: "000",
        says: (
            "one core slices its time, several run in parallel",
            "单核轮流切片，多核并行",
        ),
        verdict: Verdict::Holds,
        why: (
            "The same 600 ms of work take 600 ms on one core and less on two.",
            "同样 600 毫秒的工作，单核要 600 毫秒，双核更短。",
        ),
        scenario: "three-workers",
        references: &["std::thread::available_parallelism", "sched(7)"],
        evidence: |lab| {
            let mut found = end_of(lab, "three-workers", 1, |end| end > 590 * MS);
            found.extend(end_of(lab, "three-workers", 2, |end| end < 550 * MS));
            found
        },
    },
    Claim {
        id: "C8",
        notes: "000, 004",
        says: ("std offers 1:1 only", "标准库只提供 1:1 线程"),
        verdict: Verdict::Holds,
        why: (
            "Each `thread::spawn` is one kernel thread; anything else comes from a library.",
            "每次 `thread::spawn` 就是一个内核线程；其他模型都来自库。",
        ),
        scenario: "mixed-load",
        references: &["std::thread", "The Rust Programming Language, chapter 16.1"],
        evidence: one_to_one,
    },
    Claim {
        id: "C9",
        notes: "004",
        says: (
            "std's channel has many producers, one consumer, and closes when one side is gone",
            "标准库通道是多生产者、单消费者，任一端消失即关闭",
        ),
        verdict: Verdict::Holds,
        why: (
            "Senders are cloned, the receiver cannot be; its loop ends with the last sender.",
            "发送端可以克隆，接收端不行；最后一个发送端消失，接收循环就结束。",
        ),
        scenario: "many-senders",
        references: &[
            "std::sync::mpsc::channel",
            "std::sync::mpsc::Receiver::recv",
        ],
        evidence: |lab| {
            let mut found = time_of(lab, "many-senders", 2, "all senders are gone", |at| at > 0);
            found.push(Evidence::compiler(
                lab,
                "clone-receiver",
                "rx.clone()",
                false,
            ));
            found
        },
    },
    Claim {
        id: "C27",
        notes: "003",
        says: (
            "`sleep` hands over immediately to another runnable thread",
            "`sleep` 会立即切换到另一个可运行的线程",
        ),
        verdict: Verdict::HoldsWithCondition,
        why: (
            "Only if there is one: when all others sleep, wait or have ended, the core is idle.",
            "前提是有这样的线程：若其他线程都在休眠、等待或已结束，核心就空闲。",
        ),
        scenario: "sleeper-and-worker",
        references: &["std::thread::sleep", "nanosleep(2)"],
        evidence: hands_over,
    },
];

fn more_often(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let run = lab.run("main-and-child", 2);
    let second = Nanos::from_millis(1_000);
    let (child, main) = (
        run.lines_until("child:", second),
        run.lines_until("main:", second),
    );
    let measured = lab.real("main-and-child", 2).map(|real| {
        let of = |who: &str| {
            let lines = real.lines.iter().filter(|line| line.text.starts_with(who));
            // The lines of 1.0 s come a little later.
            lines
                .filter(|line| line.measured_ns[1] < 1_250 * MS)
                .count()
        };
        let (child, main) = (of("child:"), of("main:"));
        Evidence::measured(
            child > main,
            format!(
                "{} real runs up to then: child {child} lines, main {main}.",
                real.runs
            ),
            format!(
                "{} 次真实运行到此为止：子线程 {child} 行，主线程 {main} 行。",
                real.runs
            ),
        )
    });
    vec![
        Some(Evidence::simulated(
            child > main,
            format!("Up to 1.0 s the child prints {child} lines, main {main}."),
            format!("到 1.0 秒，子线程打印 {child} 行，主线程 {main} 行。"),
        )),
        measured.or_else(|| lab.unclear("main-and-child")),
    ]
}

fn many_orders(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let source = interleave_playground::find_scenario("either-first");
    let found = source.and_then(|it| outputs(it.source(), &Default::default()).ok());
    let simulated = found.map(|(orders, _)| {
        let orders = orders.len();
        Evidence::simulated(
            orders > 1,
            format!("All interleavings of four lines: {orders} different outputs."),
            format!("四行的全部交错：{orders} 种不同输出。"),
        )
    });
    let measured = lab.real("two-children", 2).map(|real| {
        Evidence::measured(
            real.orders > 1,
            format!(
                "{} real runs of two-children: {} different orders.",
                real.runs, real.orders
            ),
            format!(
                "two-children 的 {} 次真实运行：{} 种不同顺序。",
                real.runs, real.orders
            ),
        )
    });
    vec![simulated, measured.or_else(|| lab.unclear("two-children"))]
}

fn one_to_one(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let run = lab.run("mixed-load", 2);
    let workers: std::collections::BTreeSet<_> = run
        .trace
        .events
        .iter()
        .filter_map(|event| Some((event.task, event.worker?)))
        .collect();
    let threads = run.trace.tasks.len();
    let simulated = Evidence::simulated(
        workers.len() == threads,
        format!("{threads} threads, each always on an OS thread of its own."),
        format!("{threads} 个线程，各自始终对应一个系统线程。"),
    );
    let measured = lab.median("kernel_threads_a_thread").map(|each| {
        Evidence::measured(
            each == 1,
            format!("Each `thread::spawn` adds {each} to the kernel's count of threads."),
            format!("每次 `thread::spawn`，内核线程数加 {each}。"),
        )
    });
    let probe = Evidence::compiler(lab, "green-spawn", "thread::spawn_green", false);
    vec![Some(simulated), measured, probe]
}

fn hands_over(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let run = lab.run("sleeper-and-worker", 1);
    let slept = run.trace.events.iter().find(|event| {
        matches!(
            event.kind,
            EventKind::Blocked {
                reason: interleave_playground::BlockReason::Sleep { .. }
            }
        )
    });
    let at_once = slept.is_some_and(|slept| {
        let mut later = run.trace.events.iter().filter(|it| it.id > slept.id);
        later.any(|it| {
            it.kind == EventKind::Dispatched && it.at == slept.at && it.task != slept.task
        })
    });
    let alone = Lab::run_text(
        "use std::thread::sleep;\nuse std::time::Duration;\n\nfn main() {\n    sleep(Duration::from_millis(300));\n}\n",
        &Machine {
            cores: 1,
            ..Machine::default()
        },
    );
    let busy: u64 = alone.trace.core_use.iter().map(|it| it.busy.0).sum();
    let measured = lab.real("sleeper-and-worker", 1).map(|real| {
        let [_, end, _] = real.end_ns;
        let idle = end.saturating_sub(200 * MS);
        Evidence::new(
            Trust::Measured,
            Some(idle < 50 * MS),
            format!(
                "Of {} on one core the worker needs 0.200 s; nobody has the rest.",
                seconds(end)
            ),
            format!(
                "单核共 {}，计算只用 0.200 s，其余时间无人使用。",
                seconds(end)
            ),
        )
    });
    vec![
        Some(Evidence::simulated(
            at_once,
            "With a ready worker the core is handed over at the same instant.".to_owned(),
            "有就绪的计算线程时，核心在同一时刻移交。".to_owned(),
        )),
        Some(Evidence::simulated(
            busy > 0,
            format!(
                "A thread that sleeps alone for 0.300 s leaves the core busy for {}.",
                seconds(busy)
            ),
            format!("独自休眠 0.300 s 的线程，核心忙碌 {}。", seconds(busy)),
        )),
        measured.or_else(|| lab.unclear("sleeper-and-worker")),
    ]
}
