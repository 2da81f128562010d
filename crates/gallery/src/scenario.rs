//! What is said about a scenario.

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// 中文
    pub zh: &'static str,
}

/// A chapter of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// First programs.
    Start,
    /// One core, many cores.
    Cores,
    /// Join, exit, panics.
    Endings,
    /// Channels.
    Channels,
    /// Locks, deadlock, races.
    Locks,
}

impl Group {
    /// The chapter's title.
    #[must_use]
    pub const fn title(self) -> Bilingual {
        match self {
            Self::Start => Bilingual {
                en: "Start here",
                zh: "从这里开始",
            },
            Self::Cores => Bilingual {
                en: "One core, many cores",
                zh: "单核与多核",
            },
            Self::Endings => Bilingual {
                en: "Join, exit, panics",
                zh: "等待、退出与 panic",
            },
            Self::Channels => Bilingual {
                en: "Channels",
                zh: "通道",
            },
            Self::Locks => Bilingual {
                en: "Locks, deadlock, races",
                zh: "锁、死锁与竞争",
            },
        }
    }
}

/// A program and what is said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name in addresses and on the command line: lower case and hyphens.
    pub name: &'static str,
    /// Its title.
    pub title: Bilingual,
    /// Two paragraphs, separated by an empty line.
    pub about: Bilingual,
    /// The question that it answers.
    pub question: Bilingual,
    /// What to drag, and what to look for.
    pub drag: Bilingual,
    /// Chapter.
    pub group: Group,
    /// Which programs and tables of the study notes it covers: "P1", "T1", ….
    pub notes: &'static [&'static str],
    /// 1 (first day) to 3.
    pub difficulty: u8,
    /// The program text.
    pub source: &'static str,
}
