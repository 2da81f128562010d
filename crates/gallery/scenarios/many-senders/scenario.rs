//! Many senders, one receiver.

use crate::scenario::{Bilingual, Group, Scenario};

pub(crate) const SCENARIO: Scenario = Scenario {
    name: "many-senders",
    title: Bilingual {
        en: "Many senders, one receiver",
        zh: "多个发送端，一个接收端",
    },
    about: Bilingual {
        en: "Three threads send into one channel; main receives until the channel is closed. It closes when the last sender is dropped, and main dropped its own first.\n\nForget `drop(tx)` and main waits for ever: a deadlock that the timeline names.",
        zh: "三个线程向同一个通道发送，主线程一直接收到通道关闭为止。最后一个发送端被丢弃时通道关闭，而主线程事先丢弃了自己的那个。\n\n忘了 `drop(tx)`，主线程就会永远等下去：时间线会指出这个死锁。",
    },
    question: Bilingual {
        en: "When does the receiving loop end?",
        zh: "接收循环何时结束？",
    },
    drag: Bilingual {
        en: "Delete the line `drop(tx);` and look at how the run ends.",
        zh: "删去 `drop(tx);` 这一行，看看运行如何结束。",
    },
    group: Group::Channels,
    notes: &["P11"],
    difficulty: 2,
    source: include_str!("program.rs"),
};
