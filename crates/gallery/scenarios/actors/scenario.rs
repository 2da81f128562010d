//! An actor and its mailbox.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "actors",
    title: both(
        "An actor and its mailbox",
        "参与者与它的信箱",
    ),
    group: Group::Channels,
    notes: &["P15", "C22", "C25"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How do threads share a number without sharing it?",
        "线程如何共享一个数而不共享内存？",
    ),
    about: both(
        "One thread owns the total; the others send it messages and get answers through a channel of their own. Look at the arrows: every change goes through the mailbox, one at a time, so there is no lock.",
        "一个线程独占总数，其他线程给它发消息，并通过各自的通道收到回答。看箭头：每次修改都经过信箱、一次一个，所以不需要锁。",
    ),
    drag: both(
        "Drag the actor's work: the clients wait in line for its answers.",
        "拖动参与者的工作量：客户端排队等它回答。",
    ),
};
