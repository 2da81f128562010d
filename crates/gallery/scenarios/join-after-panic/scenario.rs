//! Join after a panic.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "join-after-panic",
    title: both(
        "Join after a panic",
        "panic 之后的 join",
    ),
    group: Group::Endings,
    notes: &["P3", "P13", "C4"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does join return when the thread has panicked?",
        "线程 panic 之后，join 返回什么？",
    ),
    about: both(
        "One child divides by zero 200 ms in. Look at main: join blocks until the child has ended, then returns `Err` instead of a value. The panic ends its own thread only; main goes on.",
        "一个子线程在 200 毫秒时除以零。看主线程：join 一直阻塞到子线程结束，然后返回 `Err` 而不是值。panic 只结束自己的线程，主线程继续。",
    ),
    drag: both(
        "Change the divisor to 5: join returns `Ok(20)`. Or add `.unwrap()` to the join: now main panics too.",
        "把除数改成 5：join 返回 `Ok(20)`。或者给 join 加上 `.unwrap()`：主线程也会 panic。",
    ),
};
