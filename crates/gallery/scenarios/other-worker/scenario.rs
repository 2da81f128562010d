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
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Does a task stay on its thread?",
        "任务会一直待在同一个线程上吗？",
    ),
    about: both(
        "Two workers, one task that naps while others keep the workers busy. Choose lanes by \"worker\": after an await the napper may go on upon the other one, because whichever is free takes it.",
        "两个工作线程，一个小睡的任务，其余任务让工作线程忙碌。把泳道改为按“工作线程”：await 之后，它可能在另一个工作线程上继续，谁空闲谁接手。",
    ),
    drag: both(
        "Drag the busy tasks' work: it decides which worker is free when the nap ends.",
        "拖动忙碌任务的工作量：它决定小睡结束时哪个工作线程空闲。",
    ),
};
