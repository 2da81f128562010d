//! A lost update.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "lost-update",
    title: both(
        "A lost update",
        "丢失的更新",
    ),
    group: Group::Locks,
    notes: &["P14"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Can two additions count as one?",
        "两次加一会只算一次吗？",
    ),
    about: both(
        "Each thread reads the counter, then writes back one more. The default run says 2; open \"All outcomes\" and choose the other one: both read 0, both write 1. No data race, and wrong all the same.",
        "每个线程先读计数器，再写回加一的值。默认运行得到 2；打开“所有结局”，选另一种：两者都读到 0，都写回 1。没有数据竞争，照样出错。",
    ),
    drag: both(
        "Replace load and store by `COUNTER.fetch_add(1, SeqCst)`: one outcome is left.",
        "把读和写换成 `COUNTER.fetch_add(1, SeqCst)`：只剩一种结局。",
    ),
};
