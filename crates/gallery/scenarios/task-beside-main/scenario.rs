//! A task beside main.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "task-beside-main",
    title: both(
        "A task beside main",
        "与主任务并行的任务",
    ),
    group: Group::Executor,
    notes: &["P5", "T5", "T8", "C24"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How do two waits overlap on one thread?",
        "一个线程上，两段等待如何重叠？",
    ),
    about: both(
        "The program of \"A thread beside main\" on tokio, a library from outside std. Look at the lanes: both wait at once, and the run still takes 2 s, with a single thread that polls now one, now the other.",
        "“与主线程并行的线程”的 tokio 版；tokio 是标准库之外的库。看泳道：两者同时等待，总共仍是 2 秒，却只有一个线程，一会儿 poll 这个，一会儿 poll 那个。",
    ),
    drag: both(
        "Drag the task's sleep beyond main's: now `handle.await` waits.",
        "把任务的休眠拖得比主任务长：现在轮到 `handle.await` 等待。",
    ),
};
