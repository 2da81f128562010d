//! Everything a timeline cell can say, in English and Chinese.
//!
//! A [`Phrase`](crate::Phrase) is made in two steps: an event becomes a [`Said`] (what is said), and a `Said`
//! becomes words. So both languages say the same things, and a test can walk through all of them.

use interleave_trace::IoKind;

use crate::language::Language;

/// One thing to say about what a task does. Threads, locks and texts are already marked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Spawns {
        thread: String,
    },
    Starts,
    Runs,
    SliceOver,
    /// Several of the two before, in one row of a coarse table.
    Slices {
        runs: usize,
        overs: usize,
    },
    Yields,
    Prints {
        text: String,
    },
    PrintsEmptyLine,
    PrintsToStderr {
        text: String,
    },
    Sleeps {
        length: String,
    },
    Waits {
        what: Awaited,
    },
    Works {
        length: String,
    },
    WorkDone,
    Joins {
        thread: String,
    },
    JoinsPanicked {
        thread: String,
    },
    ScopeEnds,
    Locks {
        lock: String,
    },
    Unlocks {
        lock: String,
    },
    UnlocksPoisoned {
        lock: String,
    },
    FailsToLock {
        lock: String,
    },
    LocksToRead {
        lock: String,
    },
    LocksToWrite {
        lock: String,
    },
    UnlocksReading {
        lock: String,
    },
    Initialises {
        once: String,
    },
    Initialised {
        once: String,
    },
    InitialisingPanicked {
        once: String,
    },
    TakesPermit {
        semaphore: String,
    },
    ReturnsPermit {
        semaphore: String,
    },
    Sends {
        channel: String,
    },
    Receives {
        channel: String,
    },
    ReceivesNothing {
        channel: String,
    },
    FindsClosed {
        channel: String,
    },
    SendFails {
        channel: String,
    },
    DropsReceiver {
        channel: String,
    },
    DropsLastSender {
        channel: String,
    },
    Unparks {
        thread: String,
    },
    WakesTask {
        thread: String,
    },
    AsksNetwork {
        io: IoKind,
    },
    NetworkReady {
        io: IoKind,
    },
    ParkEnds,
    NotifiesOne {
        condvar: String,
    },
    NotifiesAll {
        condvar: String,
    },
    OpensBarrier {
        barrier: String,
    },
    /// 0: of the current-thread flavour.
    BuildsRuntime {
        workers: u32,
    },
    PollsFuture {
        future: String,
    },
    FutureReady {
        future: String,
    },
    /// So many times in a row, at least once.
    FuturePending {
        future: String,
        times: u32,
    },
    CallsWaker {
        waker: String,
    },
    ReadsAtomic {
        atomic: String,
    },
    WritesAtomic {
        atomic: String,
    },
    Panics {
        message: String,
    },
    Ends,
    EndsPanicked,
    ExitsProcess {
        code: i32,
    },
    Times {
        what: String,
        count: usize,
    },
    More {
        count: usize,
    },
}

/// What a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    Thread { thread: String },
    ScopedThreads,
    Unpark,
    Waker,
    Work,
    Lock { lock: String },
    LockHeldBy { lock: String, holder: String },
    ReadLock { lock: String },
    ReadLockHeldBy { lock: String, holder: String },
    WriteLock { lock: String },
    WriteLockHeldBy { lock: String, holder: String },
    Message { channel: String },
    Room { channel: String },
    Condvar { condvar: String },
    Barrier { barrier: String, missing: u32 },
    Once { once: String },
}

/// What a task is in the middle of when it does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Quiet {
    Sleeping,
    Waiting { what: Awaited },
    Ready,
    ReadyForWorker,
    Running,
    CutOff,
}

