//! How a run ended, in one or a few sentences, with the cycle of a deadlock named.

use interleave_program::{LineIndex, Span};
use interleave_trace::{
    BlockReason, DeadlockEdge, Event, EventKind, LimitKind, Outcome, SyncId, TaskId, Trace,
};

use crate::language::Language;
use crate::length::decimals_needed;
use crate::markup;
use crate::names::Names;
use crate::telling::awaited;

/// At most so many waiting tasks are named.
const MOST_EDGES: usize = 8;

/// The outcome of `trace`, a run of `source`, in words (marked up like phrases).
#[must_use]
pub fn outcome_sentence(trace: &Trace, source: &str, language: Language) -> String {
    let time = trace.end.seconds(decimals_needed([trace.end]));
    let at = language.pick(format!(" at {time} s"), format!("在 {time} s "));
    sentence(trace, source, language, &at)
}

/// The same without the time: what many runs have in common.
#[must_use]
pub fn ending_sentence(trace: &Trace, source: &str, language: Language) -> String {
    sentence(trace, source, language, "")
}

fn sentence(trace: &Trace, source: &str, language: Language, at: &str) -> String {
    let teller = Teller {
        trace,
        source,
        lines: LineIndex::new(source),
        language,
    };
    let mut text = teller.ending(at);
    if !trace.stuck.is_empty() {
        text.push_str(language.pick(" ", ""));
        text.push_str(&teller.stuck());
    }
    text
}

/// What `reason` waits for, in bare words ("lock a", "a message in rx", "time"), without who holds it.
#[must_use]
pub fn awaited_text(trace: &Trace, reason: &BlockReason, language: Language) -> String {
    markup::bare(&waited_for(trace, *reason, language))
}

/// What `reason` waits for, without who holds it.
pub(super) fn waited_for(trace: &Trace, reason: BlockReason, language: Language) -> String {
    let without_holder = match reason {
        BlockReason::Lock { lock, .. } => BlockReason::Lock { lock, holder: None },
        BlockReason::Read { lock, .. } => BlockReason::Read { lock, holder: None },
        BlockReason::Write { lock, .. } => BlockReason::Write { lock, holder: None },
        other => other,
    };
    match awaited(Names(trace), &without_holder) {
        Some(what) => what.words(language),
        None => language.pick("time", "时间").to_owned(),
    }
}

struct Teller<'t> {
    trace: &'t Trace,
    source: &'t str,
    lines: LineIndex,
    language: Language,
}

