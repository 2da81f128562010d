//! Connecting, step by step.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "connect",
    title: both(
        "Connecting, step by step",
        "一步步建立连接",
    ),
    group: Group::Executor,
    notes: &["P6", "T5"],
    difficulty: 3,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What happens between `connect` and the second poll?",
        "从 `connect` 到第二次 poll，发生了什么？",
    ),
    about: both(
        "A network that lives in a thread answers after two delays. Follow the six steps: first poll, DNS, connecting, readiness, wake, second poll. Meanwhile main's thread is parked: it waits without a core.",
        "网络由一个线程扮演，经过两段延迟后作答。跟着六步看：首次 poll、DNS、建立连接、就绪、唤醒、第二次 poll。这期间主线程一直 park：等待不占核心。",
    ),
    drag: both(
        "Drag the two delays, the network's name look-up and its round trip: only the waiting grows.",
        "拖动两段延迟（查名字与往返）：变长的只有等待。",
    ),
};
