//! Dropped at the brace.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "drops-in-order",
    title: both(
        "Dropped at the brace",
        "到花括号就释放",
    ),
    group: Group::Endings,
    notes: &["C21"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Who frees memory when nobody collects garbage?",
        "没有垃圾回收，谁来释放内存？",
    ),
    about: both(
        "Each value says when it is dropped. Look at the lines: the inner one goes at the inner brace, the one that moved into the thread when the thread ends, the outer one last. No collector decides.",
        "每个值都说出自己何时被释放。看输出：里层的到里层花括号为止，移入线程的随线程结束，外层的最后。没有回收器来决定。",
    ),
    drag: both(
        "Drag the thread's sleep to 0 ms: only the moved value's line moves. Then put `drop(outer);` first.",
        "把线程的休眠拖到 0 毫秒：只有被移走的值那一行移动。再把 `drop(outer);` 放到最前面。",
    ),
};
