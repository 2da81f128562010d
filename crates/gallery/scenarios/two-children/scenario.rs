//! Two children, joined in order.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "two-children",
    title: both(
        "Two children, joined in order",
        "两个子线程，依次 join",
    ),
    group: Group::Start,
    notes: &["P3", "T2", "C5"],
    difficulty: 1,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "Does joining the first thread first delay the second?",
        "先 join 第一个线程，会耽误第二个吗？",
    ),
    about: both(
        "Main waits for the first child, then for the second. Look at the lanes: both children run from the start, and the run ends at 5.0 s with the longer one, not after the sum.",
        "主线程先等第一个子线程，再等第二个。看泳道：两个子线程从一开始就在运行，程序随较长的那个在 5.0 秒结束，而不是两者之和。",
    ),
    drag: both(
        "Drag the first child's rounds below the second's: main's first join returns early, the end does not move.",
        "把第一个子线程的轮数拖到比第二个少：主线程的第一个 join 提前返回，结束时间不变。",
    ),
};
