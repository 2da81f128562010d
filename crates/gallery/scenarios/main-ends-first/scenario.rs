//! Main ends first.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "main-ends-first",
    title: both(
        "Main ends first",
        "主线程先结束",
    ),
    group: Group::Endings,
    notes: &["P13"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What happens to a running child when main returns?",
        "main 返回时，还在运行的子线程会怎样？",
    ),
    about: both(
        "Main does not join its child. Look at the end: when main returns, the process ends and takes the child with it in the middle of its sleep. Its last lines never appear.",
        "主线程没有 join 子线程。看结尾：main 一返回，进程就结束，正在休眠的子线程随之消失，它最后几行永远不会出现。",
    ),
    drag: both(
        "Drag main's sleep: each step lets one more line of the child through.",
        "拖动主线程的休眠：每多一点，就多放出子线程的一行。",
    ),
};
