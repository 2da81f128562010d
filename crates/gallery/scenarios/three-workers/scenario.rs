//! Three workers with real work.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "three-workers",
    title: Bilingual {
        en: "Three workers with real work",
        zh: "三个真正干活的线程",
    },
    about: Bilingual {
        en: "Three threads need 200 ms of a core each. Unlike sleeping, work needs a core all the time.\n\nOne core takes 600 ms, by turns or one after the other; two take 300 to 400 ms; three take 200 ms. As coroutines on one event loop it is 600 ms however many cores there are.",
        zh: "三个线程各需要 200 毫秒的核心时间。与休眠不同，干活时一直要占着核心。\n\n一个核心要 600 毫秒，轮流也好、依次也好；两个核心 300 到 400 毫秒；三个核心 200 毫秒。若是一个事件循环上的协程，无论几个核心都是 600 毫秒。",
    },
    question: Bilingual {
        en: "When does another core help?",
        zh: "什么时候多一个核心才有用？",
    },
    drag: Bilingual {
        en: "Drag the cores from 1 to 4 and the time slice from 1 to 100 ms; then compare the four schedulers.",
        zh: "把核心数从 1 拖到 4，把时间片从 1 拖到 100 毫秒；再对比四种调度器。",
    },
    group: Group::Cores,
    notes: &["T3"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
