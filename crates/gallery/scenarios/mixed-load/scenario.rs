//! Waiting and working, four ways.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "mixed-load",
    title: both(
        "Waiting and working, four ways",
        "又等又算，四种方式",
    ),
    group: Group::Runtimes,
    notes: &["T6", "T3", "C8", "C13"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Which scheduler suits a mixed load?",
        "混合负载适合哪种调度？",
    ),
    about: both(
        "Two waiters and two workers. Open \"Compare\": the event loop overlaps the waits but does the work in a line; M:N does both on few threads; std itself offers only the first two, a thread each.",
        "两个等待者，两个计算者。打开“对比”：事件循环能重叠等待，计算却排成一队；M:N 用少量线程兼顾两者；标准库本身只提供前两种，一个任务一个系统线程。",
    ),
    drag: both(
        "Drag the work down to 10 ms: the event loop catches up. Drag the cores: it does not care.",
        "把工作量拖到 10 毫秒：事件循环追上来了。再拖核心数：它无动于衷。",
    ),
};
