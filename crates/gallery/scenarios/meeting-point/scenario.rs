//! A meeting point.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "meeting-point",
    title: both(
        "A meeting point",
        "集合点",
    ),
    group: Group::Locks,
    notes: &["P15"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "When may the first one go on?",
        "先到的什么时候可以继续？",
    ),
    about: both(
        "Three hikers take different times to the hut. Look at the hollow bars: a barrier holds everybody until the last one has come, and then all go on at the same instant.",
        "三个徒步者到小屋的时间各不相同。看空心条：屏障让所有人等到最后一个到达，然后在同一时刻一起出发。",
    ),
    drag: both(
        "Change the barrier's 3 to 4: one is missing for ever. With 2, the third waits alone.",
        "把屏障的 3 改成 4：永远缺一个人。改成 2，第三个人独自等待。",
    ),
};
