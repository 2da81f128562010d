//! Ping and pong.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "ping-pong",
    title: both(
        "Ping and pong",
        "你来我往",
    ),
    group: Group::Scale,
    notes: &["T7", "C12", "C15"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does one switch of threads cost?",
        "一次线程切换要花多少时间？",
    ),
    about: both(
        "Two threads hand a number to and fro. On one core each hand-over is a context switch. Set costs to typical and look at the metrics: switches, and the time that went into them.",
        "两个线程把一个数传来传去。单核时每次传递就是一次上下文切换。把开销设为“典型”，看指标：切换次数，以及花在切换上的时间。",
    ),
    drag: both(
        "Choose \"Event loop\": as many hand-overs, each some tens of nanoseconds, because the kernel is not asked.",
        "选“事件循环”：传递次数相同，每次只要几十纳秒，因为不经过内核。",
    ),
};
