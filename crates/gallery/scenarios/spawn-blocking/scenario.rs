//! Work moved out of the way.

use crate::scenario::{Group, Scenario, Texts, both};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "spawn-blocking",
    title: both(
        "Work moved out of the way",
        "把计算移到一旁",
    ),
    group: Group::Blocking,
    notes: &["P8", "C20"],
    difficulty: 2,
    text: || include_str!("program.rs"),
};

pub(crate) const TEXTS: Texts = Texts {
    question: both(
        "How does the ticker go on beside a heavy computation?",
        "有繁重计算时，计时器怎样继续？",
    ),
    about: both(
        "`spawn_blocking` hands the computation to the blocking pool, the one place where tokio keeps threads beside its workers; file reading goes there too. Look at the lanes: the ticks never stop.",
        "`spawn_blocking` 把计算交给阻塞线程池：tokio 在工作线程之外只有这里有线程，读文件也走这里。看泳道：滴答声从不停顿。",
    ),
    drag: both(
        "Call `cpu::work` in the async block itself: no tick until it is done.",
        "改成在 async 块里直接调用 `cpu::work`：算完之前一声滴答也没有。",
    ),
};
