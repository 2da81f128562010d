//! The states of an async function.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "states-of-a-future",
    title: both(
        "The states of an async function",
        "async 函数的状态",
    ),
    group: Group::Futures,
    notes: &["P7", "C19", "C23"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Where does an async function go on after an await?",
        "await 之后，async 函数从哪里继续？",
    ),
    about: both(
        "`example` has three states: start, after the first await, completed. Look at the lines: each poll runs it to the next await and returns; the next poll goes on from there. No registers are saved, no stack is swapped.",
        "`example` 有三个状态：开始、第一个 await 之后、完成。看输出：每次 poll 运行到下一个 await 就返回，下次从那里继续。没有保存寄存器，也没有换栈。",
    ),
    drag: both(
        "Change `NotYet(1)` to 3: two more polls, and the locals stay where they were.",
        "把 `NotYet(1)` 改成 3：多 poll 两次，局部变量原封不动。",
    ),
};
