//! A future is not a thread.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "lazy-future",
    title: both(
        "A future is not a thread",
        "future 不是线程",
    ),
    group: Group::Futures,
    notes: &["P7", "C18"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What runs when you call an async function?",
        "调用一个 async 函数时，运行了什么？",
    ),
    about: both(
        "Look at the first lines: calling `greet` prints nothing. A future is a value with no thread and no stack of its own; it runs only inside somebody's `poll`, on that thread's stack.",
        "看最初几行：调用 `greet` 什么也没打印。future 只是一个值，没有线程，也没有自己的栈；只有在别人调用 `poll` 时，才在那个线程的栈上运行。",
    ),
    drag: both(
        "Delete the line with `poll`: nobody greets. Then spawn a thread that calls `println!` instead: that one starts by itself.",
        "删去带 `poll` 的那一行：没人打招呼。再换成启动一个调用 `println!` 的线程：它自己就会开始。",
    ),
};