impl Said {
    /// In words.
    pub(crate) fn words(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Spawns { thread } => format!("spawns {thread}"),
            Self::Starts => "starts".to_owned(),
            Self::Runs => "runs".to_owned(),
            Self::SliceOver => "slice over".to_owned(),
            Self::Slices { runs, overs } => match runs.max(overs) {
                1 => "runs 1 slice".to_owned(),
                count => format!("runs {count} slices"),
            },
            Self::Yields => "yields".to_owned(),
            Self::Prints { text } => format!("prints {text}"),
            Self::PrintsEmptyLine => "prints an empty line".to_owned(),
            Self::PrintsToStderr { text } => format!("prints {text} to stderr"),
            Self::Sleeps { length } => format!("sleeps {length}"),
            Self::Waits { what } => format!("waits for {}", what.english()),
            Self::Works { length } => format!("computes {length}"),
            Self::WorkDone => "done computing".to_owned(),
            Self::Joins { thread } => format!("joins {thread}"),
            Self::JoinsPanicked { thread } => format!("joins {thread}, which panicked"),
            Self::ScopeEnds => "all scoped threads have ended".to_owned(),
            Self::Locks { lock } => format!("locks {lock}"),
            Self::Unlocks { lock } => format!("unlocks {lock}"),
            Self::UnlocksPoisoned { lock } => format!("unlocks {lock} while panicking: poisoned"),
            Self::FailsToLock { lock } => format!("finds {lock} locked"),
            Self::LocksToRead { lock } => format!("locks {lock} to read"),
            Self::LocksToWrite { lock } => format!("locks {lock} to write"),
            Self::UnlocksReading { lock } => format!("stops reading {lock}"),
            Self::Initialises { once } => format!("initialises {once}"),
            Self::Initialised { once } => format!("has initialised {once}"),
            Self::InitialisingPanicked { once } => {
                format!("panicked initialising {once}: poisoned")
            }
            Self::TakesPermit { semaphore } => format!("takes a permit of {semaphore}"),
            Self::ReturnsPermit { semaphore } => format!("returns a permit to {semaphore}"),
            Self::Sends { channel } => format!("sends to {channel}"),
            Self::Receives { channel } => format!("receives from {channel}"),
            Self::ReceivesNothing { channel } => format!("finds nothing in {channel}"),
            Self::FindsClosed { channel } => format!("finds {channel} closed"),
            Self::SendFails { channel } => format!("cannot send to {channel}"),
            Self::DropsReceiver { channel } => format!("drops the receiver of {channel}"),
            Self::DropsLastSender { channel } => format!("drops the last sender of {channel}"),
            Self::Unparks { thread } => format!("unparks {thread}"),
            Self::WakesTask { thread } => format!("wakes {thread}"),
            Self::AsksNetwork { io } => match io {
                IoKind::Resolve => "looks up an address",
                IoKind::Connect => "begins to connect",
                IoKind::Accept => "knocks at a listener",
                IoKind::Read => "sends bytes",
            }
            .to_owned(),
            Self::NetworkReady { io } => match io {
                IoKind::Resolve => "the address is known",
                IoKind::Connect => "the connection is there",
                IoKind::Accept => "a connection can be accepted",
                IoKind::Read => "the bytes can be read",
            }
            .to_owned(),
            Self::ParkEnds => "unparked".to_owned(),
            Self::NotifiesOne { condvar } => format!("notifies one waiter of {condvar}"),
            Self::NotifiesAll { condvar } => format!("notifies all waiters of {condvar}"),
            Self::OpensBarrier { barrier } => format!("opens barrier {barrier}"),
            Self::BuildsRuntime { workers: 0 } => "builds a current-thread runtime".to_owned(),
            Self::BuildsRuntime { workers: 1 } => "builds a runtime of 1 worker".to_owned(),
            Self::BuildsRuntime { workers } => format!("builds a runtime of {workers} workers"),
            Self::PollsFuture { future } => format!("polls {future}"),
            Self::FutureReady { future } => format!("{future} gives `Ready`"),
            Self::FuturePending { future, times: 1 } => format!("{future} gives `Pending`"),
            Self::FuturePending { future, times } => {
                format!("{future} gives `Pending` ×{times}")
            }
            Self::CallsWaker { waker } => format!("calls waker {waker}"),
            Self::ReadsAtomic { atomic } => format!("reads {atomic}"),
            Self::WritesAtomic { atomic } => format!("writes {atomic}"),
            Self::Panics { message } => format!("panics: {message}"),
            Self::Ends => "ends".to_owned(),
            Self::EndsPanicked => "ends, panicked".to_owned(),
            Self::ExitsProcess { code } => format!("ends the process with code {code}"),
            Self::Times { what, count } => format!("{what} ×{count}"),
            Self::More { count } => format!("… {count} more"),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Spawns { thread } => format!("创建 {thread}"),
            Self::Starts => "开始".to_owned(),
            Self::Runs => "运行".to_owned(),
            Self::SliceOver => "时间片用完".to_owned(),
            Self::Slices { runs, overs } => format!("运行 {} 个时间片", runs.max(overs)),
            Self::Yields => "让出".to_owned(),
            Self::Prints { text } => format!("打印 {text}"),
            Self::PrintsEmptyLine => "打印空行".to_owned(),
            Self::PrintsToStderr { text } => format!("向 stderr 打印 {text}"),
            Self::Sleeps { length } => format!("睡眠 {length}"),
            Self::Waits { what } => format!("等待{}", what.chinese()),
            Self::Works { length } => format!("计算 {length}"),
            Self::WorkDone => "计算完成".to_owned(),
            Self::Joins { thread } => format!("等到 {thread} 结束"),
            Self::JoinsPanicked { thread } => format!("等到 {thread} 结束（它 panic 了）"),
            Self::ScopeEnds => "作用域内的线程都已结束".to_owned(),
            Self::Locks { lock } => format!("锁住 {lock}"),
            Self::Unlocks { lock } => format!("解锁 {lock}"),
            Self::UnlocksPoisoned { lock } => format!("在 panic 中解锁 {lock}：锁已中毒"),
            Self::FailsToLock { lock } => format!("发现 {lock} 已被锁住"),
            Self::LocksToRead { lock } => format!("为读锁住 {lock}"),
            Self::LocksToWrite { lock } => format!("为写锁住 {lock}"),
            Self::UnlocksReading { lock } => format!("结束读取 {lock}"),
            Self::Initialises { once } => format!("初始化 {once}"),
            Self::Initialised { once } => format!("{once} 初始化完成"),
            Self::InitialisingPanicked { once } => {
                format!("初始化 {once} 时 panic：已中毒")
            }
            Self::TakesPermit { semaphore } => format!("取得 {semaphore} 的一个许可"),
            Self::ReturnsPermit { semaphore } => format!("归还 {semaphore} 的一个许可"),
            Self::Sends { channel } => format!("向 {channel} 发送"),
            Self::Receives { channel } => format!("从 {channel} 接收"),
            Self::ReceivesNothing { channel } => format!("{channel} 中没有消息"),
            Self::FindsClosed { channel } => format!("发现 {channel} 已关闭"),
            Self::SendFails { channel } => format!("无法向 {channel} 发送"),
            Self::DropsReceiver { channel } => format!("丢弃 {channel} 的接收端"),
            Self::DropsLastSender { channel } => format!("丢弃 {channel} 的最后一个发送端"),
            Self::Unparks { thread } => format!("唤醒 {thread}（unpark）"),
            Self::WakesTask { thread } => format!("唤醒任务 {thread}"),
            Self::AsksNetwork { io } => match io {
                IoKind::Resolve => "查询地址（DNS）",
                IoKind::Connect => "开始连接",
                IoKind::Accept => "请求监听者接受连接",
                IoKind::Read => "发出字节",
            }
            .to_owned(),
            Self::NetworkReady { io } => match io {
                IoKind::Resolve => "地址已查到",
                IoKind::Connect => "连接已建立",
                IoKind::Accept => "有连接可以接受",
                IoKind::Read => "字节可以读取",
            }
            .to_owned(),
            Self::ParkEnds => "被 unpark 唤醒".to_owned(),
            Self::NotifiesOne { condvar } => format!("通知 {condvar} 的一个等待者"),
            Self::NotifiesAll { condvar } => format!("通知 {condvar} 的所有等待者"),
            Self::OpensBarrier { barrier } => format!("打开屏障 {barrier}"),
            Self::BuildsRuntime { workers: 0 } => "建立单线程运行时".to_owned(),
            Self::BuildsRuntime { workers } => format!("建立有 {workers} 个工作线程的运行时"),
            Self::PollsFuture { future } => format!("poll {future}"),
            Self::FutureReady { future } => format!("{future} 返回 `Ready`"),
            Self::FuturePending { future, times: 1 } => format!("{future} 返回 `Pending`"),
            Self::FuturePending { future, times } => {
                format!("{future} 返回 `Pending`（共 {times} 次）")
            }
            Self::CallsWaker { waker } => format!("调用 waker {waker}"),
            Self::ReadsAtomic { atomic } => format!("读 {atomic}"),
            Self::WritesAtomic { atomic } => format!("写 {atomic}"),
            Self::Panics { message } => format!("panic：{message}"),
            Self::Ends => "结束".to_owned(),
            Self::EndsPanicked => "因 panic 结束".to_owned(),
            Self::ExitsProcess { code } => format!("结束进程，退出码 {code}"),
            Self::Times { what, count } => format!("{what}（共 {count} 次）"),
            Self::More { count } => format!("…… 还有 {count} 项"),
        }
    }
}

