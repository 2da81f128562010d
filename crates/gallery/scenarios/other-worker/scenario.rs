//! Resumed on another worker.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "other-worker",
    title: both(
        "Resumed on another worker",
        "在另一个工作线程上恢复",
    ),
    group: Group::Runtimes,
    notes: &["P5", "C11"],
    difficulty: 3,
    source: include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Does a task stay on its thread?",
        "任务会一直待在同一个线程上吗？",
    ),
    about: both(
        "Two workers, one task that naps while others keep the workers busy. Look at its lane by core: after an await it may go on upon the other worker, because whichever is free takes it.",
        "两个工作线程，一个小睡的任务，其余任务让工作线程忙碌。按核查看它的泳道：await 之后它可能在另一个工作线程上继续，谁空闲谁接手。",
    ),
    drag: both(
        "Drag the busy tasks' work: it decides which worker is free when the nap ends.",
        "拖动忙碌任务的工作量：它决定小睡结束时哪个工作线程空闲。",
    ),
};
