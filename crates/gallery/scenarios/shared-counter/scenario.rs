//! A counter behind a lock.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "shared-counter",
    title: Bilingual {
        en: "A counter behind a lock",
        zh: "锁后面的计数器",
    },
    about: Bilingual {
        en: "Three threads add to one counter, twice each, and work 50 ms while they hold the lock.\n\nMore cores do not help: the lock lets one in at a time, so the run takes 300 ms on one core and on eight. The lanes show who waits for whom.",
        zh: "三个线程各给同一个计数器加两次，并在持锁期间干 50 毫秒的活。\n\n多几个核心也没用：锁一次只放一个线程进来，所以一个核心和八个核心都是 300 毫秒。泳道图显示谁在等谁。",
    },
    question: Bilingual {
        en: "Why do more cores not make this faster?",
        zh: "为什么多几个核心也不会更快？",
    },
    drag: Bilingual {
        en: "Drag the threads and the work; then move the work above the `lock` line and watch the lanes overlap.",
        zh: "拖动线程数和工作量；再把干活的那行移到 `lock` 之前，看泳道如何重叠。",
    },
    group: Group::Locks,
    notes: &["P12"],
    difficulty: 2,
    source: include_str!("program.rs"),
};
