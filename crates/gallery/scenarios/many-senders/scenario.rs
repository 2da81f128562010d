//! Many senders, one receiver.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "many-senders",
    title: both(
        "Many senders, one receiver",
        "多个发送端，一个接收端",
    ),
    group: Group::Channels,
    notes: &["P11", "C9", "C25"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "When does the receiving loop end?",
        "接收循环何时结束？",
    ),
    about: both(
        "Three threads talk to main through one channel. Look at the end: the channel closes when the last sender is dropped, and main dropped its own first.",
        "三个线程通过一个通道与主线程通信。看结尾：最后一个发送端被丢弃时通道关闭，而主线程事先丢弃了自己的那个。",
    ),
    drag: both(
        "Delete the line `drop(tx);`: main waits for ever, a deadlock that the timeline names.",
        "删去 `drop(tx);` 这一行：主线程永远等下去，时间线会指出这个死锁。",
    ),
};
