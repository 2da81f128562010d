//! What a task was in the middle of at an instant, and what let it go on: a sentence, and the places to jump to.

use interleave_program::{LineIndex, Span};
use interleave_trace::{BlockReason, Event, EventId, EventKind, Nanos, TaskId, Trace};
use serde::{Deserialize, Serialize};

use super::outcome::waited_for;
use super::why::{Reasons, instant, who_did_what};
use crate::language::Language;
use crate::length::length_text;
use crate::names::Names;
use crate::states::{Stretch, TaskState, each_stretch};
use crate::telling::{Story, shares_workers};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Whom.
    pub task: TaskId,
    /// When.
    pub at: Nanos,
    /// What it did; `None` asks what it was in the middle of.
    pub event: Option<EventId>,
}

/// An event to jump to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which.
    pub event: EventId,
    /// When.
    pub at: Nanos,
    /// Whose.
    pub task: TaskId,
    /// Where in the source.
    pub span: Span,
    /// "**child** unlocks `counter` at 0.520 s", marked up like phrases.
    pub text: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What was asked.
    pub about: About,
    /// One or two sentences, marked up like phrases; "" when there is nothing to say.
    pub text: String,
    /// What it goes back to.
    pub causes: Vec<Place>,
}

/// Why the task of `about` did what it did, and what it waited for. `trace` is a run of `source`.
#[must_use]
pub fn explain(trace: &Trace, source: &str, about: About, language: Language) -> Explanation {
    let teller = Teller {
        story: Story { trace, source },
        language,
    };
    let mut sentences = Vec::new();
    let mut causes = Vec::new();
    if let Some(event) = about.event {
        let (why, cause) = teller.reason(event);
        sentences.extend(why);
        causes.extend(cause);
    }
    if let Some(stretch) = stretch_of(trace, about) {
        sentences.extend(teller.stretch(stretch));
        causes.extend(teller.held_since(stretch));
        causes.extend(teller.ended_by(stretch));
    }
    causes.retain(|cause| about.event != Some(cause.id));
    causes.dedup_by_key(|cause| cause.id);
    Explanation {
        about,
        text: sentences.join(language.pick(" ", "")),
        causes: causes
            .into_iter()
            .filter_map(|cause| teller.place(cause))
            .collect(),
    }
}

/// The stretch that is meant: the one that the event begins, or the one that the instant lies in.
fn stretch_of(trace: &Trace, about: About) -> Option<Stretch> {
    let event = about.event.and_then(|id| trace.events.get(id.index()));
    let begins = event.is_none_or(|event| {
        use EventKind::{Arrived, Blocked, Descheduled, Dispatched, Woken};
        matches!(
            event.kind,
            Blocked { .. } | Descheduled { .. } | Arrived | Woken | Dispatched
        )
    });
    let mut found: Option<(u8, Stretch)> = None;
    each_stretch(trace, |stretch| {
        let covers = stretch.from <= about.at && about.at <= stretch.to;
        let rank = match about.event {
            Some(event) if event == stretch.event => 3,
            _ if !covers => return,
            _ if about.at < stretch.to => 2,
            _ => 1,
        };
        let is_better = found.is_none_or(|(best, _)| rank >= best);
        if stretch.task == about.task && begins && is_better {
            found = Some((rank, stretch));
        }
    });
    found.map(|(_, stretch)| stretch)
}

struct Teller<'t> {
    story: Story<'t>,
    language: Language,
}

