//! A child without sleep.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "one-child",
    title: Bilingual {
        en: "A child without sleep",
        zh: "不休眠的子线程",
    },
    about: Bilingual {
        en: "One child prints nine lines as fast as it can while main waits in join.\n\nWithout sleeping or working nothing takes time here, so all lines stand at one instant: `1..10` stops before 10.",
        zh: "一个子线程以最快的速度打印九行，主线程在 join 中等待。\n\n没有休眠也没有计算，这里什么都不花时间，所以所有行都在同一时刻：`1..10` 不包含 10。",
    },
    question: Bilingual {
        en: "How many lines does `1..10` print?",
        zh: "`1..10` 会打印几行？",
    },
    drag: Bilingual {
        en: "Drag the rounds, and switch the costs to typical: now each instruction takes its time and the lines spread out.",
        zh: "拖动轮数，再把开销换成“典型”：每条指令都要花时间，各行就散开了。",
    },
    group: Group::Start,
    notes: &["P2"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