impl Said {
    /// What is said of this and `next` together, when one word does for both.
    pub(crate) fn joined(&self, next: &Self) -> Option<Self> {
        let (mut runs, mut overs) = self.slices()?;
        let (more_runs, more_overs) = next.slices()?;
        runs += more_runs;
        overs += more_overs;
        Some(Self::Slices { runs, overs })
    }

    fn slices(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Runs => Some((1, 0)),
            Self::SliceOver => Some((0, 1)),
            Self::Slices { runs, overs } => Some((runs, overs)),
            _ => None,
        }
    }
}

impl Awaited {
    /// The object of "waits for".
    pub(crate) fn words(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese().trim_start().to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Thread { thread } => thread.clone(),
            Self::ScopedThreads => "its scoped threads".to_owned(),
            Self::Unpark => "an unpark".to_owned(),
            Self::Waker => "a wake: poll gave Pending".to_owned(),
            Self::Work => "work of its runtime".to_owned(),
            Self::Lock { lock } => format!("lock {lock}"),
            Self::LockHeldBy { lock, holder } => format!("lock {lock}, held by {holder}"),
            Self::ReadLock { lock } => format!("lock {lock} to read"),
            Self::ReadLockHeldBy { lock, holder } => {
                format!("lock {lock} to read, held by {holder}")
            }
            Self::WriteLock { lock } => format!("lock {lock} to write"),
            Self::WriteLockHeldBy { lock, holder } => {
                format!("lock {lock} to write, held by {holder}")
            }
            Self::Message { channel } => format!("a message in {channel}"),
            Self::Room { channel } => format!("room in {channel}"),
            Self::Condvar { condvar } => format!("condvar {condvar}"),
            Self::Barrier { barrier, missing } => {
                format!("{missing} more at barrier {barrier}")
            }
            Self::Once { once } => format!("the initialisation of {once}"),
        }
    }

    /// Begins with a space where a marked name follows 等待 directly.
    fn chinese(&self) -> String {
        match self {
            Self::Thread { thread } => format!(" {thread} 结束"),
            Self::ScopedThreads => "作用域内的线程结束".to_owned(),
            Self::Unpark => " unpark".to_owned(),
            Self::Waker => "被唤醒：poll 返回 Pending".to_owned(),
            Self::Work => "运行时分派的工作".to_owned(),
            Self::Lock { lock } => format!("锁 {lock}"),
            Self::LockHeldBy { lock, holder } => format!("锁 {lock}（{holder} 持有）"),
            Self::ReadLock { lock } => format!("读锁 {lock}"),
            Self::ReadLockHeldBy { lock, holder } => format!("读锁 {lock}（{holder} 持有）"),
            Self::WriteLock { lock } => format!("写锁 {lock}"),
            Self::WriteLockHeldBy { lock, holder } => format!("写锁 {lock}（{holder} 持有）"),
            Self::Message { channel } => format!(" {channel} 中的消息"),
            Self::Room { channel } => format!(" {channel} 腾出空位"),
            Self::Condvar { condvar } => format!("条件变量 {condvar}"),
            Self::Barrier { barrier, missing } => {
                format!("屏障 {barrier}（还差 {missing} 个）")
            }
            Self::Once { once } => format!(" {once} 初始化"),
        }
    }
}

