//! Why a task did something just then: what woke it, who let it in, how long it waited for a core.

use interleave_trace::{BlockReason, Event, EventId, EventKind, Nanos};

use crate::language::Language;
use crate::length::{decimals_needed, length_as_written, length_text};
use crate::names::Names;
use crate::states::{Now, TaskState};
use crate::telling::{Story, shares_workers, tell};

/// What is known of each task's last going-on while walking through the events in order.
pub(crate) struct Reasons<'t> {
    story: Story<'t>,
    shares_workers: bool,
    language: Language,
    tasks: Vec<Latest>,
}

/// The latest event with a cause, and the latest time on a core began, of one task.
#[derive(Clone, Copy, Default)]
struct Latest {
    caused: Option<EventId>,
    ready_since: Nanos,
    dispatched: Option<Nanos>,
}

impl<'t> Reasons<'t> {
    pub(crate) fn new(story: Story<'t>, language: Language) -> Self {
        Self {
            story,
            shares_workers: shares_workers(story.trace),
            language,
            tasks: vec![Latest::default(); story.trace.tasks.len()],
        }
    }

    /// Takes note of the next event.
    pub(crate) fn note(&mut self, event: &Event) {
        let latest = &mut self.tasks[event.task.index()];
        match event.kind {
            EventKind::Arrived | EventKind::Woken => {
                latest.ready_since = event.at;
                latest.dispatched = None;
            }
            EventKind::Descheduled { .. } => {
                latest.ready_since = event.at;
                latest.dispatched = None;
                latest.caused = None;
            }
            EventKind::Dispatched => latest.dispatched = Some(event.at),
            _ => {}
        }
        if event.cause.is_some() && !matches!(event.kind, EventKind::Dispatched) {
            latest.caused = Some(event.id);
        }
    }

    /// Why the task of `event` (noted just before) could do it at that instant: "" when there is nothing to say.
    pub(crate) fn why(&self, event: &Event) -> String {
        let latest = self.tasks[event.task.index()];
        let mut parts = Vec::new();
        parts.extend(
            self.effect(event)
                .and_then(|effect| self.cause_clause(effect)),
        );
        if latest.dispatched == Some(event.at) && latest.ready_since < event.at {
            parts.push(self.core_clause(event.at.saturating_sub(latest.ready_since)));
        }
        let mut sentence = parts.join(self.language.separator());
        if !sentence.is_empty() {
            sentence.push_str(self.language.pick(".", "。"));
        }
        sentence
    }

    /// The event that made `event` (noted just before) possible, if another one did.
    pub(super) fn cause(&self, event: &Event) -> Option<&'t Event> {
        let cause = self.effect(event)?.cause?;
        self.story.trace.events.get(cause.index())
    }

    /// The event of the same task through which something else let `event` happen.
    fn effect(&self, event: &Event) -> Option<&'t Event> {
        let latest = self.tasks[event.task.index()];
        let effect = self.story.trace.events.get(latest.caused?.index())?;
        (effect.at == event.at || latest.dispatched == Some(event.at)).then_some(effect)
    }

    fn cause_clause(&self, effect: &Event) -> Option<String> {
        let cause = self.story.trace.events.get(effect.cause?.index())?;
        if cause.task == effect.task {
            return self.own_clause(cause);
        }
        who_did_what(self.story, cause, self.language)
    }

    fn own_clause(&self, cause: &Event) -> Option<String> {
        let EventKind::Blocked { reason } = &cause.kind else {
            return None;
        };
        let began = instant(cause.at);
        let until = match reason {
            BlockReason::Sleep { until } => *until,
            BlockReason::Park { until }
            | BlockReason::Receive { until, .. }
            | BlockReason::Condvar { until, .. } => (*until)?,
            _ => return None,
        };
        let code = cause.span.text(self.story.source);
        let length = length_as_written(until.saturating_sub(cause.at), code);
        // A long run has one of these a row: only the one that is wanted is made.
        Some(match (reason, self.language) {
            (BlockReason::Sleep { .. }, Language::En) => {
                format!("its sleep of {length}, begun at {began}, is over")
            }
            (BlockReason::Sleep { .. }, Language::Zh) => {
                format!("它从 {began} 开始的 {length} 睡眠结束了")
            }
            (_, Language::En) => {
                format!("its wait, begun at {began}, ran into the time-out of {length}")
            }
            (_, Language::Zh) => format!("它从 {began} 开始的等待到了 {length} 的时限"),
        })
    }

    fn core_clause(&self, waited: Nanos) -> String {
        let waited = length_text(waited);
        let (en, zh) = if self.shares_workers {
            ("worker", "工作线程")
        } else {
            ("core", "核")
        };
        self.language.pick(
            format!("it had been ready for {waited}, but no {en} was free"),
            format!("它已就绪 {waited}，但没有空闲的{zh}"),
        )
    }
}

/// "**child** unlocks `counter` at 0.520 s"; `None` when a reader would not miss the event.
pub(super) fn who_did_what(story: Story<'_>, event: &Event, language: Language) -> Option<String> {
    let state = Now {
        state: TaskState::Running {
            core: None,
            worker: None,
        },
        since: event.at,
        event: event.id,
    };
    let said = tell(story, event, state)?.words(language);
    let who = Names(story.trace).thread(event.task);
    let at = instant(event.at);
    Some(match language {
        Language::En => format!("{who} {said} at {at}"),
        Language::Zh => format!("{who} 在 {at} {said}"),
    })
}

/// "0.520 s"
pub(super) fn instant(at: Nanos) -> String {
    format!("{} s", at.seconds(decimals_needed([at])))
}
