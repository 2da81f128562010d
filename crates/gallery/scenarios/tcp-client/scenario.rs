//! A client and a server over the network.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "tcp-client",
    title: both(
        "A client and its server",
        "客户端与服务器",
    ),
    group: Group::Executor,
    notes: &["P6"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Who wakes a future that waits for the network?",
        "等待网络的 future，由谁唤醒？",
    ),
    about: both(
        "`connect` looks the name up and connects; each step begins, gives `Pending`, and is ready a while later. The lane at the bottom is the reactor: it waits for timers and the network and wakes who asked. One thread serves both ends.",
        "`connect` 先查地址再建立连接；每一步都先开始、返回 `Pending`，过一会儿才就绪。最下面的泳道就是反应器：它等待定时器与网络，并唤醒提出请求的一方。两端共用一个线程。",
    ),
    drag: both(
        "Drag the three delays of the network under the program: only the waiting grows.",
        "拖动程序下方的三个网络延迟：变长的只有等待。",
    ),
};
