//! A hundred sleepers.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "many-sleepers",
    title: both(
        "A hundred sleepers",
        "一百个休眠者",
    ),
    group: Group::Scale,
    notes: &["T4", "T5", "C14", "C16"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "What does waiting cost?",
        "等待要花多少代价？",
    ),
    about: both(
        "A hundred threads sleep for one second at once. Look at the metrics: next to no CPU time, one switch each; the price is memory, 2 MiB of address space per stack. The tables of \"The notes, checked\" go on to a million.",
        "一百个线程同时休眠一秒。看指标：几乎不用 CPU，各切换一次；代价是内存，每个栈占 2 MiB 地址空间。“笔记，逐条核对”里的表格一直算到一百万个。",
    ),
    drag: both(
        "Set costs to typical and drag the number: starting threads, 10 µs each, begins to show.",
        "把开销设为“典型”，再拖数量：每个线程 10 微秒的启动时间开始显现。",
    ),
};
