//! What is said about a scenario.

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// 中文
    pub zh: &'static str,
}

/// `en` and `zh` as one text.
pub(crate) const fn both(en: &'static str, zh: &'static str) -> Bilingual {
    Bilingual { en, zh }
}

/// A chapter of the course, in the order of the course.
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
    /// Futures by hand.
    Futures,
    /// Executor and reactor.
    Executor,
    /// Blocking and its cure.
    Blocking,
    /// M:N and other runtimes.
    Runtimes,
    /// Costs at scale.
    Scale,
}

impl Group {
    /// All chapters.
    pub const ALL: [Self; 10] = [
        Self::Start,
        Self::Cores,
        Self::Endings,
        Self::Channels,
        Self::Locks,
        Self::Futures,
        Self::Executor,
        Self::Blocking,
        Self::Runtimes,
        Self::Scale,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Cores => "cores",
            Self::Endings => "endings",
            Self::Channels => "channels",
            Self::Locks => "locks",
            Self::Futures => "futures",
            Self::Executor => "executor",
            Self::Blocking => "blocking",
            Self::Runtimes => "runtimes",
            Self::Scale => "scale",
        }
    }

    /// The chapter's title.
    #[must_use]
    pub const fn title(self) -> Bilingual {
        match self {
            Self::Start => both("Start here", "从这里开始"),
            Self::Cores => both("One core, many cores", "单核与多核"),
            Self::Endings => both("Join, exit, panics", "等待、退出与 panic"),
            Self::Channels => both("Channels", "通道"),
            Self::Locks => both("Locks, deadlock, races", "锁、死锁与竞争"),
            Self::Futures => both("Futures by hand", "手写 future"),
            Self::Executor => both("Executor and reactor", "执行器与反应器"),
            Self::Blocking => both("Blocking and its cure", "阻塞及其对策"),
            Self::Runtimes => both("M:N and other runtimes", "M:N 与其他运行时"),
            Self::Scale => both("Costs at scale", "规模与代价"),
        }
    }
}

/// A program and what there is to know about it.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name in addresses and on the command line: lower case and hyphens.
    pub name: &'static str,
    /// Its title.
    pub title: Bilingual,
    /// Chapter.
    pub group: Group,
    /// What of the study notes it shows: programs ("P1"), tables ("T1") and claims ("C1").
    pub notes: &'static [&'static str],
    /// 1 (first day) to 3.
    pub difficulty: u8,
    /// The program text: a function, because the page downloads most of them later.
    pub(crate) text: fn() -> &'static str,
}

impl Scenario {
    /// The program text.
    #[must_use]
    pub fn source(&self) -> &'static str {
        (self.text)()
    }
}

/// What is said about a program: with its title at most 80 words of English. Apart from [`Scenario`], because the page
/// downloads these later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The question that it answers.
    pub question: Bilingual,
    /// What to look at.
    pub about: Bilingual,
    /// What to drag or change, and what comes of it.
    pub drag: Bilingual,
}
