//! A pool of threads.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "thread-pool",
    title: both(
        "A pool of threads",
        "线程池",
    ),
    group: Group::Locks,
    notes: &["P12", "C26"],
    difficulty: 3,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Who runs the next job?",
        "下一个任务由谁来做？",
    ),
    about: both(
        "std has no thread pool, so here is one: `new(n)` starts workers, `execute` sends a closure into a channel that they share behind a lock. Look at the lanes: whoever is idle picks the next job.",
        "标准库没有线程池，这里自己写一个：`new(n)` 启动若干工作线程，`execute` 把闭包送进它们共享的（加锁的）通道。看泳道：谁空闲谁取下一个任务。",
    ),
    drag: both(
        "Drag the workers from 1 to 4: the same four jobs, packed tighter.",
        "把工作线程数从 1 拖到 4：同样四个任务，排得更紧。",
    ),
};
