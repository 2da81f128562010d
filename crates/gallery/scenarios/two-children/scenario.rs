//! Two children, joined in order.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "two-children",
    title: Bilingual {
        en: "Two children, joined in order",
        zh: "两个子线程，依次 join",
    },
    about: Bilingual {
        en: "Main prints, starts two threads and waits for the first, then for the second. Each child prints a number every 500 ms: the first ten of them, the second nine.\n\nThe order of the joins does not put the children one after the other: both run from the start, and the run ends at 5.0 s with the longer one.",
        zh: "主线程先打印，再启动两个线程，先等第一个，再等第二个。每个子线程每 500 毫秒打印一个数：第一个十行，第二个九行。\n\njoin 的先后并不会让子线程一个接一个地执行：两者从一开始就在运行，整个程序随较长的那个在 5.0 秒结束。",
    },
    question: Bilingual {
        en: "Does joining the first thread first delay the second?",
        zh: "先 join 第一个线程，会耽误第二个吗？",
    },
    drag: Bilingual {
        en: "Drag the first child's rounds below the second's: main's first join returns early, the end does not move.",
        zh: "把第一个子线程的轮数拖到比第二个少：主线程的第一个 join 提前返回，结束时间却不变。",
    },
    group: Group::Start,
    notes: &["P3", "T2"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
