//! An executor's loop.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "executor-loop",
    title: both(
        "An executor's loop",
        "执行器的循环",
    ),
    group: Group::Executor,
    notes: &["P9", "T5", "C12"],
    difficulty: 3,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does an executor do all day?",
        "执行器整天在做什么？",
    ),
    about: both(
        "Poll whoever is ready; when nobody is, wait for an event. Look at main's lane: two tasks take turns on one thread, and going from one to the other is a return and a call, not a switch of threads.",
        "谁就绪就 poll 谁；都没就绪，就等待事件。看主线程的泳道：两个任务在一个线程上交替，换一个任务只是一次返回加一次调用，不是线程切换。",
    ),
    drag: both(
        "Drag one task's nap to match the other's: both wake at one instant, and the queue decides who is first.",
        "把一个任务的小睡拖到与另一个相同：两者同时醒来，先后由队列决定。",
    ),
};
