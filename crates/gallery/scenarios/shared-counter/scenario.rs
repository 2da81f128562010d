//! A counter behind a lock.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "shared-counter",
    title: both(
        "A counter behind a lock",
        "锁后面的计数器",
    ),
    group: Group::Locks,
    notes: &["P12"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Why do more cores not make this faster?",
        "为什么多几个核心也不会更快？",
    ),
    about: both(
        "Three threads add to one counter, twice each, and work 50 ms while they hold the lock. Look at who waits for whom: the lock lets one in at a time, so it is 300 ms on any number of cores.",
        "三个线程各给同一个计数器加两次，持锁期间干 50 毫秒的活。看谁在等谁：锁一次只放一个进来，所以几个核心都是 300 毫秒。",
    ),
    drag: both(
        "Drag the threads and the work; then move the work above the `lock` line and watch the lanes overlap.",
        "拖动线程数和工作量；再把干活的那行移到 `lock` 之前，看泳道如何重叠。",
    ),
};
