//! A child without sleep.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "one-child",
    title: both(
        "A child without sleep",
        "不休眠的子线程",
    ),
    group: Group::Start,
    notes: &["P2"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How many lines does `1..10` print?",
        "`1..10` 会打印几行？",
    ),
    about: both(
        "One child prints as fast as it can while main waits in join. Nothing here takes time, so all lines stand at one instant; count them: `1..10` stops before 10.",
        "一个子线程以最快的速度打印，主线程在 join 中等待。这里什么都不花时间，所有行都在同一时刻；数一数：`1..10` 不包含 10。",
    ),
    drag: both(
        "Drag the rounds, then switch the costs to typical: now each instruction takes its time and the lines spread out.",
        "拖动轮数，再把开销换成“典型”：每条指令都要花时间，各行就散开了。",
    ),
};
