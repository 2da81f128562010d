//! A future by hand.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "future-by-hand",
    title: both(
        "A future by hand",
        "手写的 future",
    ),
    group: Group::Futures,
    notes: &["P10"],
    difficulty: 3,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Who calls `poll` the second time, and why?",
        "谁第二次调用 `poll`，为什么？",
    ),
    about: both(
        "The first poll starts a timer thread, keeps the waker and returns Pending; main parks. Look at the arrow at 300 ms: the timer calls `wake`, which unparks main, and main polls again.",
        "第一次 poll 启动一个计时线程，留下 waker 并返回 Pending，主线程随即 park。看 300 毫秒处的箭头：计时线程调用 `wake`，唤醒主线程再次 poll。",
    ),
    drag: both(
        "Drag the timer's sleep. Then delete the line with `wake`: main sleeps for ever, and the end says so.",
        "拖动计时线程的休眠。再删去带 `wake` 的那一行：主线程永远睡下去，结尾会说明。",
    ),
};
