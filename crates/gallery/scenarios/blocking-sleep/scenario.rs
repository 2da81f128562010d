//! A sleep that blocks everybody.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "blocking-sleep",
    title: both(
        "A sleep that blocks everybody",
        "一个卡住所有人的休眠",
    ),
    group: Group::Blocking,
    notes: &["P8", "C10"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Why does the ticker stop?",
        "为什么计时器停了？",
    ),
    about: both(
        "The ticker awaits 100 ms each time. Look at its lane between 0 and 500 ms: the other task calls `std::thread::sleep`, which never returns to the executor, so the only thread sleeps and nobody is polled.",
        "计时器每次 await 100 毫秒。看它在 0 到 500 毫秒之间的泳道：另一个任务调用了 `std::thread::sleep`，没有回到执行器，唯一的线程睡着了，谁也得不到 poll。",
    ),
    drag: both(
        "Replace the line by `sleep(Duration::from_millis(500)).await;`: the ticks come through.",
        "把那一行换成 `sleep(Duration::from_millis(500)).await;`：滴答声就出来了。",
    ),
};
