//! Two permits for four.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "permits",
    title: both(
        "Two permits for four",
        "四个人，两张许可",
    ),
    group: Group::Locks,
    notes: &["P15"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How do you let at most two in?",
        "怎样最多只放两个进来？",
    ),
    about: both(
        "std has no stable semaphore; a mutex and a condition variable make one. Look at the lanes: four visitors, but never more than two inside; each leaver wakes one who waits.",
        "标准库没有稳定的信号量；用互斥锁加条件变量就能做一个。看泳道：四个访客，里面从不超过两个；每离开一个，就唤醒一个等待者。",
    ),
    drag: both(
        "Change the permits to 1, then to 4: from one after the other to all at once.",
        "把许可数改成 1，再改成 4：从一个接一个到全部同时。",
    ),
};
