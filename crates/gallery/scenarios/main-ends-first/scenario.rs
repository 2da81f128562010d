//! Main ends first.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "main-ends-first",
    title: Bilingual {
        en: "Main ends first",
        zh: "主线程先结束",
    },
    about: Bilingual {
        en: "Main does not join its child. When main returns, the process ends and takes the child with it, in the middle of its sleep.\n\nThe child's last lines never appear, and nothing in the child is dropped.",
        zh: "主线程没有 join 子线程。main 一返回，进程就结束，正在休眠的子线程也随之消失。\n\n子线程最后的几行永远不会出现，它的变量也不会被析构。",
    },
    question: Bilingual {
        en: "What happens to a running child when main returns?",
        zh: "main 返回时，还在运行的子线程会怎样？",
    },
    drag: Bilingual {
        en: "Drag main's sleep: each step lets one more line of the child through.",
        zh: "拖动主线程的休眠：每多一点，就多放出子线程的一行。",
    },
    group: Group::Endings,
    notes: &["P13"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
