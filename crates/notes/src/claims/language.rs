//! Claims about the language and its libraries, and the one about the notes' own table.

use super::{end_of, order_of, time_of};
use crate::claim::{Claim, Evidence, Trust, Verdict};

const MS: u64 = 1_000_000;

pub(super) const ALL: &[Claim] = &[
    Claim {
        id: "C17",
        notes: "000",
        says: (
            "the first lines come at 0.5 s and the program ends at 4 s (the notes' table)",
            "首行在 0.5 秒出现，程序在 4 秒结束（笔记的表格）",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "Nothing delays the first lines, and the sleeps overlap: 0 and 2.0 s.",
            "首行没有任何延迟，休眠又相互重叠：0 秒和 2.0 秒。",
        ),
        scenario: "main-and-child",
        references: &["std::thread::sleep", "std::thread::spawn"],
        evidence: |lab| {
            let late = |at: u64| at > 450 * MS;
            let mut found = time_of(lab, "main-and-child", 2, "child: 1", late);
            found.extend(end_of(lab, "main-and-child", 2, |end| end > 3_500 * MS));
            found
        },
    },
    Claim {
        id: "C21",
        notes: "002",
        says: ("Rust collects garbage", "Rust 有自动垃圾回收"),
        verdict: Verdict::DoesNotHold,
        why: (
            "Values are dropped where their owner's scope ends, at a place that the text fixes.",
            "值在所有者的作用域结束处释放，位置由源代码决定。",
        ),
        scenario: "drops-in-order",
        references: &[
            "std::ops::Drop",
            "The Rust Programming Language, chapter 4.1",
        ],
        evidence: |lab| {
            let scoped = |is_at_once: bool| !is_at_once;
            let inner = ["inner is dropped", "main still has outer"];
            let mut found = order_of(lab, "drops-in-order", inner, scoped);
            let moved = ["moved is dropped", "main still has outer"];
            found.extend(order_of(lab, "drops-in-order", moved, scoped));
            found
        },
    },
    Claim {
        id: "C22",
        notes: "002",
        says: (
            "Rust's concurrency is built on actors",
            "Rust 的并发基于 actor 模型",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "std has threads, locks, atomics and channels; an actor is something that one writes with them.",
            "标准库提供线程、锁、原子量和通道；actor 是用它们自己写出来的。",
        ),
        scenario: "actors",
        references: &["std::sync", "std::thread"],
        evidence: |lab| {
            let counted = lab.run("shared-counter", 2).at("count: 6").is_some();
            vec![
                Evidence::compiler(lab, "std-actor", "use std::actor::Actor", true),
                Some(Evidence::simulated(
                    !counted,
                    "Threads share a counter behind a lock, without any message.".to_owned(),
                    "多个线程用锁共享计数器，不发任何消息。".to_owned(),
                )),
                lab.real("shared-counter", 2).map(|real| {
                    let counted = real.line("count: 6").is_some();
                    Evidence::measured(
                        !counted,
                        format!("The same in {} real runs.", real.runs),
                        format!("{} 次真实运行同样如此。", real.runs),
                    )
                }),
            ]
        },
    },
    Claim {
        id: "C24",
        notes: "002",
        says: ("async-std is a part of std", "async-std 属于标准库"),
        verdict: Verdict::DoesNotHold,
        why: (
            "std has the `Future` trait and no runtime; async-std and tokio are crates.",
            "标准库只有 `Future` trait，没有运行时；async-std 和 tokio 都是外部库。",
        ),
        scenario: "task-beside-main",
        references: &["std::future", "std::task", "tokio"],
        evidence: |lab| {
            vec![
                Evidence::compiler(lab, "std-async-std", "use std::async_std", true),
                Some(Evidence::new(
                    Trust::Simulated,
                    None,
                    "Scenarios with std's futures bring an executor of their own.".to_owned(),
                    "只用标准库 future 的场景都自带执行器。".to_owned(),
                )),
            ]
        },
    },
    Claim {
        id: "C25",
        notes: "002",
        says: (
            "threads cannot talk to each other directly",
            "不同线程之间无法直接通信",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "Threads share one address space: channels, locks and atomics are all direct.",
            "线程共享同一地址空间：通道、锁、原子量都是直接通信。",
        ),
        scenario: "many-senders",
        references: &["std::sync::mpsc", "std::sync::Mutex"],
        evidence: |lab| {
            let mut found = time_of(lab, "many-senders", 2, "got a from 1", |_| false);
            found.extend(time_of(lab, "actors", 2, "total: 6", |_| false));
            found
        },
    },
    Claim {
        id: "C26",
        notes: "004",
        says: (
            "std has a pool of threads, `std::net::ThreadPool`",
            "标准库有线程池 `std::net::ThreadPool`",
        ),
        verdict: Verdict::DoesNotHold,
        why: (
            "There is no such type: a pool is written by hand or comes from a crate such as rayon.",
            "没有这个类型：线程池要自己写，或用 rayon 这样的库。",
        ),
        scenario: "thread-pool",
        references: &["std::net", "The Rust Programming Language, chapter 21.2"],
        evidence: |lab| {
            let mut found = vec![Evidence::compiler(
                lab,
                "net-thread-pool",
                "use std::net::ThreadPool",
                true,
            )];
            let refused = interleave_playground::execute(
                "use std::net::ThreadPool;\nfn main() {}\n",
                &Default::default(),
                "",
            );
            found.push(Some(Evidence::simulated(
                refused.is_ok(),
                "The simulation, too, knows no such name.".to_owned(),
                "模拟器同样不认识这个名字。".to_owned(),
            )));
            found
        },
    },
];
