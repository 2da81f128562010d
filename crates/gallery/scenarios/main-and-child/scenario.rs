//! Main and child.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "main-and-child",
    title: Bilingual {
        en: "Main and child",
        zh: "主线程与子线程",
    },
    about: Bilingual {
        en: "Main starts one child thread. Both print and sleep: the child every 500 ms, main every 1000 ms. Nobody waits for the other until main joins.\n\nSleeping needs no core, so one core is enough for both, and the run ends at 2.0 s on any number of cores. The study notes' table says 4 s and first lines at 0.5 s; the simulation and real runs agree on 2.0 s and on 0.",
        zh: "主线程启动一个子线程。两者都打印并休眠：子线程每 500 毫秒一次，主线程每 1000 毫秒一次。在主线程调用 join 之前，谁也不等谁。\n\n休眠不占用核心，所以一个核心就够两个线程用，无论几个核心都在 2.0 秒结束。学习笔记的表格写的是 4 秒、首行在 0.5 秒；模拟与真实运行都是 2.0 秒和 0 秒。",
    },
    question: Bilingual {
        en: "Does a second core make this program faster?",
        zh: "第二个核心会让这个程序更快吗？",
    },
    drag: Bilingual {
        en: "Drag the child's sleep to 1000 ms: both wake at the same instants. Then set one core: the order of the ties is what changes, not the time.",
        zh: "把子线程的休眠拖到 1000 毫秒：两者在同一时刻醒来。再改成一个核心：变的只是同一时刻的先后，而不是总时间。",
    },
    group: Group::Start,
    notes: &["P1", "T1"],
    difficulty: 1,
    source: include_str!("program.rs"),
};
