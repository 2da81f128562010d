//! Claims about futures, tasks, executors and tokio.

use std::collections::BTreeSet;

use interleave_playground::{EventKind, Machine, find_scenario};

use super::{end_of, order_of, time_of};
use crate::claim::{Claim, Evidence, Trust, Verdict};
use crate::lab::Lab;
use crate::units::{memory, seconds, time};

const MS: u64 = 1_000_000;

pub(super) const ALL: &[Claim] = &[
    Claim {
        id: "C10",
        notes: "001",
        says: (
            "`std::thread::sleep` in a task blocks the whole executor, an async sleep does not",
            "任务里的 `std::thread::sleep` 会卡住整个执行器，异步休眠不会",
        ),
        verdict: Verdict::Holds,
        why: (
            "A poll that does not return keeps its worker; with one worker that is everybody.",
            "不返回的 poll 一直占着工作线程；只有一个工作线程时，所有任务都被卡住。",
        ),
        scenario: "blocking-sleep",
        references: &["tokio::time::sleep", "tokio::task, “Blocking and Yielding”"],
        evidence: blocked_executor,
    },
    Claim {
        id: "C11",
        notes: "001",
        says: (
            "a task may resume on another worker",
            "任务可能在另一个工作线程上恢复",
        ),
        verdict: Verdict::Holds,
        why: (
            "On a runtime with several workers whichever is free polls it next.",
            "多个工作线程的运行时里，谁空闲就由谁来 poll。",
        ),
        scenario: "other-worker",
        references: &["tokio::runtime, “Multi threaded runtime behavior at the time of writing”"],
        evidence: other_worker,
    },
    Claim {
        id: "C12",
        notes: "001",
        says: ("switching tasks needs no kernel", "任务切换不需要内核"),
        verdict: Verdict::Holds,
        why: (
            "The kernel counts no context switch for it, and it takes a fraction of a thread's.",
            "内核不计入上下文切换，耗时也只是线程切换的零头。",
        ),
        scenario: "executor-loop",
        references: &["std::future::Future::poll", "tokio::task::yield_now"],
        evidence: no_kernel,
    },
    Claim {
        id: "C13",
        notes: "004",
        says: (
            "concurrency is a capability, parallelism a means",
            "并发是一种能力，并行是一种手段",
        ),
        verdict: Verdict::Holds,
        why: (
            "The same program copes with all its threads on one core; more cores only make it faster.",
            "同一个程序在单核上也能应付所有线程；更多核心只是让它更快。",
        ),
        scenario: "three-workers",
        references: &["The Rust Programming Language, chapter 17"],
        evidence: |lab| {
            let mut found = end_of(lab, "three-workers", 1, |end| end > 590 * MS);
            found.extend(end_of(lab, "three-workers", 2, |end| end < 550 * MS));
            found
        },
    },
    Claim {
        id: "C18",
        notes: "001",
        says: (
            "stackless futures are green threads",
            "无栈 future 就是绿色线程",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "A green thread has a stack and starts by itself; a future is a value that runs only while polled.",
            "绿色线程有自己的栈，会自行开始；future 只是一个值，被 poll 时才运行。",
        ),
        scenario: "lazy-future",
        references: &[
            "std::future::Future",
            "RFC 230 (green threads removed from std)",
        ],
        evidence: |lab| {
            let lines = ["nothing has happened yet", "hello, ann"];
            let mut found = order_of(lab, "lazy-future", lines, |is_lazy| !is_lazy);
            found.push(size_of_task(lab));
            found
        },
    },
    Claim {
        id: "C19",
        notes: "001",
        says: (
            "futures switch by saving registers and swapping stacks",
            "future 通过保存寄存器、交换栈来切换",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "That is how stackful coroutines switch; a future returns from `poll`, and its state is a value.",
            "那是有栈协程的做法；future 是从 `poll` 返回，状态保存在值里。",
        ),
        scenario: "states-of-a-future",
        references: &["std::future::Future::poll", "std::task::Poll"],
        evidence: |lab| {
            // Main's line between the two halves: `poll` has returned.
            let lines = ["Pending", "  after the await, a = 1"];
            order_of(lab, "states-of-a-future", lines, |has_returned| {
                !has_returned
            })
        },
    },
    Claim {
        id: "C20",
        notes: "001",
        says: (
            "tokio has I/O threads beside its workers",
            "tokio 在工作线程之外还有 I/O 线程",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "Sockets and timers are driven by the workers; files go to the blocking pool, as `spawn_blocking` does.",
            "套接字和定时器由工作线程驱动；文件操作与 `spawn_blocking` 一样走阻塞线程池。",
        ),
        scenario: "spawn-blocking",
        references: &["tokio::fs", "tokio::task::spawn_blocking", "tokio::runtime"],
        evidence: no_io_threads,
    },
    Claim {
        id: "C23",
        notes: "002",
        says: (
            "Rust's coroutines are experimental and need unstable features",
            "Rust 的协程还在实验阶段，需要 unstable",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "`async fn` and `.await` are stable since Rust 1.39; only the general `Coroutine` trait is not.",
            "`async fn` 与 `.await` 自 Rust 1.39 起稳定；不稳定的只是通用的 `Coroutine` trait。",
        ),
        scenario: "states-of-a-future",
        references: &["Rust 1.39.0 release notes", "std::ops::Coroutine"],
        evidence: |lab| {
            let mut found = vec![Evidence::compiler(lab, "async-fn", "async fn", false)];
            let run = lab.run("states-of-a-future", 2);
            let ended = run.at("Ready(3)").is_some();
            found.push(Some(Evidence::simulated(
                !ended,
                "An async function runs to its end, without any feature gate.".to_owned(),
                "async 函数运行到底，不需要任何特性开关。".to_owned(),
            )));
            found
        },
    },
];

