//! Main and child.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "main-and-child",
    title: both(
        "Main and child",
        "主线程与子线程",
    ),
    group: Group::Start,
    notes: &["P1", "T1", "C1", "C2", "C17"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Does a second core make this program faster?",
        "第二个核心会让这个程序更快吗？",
    ),
    about: both(
        "Child and main print and sleep. Look at the first row, where both print at 0, and at the end, 2.0 s: sleeping needs no core, so waits overlap. (The study notes' table says 0.5 s and 4 s, real runs 2 s.)",
        "子线程和主线程各自打印、休眠，互不等待。看首行（都在 0 秒打印）和结尾（2.0 秒）：休眠不占核心，两段等待重叠。（学习笔记的一张表写的是 0.5 秒和 4 秒；真实运行是 2 秒。）",
    ),
    drag: both(
        "Drag the child's sleep to 1000 ms: both wake at the same instants. Then open \"One core\": the order of ties changes, the end does not.",
        "把子线程的休眠拖到 1000 毫秒：两者在同一时刻醒来。再打开“单核”：变的只是同一时刻的先后，结束时间不变。",
    ),
};
