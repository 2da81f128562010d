//! A sleeper and a worker.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "sleeper-and-worker",
    title: both(
        "A sleeper and a worker",
        "一个休眠，一个干活",
    ),
    group: Group::Cores,
    notes: &["C3", "C27"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Who gets the core while a thread sleeps?",
        "线程休眠时，核心给了谁？",
    ),
    about: both(
        "On one core, look at where the sleeper's dots meet the worker's bar: the sleep frees the core and the worker takes it at once. When the worker is done, the core stays idle: nobody else could run.",
        "选单核，看休眠者的圆点与工作者的实条：休眠让出核心，工作者立即用上。工作者做完以后核心就空着：没有别人可运行。",
    ),
    drag: both(
        "Drag the work: as long as it fits into the sleep, the run does not get longer.",
        "拖动工作量：只要放得进休眠时间，总时间就不变。",
    ),
};
