//! Two locks in two orders.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "two-locks",
    title: Bilingual {
        en: "Two locks in two orders",
        zh: "两把锁，两种顺序",
    },
    about: Bilingual {
        en: "Ann takes the fork, then the knife; Ben takes the knife, then the fork. Each sleeps in between, so each gets the first and waits for the other's: nobody can go on.\n\nA real run hangs. Here the deadlock is an outcome with a name: who holds what, who waits for what, and in which lines.",
        zh: "Ann 先拿叉再拿刀，Ben 先拿刀再拿叉。中间各睡一会儿，于是各自拿到第一把，等着对方的那把：谁也走不下去。\n\n真实运行会卡住。在这里，死锁是一个有名有姓的结果：谁持有什么、谁在等什么、在哪几行。",
    },
    question: Bilingual {
        en: "How do two threads come to wait for each other?",
        zh: "两个线程怎么会互相等待？",
    },
    drag: Bilingual {
        en: "Drag one sleep to 0 ms: the same program may now end well. Then give both the same order of locks.",
        zh: "把其中一个休眠拖到 0 毫秒：同一个程序就可能顺利结束。再让两者以相同的顺序加锁。",
    },
    group: Group::Locks,
    notes: &["P14"],
    difficulty: 2,
    source: include_str!("program.rs"),
};
