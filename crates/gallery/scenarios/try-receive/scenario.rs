//! Receiving without waiting.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "try-receive",
    title: both(
        "Receiving without waiting",
        "不等待的接收",
    ),
    group: Group::Channels,
    notes: &["P11"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does `try_recv` say when there is nothing?",
        "没有消息时，`try_recv` 返回什么？",
    ),
    about: both(
        "The receiver looks into the channel every 100 ms. Look at its three answers: a value, `Empty` while a sender lives, `Disconnected` once the last one is gone. It never blocks in the channel, only in its own sleep.",
        "接收者每 100 毫秒看一眼通道。看三种回答：一个值；还有发送端时是 `Empty`；最后一个发送端消失后是 `Disconnected`。它从不阻塞在通道上，只在自己的休眠里等。",
    ),
    drag: both(
        "Drag the receiver's sleep down: more looks in vain for the same two messages.",
        "把接收者的休眠拖小：同样两条消息，白看的次数更多。",
    ),
};