fn blocked_executor(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let mut found = time_of(lab, "blocking-sleep", 2, "tick 1", |at| at > 450 * MS);
    let source = find_scenario("blocking-sleep").map_or("", |scenario| scenario.source());
    let first_tick = |from: &str, to: &str| {
        let changed = source.replace(from, to);
        Lab::run_text(&changed, &Machine::default()).at("tick 1")
    };
    let rude = "thread::sleep(Duration::from_millis(500));";
    let polite = "sleep(Duration::from_millis(500)).await;";
    found.push(first_tick(rude, polite).map(|at| {
        Evidence::simulated(
            at < 150 * MS,
            format!(
                "With tokio's sleep instead, `tick 1` comes at {}.",
                seconds(at)
            ),
            format!("换成 tokio 的休眠，`tick 1` 在 {} 出现。", seconds(at)),
        )
    }));
    let two = "worker_threads = 2";
    found.push(first_tick("flavor = \"current_thread\"", two).map(|at| {
        Evidence::new(
            Trust::Simulated,
            None,
            format!(
                "With a second worker it comes at {}: only one is blocked.",
                seconds(at)
            ),
            format!("有第二个工作线程时在 {} 出现：只卡住一个。", seconds(at)),
        )
    }));
    found
}

fn other_worker(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let run = lab.run("other-worker", 2);
    let mut tasks = run.trace.tasks.iter();
    let napper = tasks.find(|task| task.label == "napper").map(|it| it.id);
    let workers: BTreeSet<_> = run
        .trace
        .events
        .iter()
        .filter(|event| napper == Some(event.task))
        .filter(|event| event.kind == EventKind::Dispatched)
        .filter_map(|event| event.worker)
        .collect();
    let workers = workers.len();
    let measured = lab.median("tokio_tasks_moved").map(|moved| {
        Evidence::measured(
            moved > 0,
            format!("Of 1000 tokio tasks that nap, {moved} go on upon another thread."),
            format!("1000 个小睡的 tokio 任务中，{moved} 个在另一个线程上继续。"),
        )
    });
    vec![
        Some(Evidence::simulated(
            workers > 1,
            format!("The napping task is polled by {workers} workers in turn."),
            format!("小睡的任务先后由 {workers} 个工作线程 poll。"),
        )),
        measured,
    ]
}

fn no_kernel(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let run = lab.run("executor-loop", 1);
    let main = run.trace.tasks.first().map(|main| main.id);
    let lines = ["ann: first poll", "ben: first poll"].map(|line| run.at(line));
    let left = run.trace.events.iter().filter(|event| {
        Some(event.task) == main
            && matches!(event.kind, EventKind::Descheduled { .. })
            && Some(event.at.0) < lines[1]
    });
    let between = left.count();
    let per_thousand = |name: &str| lab.median(name);
    let counted = per_thousand("kernel_switches_a_task_switch").map(|switches| {
        Evidence::measured(
            switches < 10,
            format!("1000 switches between tokio tasks: the kernel counts {switches}."),
            format!("tokio 任务切换 1000 次：内核计数 {switches}。"),
        )
    });
    let threads = per_thousand("kernel_switches_a_thread_switch").map(|switches| {
        Evidence::new(
            Trust::Measured,
            None,
            format!("1000 hand-overs between threads: the kernel counts {switches}."),
            format!("线程交接 1000 次：内核计数 {switches}。"),
        )
    });
    let times = per_thousand("task_switch").zip(per_thousand("thread_switch"));
    let faster = times.map(|(task, thread)| {
        let (short, long) = (time(task), time(thread));
        Evidence::measured(
            task * 5 < thread,
            format!("A task switch takes {short}, a thread switch {long}."),
            format!("任务切换 {short}，线程切换 {long}。"),
        )
    });
    vec![
        Some(Evidence::simulated(
            between == 0,
            format!(
                "Between the first polls of the two tasks main leaves its core {between} times."
            ),
            format!("两个任务的首次 poll 之间，主线程离开核心 {between} 次。"),
        )),
        counted,
        threads,
        faster,
    ]
}

fn size_of_task(lab: &Lab<'_>) -> Option<Evidence> {
    let (task, stack) = (
        lab.median("task_resident")?,
        lab.median("thread_address_space")?,
    );
    let (task_text, stack_text) = (memory(u128::from(task)), memory(u128::from(stack)));
    Some(Evidence::measured(
        task > stack,
        format!("A waiting tokio task takes {task_text}, a thread's stack {stack_text}."),
        format!("等待中的 tokio 任务占 {task_text}，线程栈 {stack_text}。"),
    ))
}

fn no_io_threads(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let beside = lab.median("tokio_threads_beside_workers").map(|beside| {
        Evidence::measured(
            beside > 0,
            format!("With timers and a listening socket tokio has {beside} threads beside main and its workers."),
            format!("有定时器和监听套接字时，除主线程和工作线程外 tokio 有 {beside} 个线程。"),
        )
    });
    let after = lab.median("tokio_threads_after_file_read").map(|after| {
        Evidence::new(
            Trust::Measured,
            None,
            format!("After `tokio::fs::read` there is {after} more: the blocking pool's."),
            format!("`tokio::fs::read` 之后多出 {after} 个：属于阻塞线程池。"),
        )
    });
    let run = lab.run("task-beside-main", 2);
    let workers: BTreeSet<_> = run.trace.events.iter().filter_map(|it| it.worker).collect();
    let workers = workers.len();
    vec![
        beside,
        after,
        Some(Evidence::simulated(
            workers > 1,
            format!("A current-thread runtime with timers and two tasks runs on {workers} thread."),
            format!("带定时器和两个任务的 current-thread 运行时只用 {workers} 个线程。"),
        )),
    ]
}
