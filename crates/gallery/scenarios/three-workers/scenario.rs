//! Three workers with real work.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "three-workers",
    title: both(
        "Three workers with real work",
        "三个真正干活的线程",
    ),
    group: Group::Cores,
    notes: &["T3", "C7", "C8", "C13"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "When does another core help?",
        "什么时候多一个核心才有用？",
    ),
    about: both(
        "Three threads need 200 ms of a core each; unlike sleep, work occupies a core. Look at the lanes: one core slices its time between them and takes 600 ms, three run in parallel and take 200 ms.",
        "三个线程各需要 200 毫秒的核心时间；与休眠不同，干活要占着核心。看泳道：一个核心轮流切片，共 600 毫秒；三个核心并行，只要 200 毫秒。",
    ),
    drag: both(
        "Drag the cores from 1 to 4 and the time slice from 1 to 100 ms; then open \"Compare\".",
        "把核心数从 1 拖到 4，把时间片从 1 拖到 100 毫秒；再打开“对比”。",
    ),
};
