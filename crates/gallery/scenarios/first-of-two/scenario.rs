//! Whichever comes first.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "first-of-two",
    title: both(
        "Whichever comes first",
        "谁先到就处理谁",
    ),
    group: Group::Executor,
    notes: &["P15"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How do you wait for two channels at once?",
        "怎样同时等两个通道？",
    ),
    about: both(
        "`select!` polls both receivers and takes the one that is ready. Look at the lines: news and alarms come in the order of their times, though the loop names news first.",
        "`select!` 同时 poll 两个接收端，哪个就绪就取哪个。看输出：新闻和警报按各自的时间到来，尽管循环里先写的是新闻。",
    ),
    drag: both(
        "Drag the alarm's sleep: its line moves between the others. `else` ends the loop when both channels are closed.",
        "拖动警报的休眠：它的那一行在其他行之间移动。两个通道都关闭时，`else` 结束循环。",
    ),
};
