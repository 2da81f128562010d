//! A thread beside main.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "beside-main",
    title: both(
        "A thread beside main",
        "与主线程并行的线程",
    ),
    group: Group::Start,
    notes: &["P4", "T8"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does join do when the thread has already ended?",
        "线程已经结束时，join 会做什么？",
    ),
    about: both(
        "The child sleeps one second while main sleeps two. Look at main's join: the child has long ended, so it returns at once, and the run lasts as long as the longer sleep.",
        "子线程休眠一秒，主线程休眠两秒。看主线程的 join：子线程早已结束，所以立即返回，总时间等于较长的那次休眠。",
    ),
    drag: both(
        "Drag the child's sleep beyond main's: now main waits in join, and you see for how long.",
        "把子线程的休眠拖得比主线程还长：现在主线程要在 join 里等，等多久一目了然。",
    ),
};