impl Quiet {
    /// In words.
    pub(crate) fn words(&self, language: Language) -> String {
        let en = language == Language::En;
        match self {
            Self::Sleeping => language.pick("sleeping", "睡眠中").to_owned(),
            Self::Waiting { what } if en => format!("waits for {}", what.english()),
            Self::Waiting { what } => format!("等待{}", what.chinese()),
            Self::Ready => language
                .pick("ready, no core free", "就绪，没有空闲的核")
                .to_owned(),
            Self::ReadyForWorker => language
                .pick("ready, no worker free", "就绪，没有空闲的工作线程")
                .to_owned(),
            Self::Running => language.pick("running", "运行中").to_owned(),
            Self::CutOff => language
                .pick("cut off: the process has ended", "被中断：进程已结束")
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_awaited() -> Vec<Awaited> {
        let x = || "`x`".to_owned();
        vec![
            Awaited::Thread { thread: x() },
            Awaited::ScopedThreads,
            Awaited::Unpark,
            Awaited::Waker,
            Awaited::Work,
            Awaited::Lock { lock: x() },
            Awaited::LockHeldBy {
                lock: x(),
                holder: x(),
            },
            Awaited::ReadLock { lock: x() },
            Awaited::ReadLockHeldBy {
                lock: x(),
                holder: x(),
            },
            Awaited::WriteLock { lock: x() },
            Awaited::WriteLockHeldBy {
                lock: x(),
                holder: x(),
            },
            Awaited::Message { channel: x() },
            Awaited::Room { channel: x() },
            Awaited::Condvar { condvar: x() },
            Awaited::Barrier {
                barrier: x(),
                missing: 2,
            },
            Awaited::Once { once: x() },
        ]
    }

    fn all_said() -> Vec<Said> {
        let x = || "`x`".to_owned();
        let mut all = vec![
            Said::Spawns { thread: x() },
            Said::Starts,
            Said::Runs,
            Said::SliceOver,
            Said::Slices { runs: 2, overs: 1 },
            Said::Yields,
            Said::Prints { text: x() },
            Said::PrintsEmptyLine,
            Said::PrintsToStderr { text: x() },
            Said::Sleeps { length: x() },
            Said::Works { length: x() },
            Said::WorkDone,
            Said::Joins { thread: x() },
            Said::JoinsPanicked { thread: x() },
            Said::ScopeEnds,
            Said::Locks { lock: x() },
            Said::Unlocks { lock: x() },
            Said::UnlocksPoisoned { lock: x() },
            Said::FailsToLock { lock: x() },
            Said::LocksToRead { lock: x() },
            Said::LocksToWrite { lock: x() },
            Said::UnlocksReading { lock: x() },
            Said::Initialises { once: x() },
            Said::Initialised { once: x() },
            Said::InitialisingPanicked { once: x() },
            Said::TakesPermit { semaphore: x() },
            Said::ReturnsPermit { semaphore: x() },
            Said::Sends { channel: x() },
            Said::Receives { channel: x() },
            Said::ReceivesNothing { channel: x() },
            Said::FindsClosed { channel: x() },
            Said::SendFails { channel: x() },
            Said::DropsReceiver { channel: x() },
            Said::DropsLastSender { channel: x() },
            Said::Unparks { thread: x() },
            Said::WakesTask { thread: x() },
            Said::AsksNetwork {
                io: IoKind::Connect,
            },
            Said::NetworkReady { io: IoKind::Read },
            Said::ParkEnds,
            Said::NotifiesOne { condvar: x() },
            Said::NotifiesAll { condvar: x() },
            Said::OpensBarrier { barrier: x() },
            Said::BuildsRuntime { workers: 0 },
            Said::BuildsRuntime { workers: 2 },
            Said::PollsFuture { future: x() },
            Said::FutureReady { future: x() },
            Said::FuturePending {
                future: x(),
                times: 1,
            },
            Said::FuturePending {
                future: x(),
                times: 2,
            },
            Said::CallsWaker { waker: x() },
            Said::ReadsAtomic { atomic: x() },
            Said::WritesAtomic { atomic: x() },
            Said::Panics { message: x() },
            Said::Ends,
            Said::EndsPanicked,
            Said::ExitsProcess { code: 3 },
            Said::Times {
                what: x(),
                count: 2,
            },
            Said::More { count: 2 },
        ];
        all.extend(all_awaited().into_iter().map(|what| Said::Waits { what }));
        all
    }

    #[test]
    fn everything_is_said_in_both_languages_and_differently() {
        let said = all_said();
        let both = |words: &dyn Fn(Language) -> String| {
            let (en, zh) = (words(Language::En), words(Language::Zh));
            assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{en} / {zh}");
            en
        };
        let mut english: Vec<String> = said.iter().map(|said| both(&|l| said.words(l))).collect();
        english.sort();
        english.dedup();
        assert_eq!(english.len(), said.len(), "no two things are said alike");
        for what in all_awaited() {
            both(&|language| what.words(language));
            both(&|language| Quiet::Waiting { what: what.clone() }.words(language));
        }
        for quiet in [
            Quiet::Sleeping,
            Quiet::Ready,
            Quiet::ReadyForWorker,
            Quiet::Running,
            Quiet::CutOff,
        ] {
            both(&|language| quiet.words(language));
        }
    }
}
