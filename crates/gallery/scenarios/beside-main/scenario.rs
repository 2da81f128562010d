//! A thread beside main.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "beside-main",
    title: Bilingual {
        en: "A thread beside main",
        zh: "与主线程并行的线程",
    },
    about: Bilingual {
        en: "The child starts, sleeps one second and exits while main sleeps two. When main gets to join, the child has long ended: join returns at once.\n\nThe run lasts as long as the longer sleep, not the sum of both.",
        zh: "子线程启动、休眠一秒、退出，主线程则休眠两秒。等主线程走到 join，子线程早已结束：join 立即返回。\n\n总时间等于较长的那次休眠，而不是两者之和。",
    },
    question: Bilingual {
        en: "What does join do when the thread has already ended?",
        zh: "线程已经结束时，join 会做什么？",
    },
    drag: Bilingual {
        en: "Drag the child's sleep beyond main's: now main waits in join, and you see for how long.",
        zh: "把子线程的休眠拖得比主线程还长：现在主线程要在 join 里等，等多久一目了然。",
    },
    group: Group::Start,
    notes: &["P4"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
