//! Two locks in two orders.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "two-locks",
    title: both(
        "Two locks in two orders",
        "两把锁，两种顺序",
    ),
    group: Group::Locks,
    notes: &["P14"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How do two threads come to wait for each other?",
        "两个线程怎么会互相等待？",
    ),
    about: both(
        "Ann takes the fork, then the knife; Ben the knife, then the fork. A real run hangs. Look at the end: who holds what, who waits for what, and in which lines.",
        "Ann 先拿叉再拿刀，Ben 先拿刀再拿叉。真实运行会卡住。看结尾：谁持有什么、谁在等什么、在哪几行。",
    ),
    drag: both(
        "Drag one sleep to 0 ms: the same program may now end well. Then give both the same order of locks.",
        "把其中一个休眠拖到 0 毫秒：同一个程序就可能顺利结束。再让两者以相同的顺序加锁。",
    ),
};
