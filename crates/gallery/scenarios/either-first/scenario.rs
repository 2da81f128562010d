//! Either may be first.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "either-first",
    title: both(
        "Either may be first",
        "谁先都有可能",
    ),
    group: Group::Cores,
    notes: &["C6"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Is the order of these lines the same in every run?",
        "每次运行，这些行的顺序都一样吗？",
    ),
    about: both(
        "Two threads print two lines each with nothing to hold them back. The timeline shows one order; open \"All outcomes\": there are six, because each thread keeps its own order and nothing else is promised.",
        "两个线程各打印两行，没有任何约束。时间线只显示一种顺序；打开“所有结局”，共有六种：每个线程内部有先后，此外没有任何保证。",
    ),
    drag: both(
        "Move `a.join()` up before the second spawn: one order is left.",
        "把 `a.join()` 移到第二个 spawn 之前：只剩一种顺序。",
    ),
};