impl Teller<'_> {
    /// `at`: " at 1.000 s", "在 1.000 s ", or nothing.
    fn ending(&self, at: &str) -> String {
        match &self.trace.outcome {
            Outcome::Finished { exit_code } => self.finished(at, *exit_code),
            Outcome::Panicked { exit_code } => self.panicked(at, *exit_code),
            Outcome::Deadlock { cycle, is_cycle } => self.deadlock(at, cycle, *is_cycle),
            Outcome::Limit {
                which,
                message,
                span,
            } => self.limit(at, *which, message, *span),
        }
    }

    fn finished(&self, at: &str, code: i32) -> String {
        let panicked = self.panicked_threads();
        let also = match (panicked.is_empty(), self.language) {
            (true, _) => String::new(),
            (false, Language::En) => format!(" {} panicked.", panicked.join(", ")),
            (false, Language::Zh) => format!("{} panic 了。", panicked.join("、")),
        };
        let ended = self.language.pick(
            format!("Finished{at} with exit code {code}."),
            format!("{at}结束，退出码 {code}。"),
        );
        format!("{ended}{also}")
    }

    /// The threads other than main that ended in a panic, at most five.
    fn panicked_threads(&self) -> Vec<String> {
        self.trace
            .events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Finished { panicked: true }))
            .filter(|event| event.task != TaskId(0))
            .take(5)
            .map(|event| Names(self.trace).thread(event.task))
            .collect()
    }

    fn panicked(&self, at: &str, code: i32) -> String {
        let panic = self.trace.events.iter().rev().find_map(|event| {
            let EventKind::PanicBegan { message } = &event.kind else {
                return None;
            };
            (event.task == TaskId(0)).then_some((message, event.span))
        });
        let main = Names(self.trace).thread(TaskId(0));
        let (message, place) = match panic {
            Some((message, span)) => (markup::code(message), self.place(span)),
            None => (String::new(), String::new()),
        };
        match self.language {
            Language::En if message.is_empty() => {
                format!("{main} panicked{at}; exit code {code}.")
            }
            Language::En => format!("{main} panicked{at}{place}: {message}; exit code {code}."),
            Language::Zh if message.is_empty() => {
                format!("{main} {at}panic，退出码 {code}。")
            }
            Language::Zh => format!("{main} {at}panic{place}：{message}，退出码 {code}。"),
        }
    }

    fn deadlock(&self, at: &str, edges: &[DeadlockEdge], is_cycle: bool) -> String {
        let told = self.edges(edges);
        match (self.language, is_cycle) {
            (Language::En, true) => format!("Deadlock{at}: {told}."),
            (Language::En, false) => format!("Deadlock{at}, nobody can go on: {told}."),
            (Language::Zh, true) => format!("{at}死锁：{told}。"),
            (Language::Zh, false) => format!("{at}死锁，无人能继续：{told}。"),
        }
    }

    fn stuck(&self) -> String {
        let told = self.edges(&self.trace.stuck);
        self.language.pick(
            format!("These could never go on: {told}."),
            format!("以下线程永远无法继续：{told}。"),
        )
    }

    fn edges(&self, edges: &[DeadlockEdge]) -> String {
        let shown = edges.iter().take(MOST_EDGES);
        let mut told: Vec<String> = shown.map(|edge| self.edge(edge)).collect();
        if let Some(more @ 1..) = edges.len().checked_sub(MOST_EDGES) {
            let more = self
                .language
                .pick(format!("{more} more wait"), format!("还有 {more} 个在等待"));
            told.push(more);
        }
        told.join(self.language.separator())
    }

    fn edge(&self, edge: &DeadlockEdge) -> String {
        let who = Names(self.trace).thread(edge.task);
        let what = waited_for(self.trace, edge.reason, self.language);
        let place = self.place(edge.span);
        let space = if what.starts_with(['`', '*']) {
            " "
        } else {
            ""
        };
        let mut text = self.language.pick(
            format!("{who} waits for {what}{place}"),
            format!("{who} 等待{space}{what}{place}"),
        );
        let holds = matches!(
            edge.reason,
            BlockReason::Lock { .. }
                | BlockReason::Read { .. }
                | BlockReason::Write { .. }
                | BlockReason::Once { .. }
        );
        if let (Some(holder), true) = (edge.waits_for, holds) {
            text.push_str(&self.holder(edge, holder));
        }
        text.push_str(&self.other_side(edge));
        text
    }

    /// Who would have to do something, where nobody holds what is waited for.
    fn other_side(&self, edge: &DeadlockEdge) -> String {
        let Some(other) = edge.waits_for else {
            return match edge.reason {
                BlockReason::Condvar { condvar, .. } => {
                    if let Some(line) = self.lost_notification(edge, condvar) {
                        return self.language.pick(
                            format!(": a lost wake-up, for it was notified in line {line} before"),
                            format!("：唤醒丢失，第 {line} 行的通知早于等待"),
                        );
                    }
                    let (en, zh) = (", which nobody will notify", "，没有线程会通知它");
                    self.language.pick(en, zh).to_owned()
                }
                _ => String::new(),
            };
        };
        let name = Names(self.trace).thread(other);
        let itself = other == edge.task;
        let (en, zh) = match (edge.reason, itself) {
            (BlockReason::Receive { .. }, true) => (
                ", while it still has a sender itself".to_owned(),
                "，而它自己仍持有发送端".to_owned(),
            ),
            (BlockReason::Receive { .. }, false) => (
                format!(", while {name} still has a sender"),
                format!("，而 {name} 仍持有发送端"),
            ),
            (BlockReason::Send { .. }, true) => (
                ", while it has the receiver itself".to_owned(),
                "，而接收端在它自己手中".to_owned(),
            ),
            (BlockReason::Send { .. }, false) => (
                format!(", while {name} has the receiver"),
                format!("，而接收端在 {name} 手中"),
            ),
            _ => return String::new(),
        };
        self.language.pick(en, zh)
    }

    /// The line of the last notification of `condvar`, when it came before the task waited.
    fn lost_notification(&self, edge: &DeadlockEdge, condvar: SyncId) -> Option<u32> {
        let of_it = |event: &&Event| matches!(event.kind, EventKind::Notified { condvar: it, .. } if it == condvar);
        let last = self.trace.events.iter().rev().find(of_it)?;
        (last.id < edge.blocked).then(|| self.line(last.span))?
    }

    fn holder(&self, edge: &DeadlockEdge, holder: TaskId) -> String {
        let itself = holder == edge.task;
        let name = Names(self.trace).thread(holder);
        let line = edge.held_since.and_then(|span| self.line(span));
        match (self.language, itself, line) {
            (Language::En, true, Some(line)) => format!(", held by itself since line {line}"),
            (Language::En, true, None) => ", held by itself".to_owned(),
            (Language::En, false, Some(line)) => format!(", held by {name} since line {line}"),
            (Language::En, false, None) => format!(", held by {name}"),
            (Language::Zh, true, Some(line)) => format!("，它自己从第 {line} 行起持有"),
            (Language::Zh, true, None) => "，由它自己持有".to_owned(),
            (Language::Zh, false, Some(line)) => format!("，{name} 从第 {line} 行起持有"),
            (Language::Zh, false, None) => format!("，由 {name} 持有"),
        }
    }

    fn limit(&self, at: &str, which: LimitKind, message: &str, span: Span) -> String {
        let what = limit_words(which, self.language);
        let place = self.place(span);
        let more = if message.is_empty() {
            String::new()
        } else {
            self.language
                .pick(format!(": {message}"), format!("：{message}"))
        };
        self.language.pick(
            format!("Stopped{at}{place}, {what}{more}."),
            format!("{}{place} 停止，{what}{more}。", at.trim_end()),
        )
    }

    /// " (line 12)", or nothing for a place outside the text.
    fn place(&self, span: Span) -> String {
        match self.line(span) {
            Some(line) => self
                .language
                .pick(format!(" (line {line})"), format!("（第 {line} 行）")),
            None => String::new(),
        }
    }

    fn line(&self, span: Span) -> Option<u32> {
        span.is_some()
            .then(|| self.lines.locate(self.source, span.start).line)
    }
}

fn limit_words(which: LimitKind, language: Language) -> &'static str {
    let (en, zh) = match which {
        LimitKind::Instructions => ("the instruction limit was reached", "达到指令数上限"),
        LimitKind::Events => ("the event limit was reached", "达到事件数上限"),
        LimitKind::Tasks => ("the thread limit was reached", "达到线程数上限"),
        LimitKind::Memory => ("the memory limit was reached", "达到内存上限"),
        LimitKind::CallDepth => ("the call depth limit was reached", "达到调用深度上限"),
        LimitKind::Output => ("the output limit was reached", "达到输出上限"),
        LimitKind::VirtualTime => ("the end of virtual time was reached", "到达虚拟时间的尽头"),
        LimitKind::Unsupported => ("something is not supported", "遇到不支持的内容"),
    };
    language.pick(en, zh)
}