impl<'t> Teller<'t> {
    fn event(&self, id: EventId) -> Option<&'t Event> {
        self.story.trace.events.get(id.index())
    }

    /// Why an event could happen, and what made it possible.
    fn reason(&self, id: EventId) -> (Option<String>, Option<&'t Event>) {
        let mut reasons = Reasons::new(self.story, self.language);
        for event in &self.story.trace.events {
            reasons.note(event);
            if event.id == id {
                let why = reasons.why(event);
                return ((!why.is_empty()).then_some(why), reasons.cause(event));
            }
        }
        (None, None)
    }

    /// A sentence about a stretch.
    fn stretch(&self, stretch: Stretch) -> Option<String> {
        let who = Names(self.story.trace).thread(stretch.task);
        let (from, to) = (instant(stretch.from), instant(stretch.to));
        let length = length_text(stretch.to.saturating_sub(stretch.from));
        let pick = |en: String, zh: String| Some(self.language.pick(en, zh));
        match stretch.state {
            TaskState::Waiting {
                reason: BlockReason::Sleep { .. },
            } => pick(
                format!("{who} sleeps {length}, from {from} to {to}."),
                format!("{who} 睡眠 {length}，从 {from} 到 {to}。"),
            ),
            TaskState::Waiting { reason } => Some(self.wait(stretch, reason)),
            TaskState::Ready if stretch.from == stretch.to => None,
            TaskState::Ready => {
                let (en, zh) = if shares_workers(self.story.trace) {
                    ("worker", "工作线程")
                } else {
                    ("core", "核")
                };
                pick(
                    format!(
                        "{who} could run from {from}, but no {en} was free until {to} ({length})."
                    ),
                    format!("{who} 从 {from} 起就绪，但直到 {to} 才有空闲的{zh}（{length}）。"),
                )
            }
            TaskState::Running { .. } if stretch.from < stretch.to => pick(
                format!("{who} runs from {from} to {to} ({length})."),
                format!("{who} 从 {from} 运行到 {to}（{length}）。"),
            ),
            _ => None,
        }
    }

    /// "**child 2** waits for lock `n`, which **child 1** took in line 14 at 0.500 s; **child 1** unlocks `n` at …"
    fn wait(&self, stretch: Stretch, reason: BlockReason) -> String {
        let language = self.language;
        let who = Names(self.story.trace).thread(stretch.task);
        let what = waited_for(self.story.trace, reason, language);
        let mut text = language.pick(
            format!("{who} waits for {what}"),
            format!("{who} 等待{what}"),
        );
        if let Some(taken) = self.held_since(stretch) {
            let (holder, at) = (
                Names(self.story.trace).thread(taken.task),
                instant(taken.at),
            );
            let line = self.line(taken.span);
            text.push_str(&language.pick(
                format!(", which {holder} took in line {line} at {at}"),
                format!("，它在 {at} 被 {holder} 于第 {line} 行取得"),
            ));
        }
        let ended = self
            .ended_by(stretch)
            .and_then(|cause| who_did_what(self.story, cause, language));
        let length = length_text(stretch.to.saturating_sub(stretch.from));
        let rest = match (ended, stretch.until) {
            (Some(ended), _) => language.pick(
                format!("; {ended}, after {length}."),
                format!("；{ended}，共等待 {length}。"),
            ),
            (None, Some(_)) => language.pick(
                format!(", until {} ({length}).", instant(stretch.to)),
                format!("，直到 {}（{length}）。", instant(stretch.to)),
            ),
            (None, None) => language.pick(
                "; nothing wakes it before the end of the run.".to_owned(),
                "；直到运行结束也没有被唤醒。".to_owned(),
            ),
        };
        text.push_str(&rest);
        text
    }

    /// The event by which the holder of the lock that a wait is for had taken it.
    fn held_since(&self, stretch: Stretch) -> Option<&'t Event> {
        let TaskState::Waiting { reason } = stretch.state else {
            return None;
        };
        let (wanted, holder) = match reason {
            BlockReason::Lock { lock, holder }
            | BlockReason::Read { lock, holder }
            | BlockReason::Write { lock, holder } => (lock, holder?),
            _ => return None,
        };
        let takes = |kind: &EventKind| match kind {
            EventKind::Acquired { lock } | EventKind::ReadAcquired { lock } => *lock == wanted,
            _ => false,
        };
        let before = self.story.trace.events.get(..stretch.event.index())?;
        let mut taken = before.iter().rev();
        taken.find(|event| event.task == holder && takes(&event.kind))
    }

    /// What another task did to end a wait.
    fn ended_by(&self, stretch: Stretch) -> Option<&'t Event> {
        let woken = self.event(stretch.until?)?;
        let cause = self.event(woken.cause?)?;
        (cause.task != stretch.task).then_some(cause)
    }

    fn line(&self, span: Span) -> u32 {
        let source = self.story.source;
        LineIndex::new(source).locate(source, span.start).line
    }

    fn place(&self, event: &Event) -> Option<Place> {
        Some(Place {
            event: event.id,
            at: event.at,
            task: event.task,
            span: event.span,
            text: who_did_what(self.story, event, self.language)?,
        })
    }
}
