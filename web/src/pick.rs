//! The one selection: an event, which table, lanes, source, output and sentences all show; and stepping from one to the
//! next.

use interleave_playground::{About, EventId, ExplainRequest, Nanos, TaskId};

use crate::shown::{Happening, Shown};
use crate::state::State;

/// What a step goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepBy {
    /// The next instant at which something happens.
    #[default]
    Instant,
    /// The next thing that anybody does.
    Event,
    /// The next thing that happens at another line.
    Line,
    /// The next thing that the selected thread does.
    Thread,
}

impl StepBy {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Instant, Self::Event, Self::Line, Self::Thread];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Event => "event",
            Self::Line => "line",
            Self::Thread => "thread",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// What somebody points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something that happened, in the run that the table tells.
    Event {
        /// What.
        event: EventId,
        /// When.
        at: Nanos,
    },
    /// What a task is in the middle of at an instant of a run.
    Stretch {
        /// Which of the shown runs.
        run: usize,
        /// The event that began it.
        event: EventId,
        /// When.
        at: Nanos,
    },
    /// What a task does at an instant of a run, or else what it is in the middle of.
    Task {
        /// Which of the shown runs.
        run: usize,
        /// Whose.
        task: TaskId,
        /// When.
        at: Nanos,
    },
    /// A line of the source: the next time that somebody comes there, after the last the first again.
    Line(u32),
}

impl State {
    /// The selected event with its task and line, when the run that the table tells has it.
    #[must_use]
    pub fn pick(&self) -> Option<Happening> {
        self.shown.as_ref()?.find(self.focus, self.picked?)
    }

    /// The question whose answer the "Why" region shows; `None` when nothing is selected.
    #[must_use]
    pub fn explain_request(&self) -> Option<ExplainRequest> {
        let pick = self.pick()?;
        Some(ExplainRequest {
            number: self.shown.as_ref()?.number,
            run: u32::try_from(self.focus).ok()?,
            about: About {
                task: pick.task,
                at: pick.at,
                event: Some(pick.event),
            },
        })
    }

    pub(crate) fn select_instant(&mut self, at: Nanos) {
        self.picked = None;
        self.select(at);
    }

    pub(crate) fn pick_target(&mut self, target: Target) {
        self.is_playing = false;
        match target {
            Target::Event { event, at } => {
                self.picked = Some(event);
                self.select(at);
            }
            Target::Stretch { run, event, at } => {
                self.focus = run;
                self.picked = Some(event);
                self.select(at);
            }
            Target::Task { run, task, at } => {
                self.focus = run;
                self.picked = self
                    .shown
                    .as_ref()
                    .and_then(|shown| shown.deed_at(run, task, at));
                self.select(at);
            }
            Target::Line(line) => self.pick_line(line),
        }
    }

    fn pick_line(&mut self, line: u32) {
        let Some(shown) = self.shown.clone() else {
            return;
        };
        let here: Vec<Happening> = shown
            .happenings(self.focus)
            .iter()
            .copied()
            .filter(|one| one.line == line)
            .collect();
        let is_after = |one: &&Happening| match self.pick() {
            Some(pick) if pick.line == line => one.event > pick.event,
            _ => one.at >= self.instant(),
        };
        let next = here.iter().find(is_after).or(here.first()).copied();
        if let Some(next) = next {
            self.pick_happening(next);
        }
    }

    fn pick_happening(&mut self, one: Happening) {
        self.picked = Some(one.event);
        self.select(one.at);
    }

    pub(crate) fn step(&mut self, forward: bool, by: StepBy) {
        self.is_playing = false;
        let Some(shown) = self.shown.clone() else {
            return;
        };
        if by == StepBy::Instant {
            self.step_instant(&shown, forward);
            return;
        }
        let all = shown.happenings(self.focus);
        let pick = self.pick();
        let present = match pick {
            Some(pick) => all.partition_point(|one| one.event < pick.event),
            // Everything up to the instant has happened.
            None => all.partition_point(|one| one.at <= self.instant()),
        };
        let is_wanted = |one: &&Happening| match (by, pick) {
            (StepBy::Line, Some(pick)) => one.line != pick.line && one.line > 0,
            (StepBy::Thread, Some(pick)) => one.task == pick.task,
            _ => true,
        };
        let next = if forward {
            let after = present + usize::from(all.get(present).map(|one| one.event) == self.picked);
            all[after.min(all.len())..].iter().find(is_wanted)
        } else {
            all[..present].iter().rev().find(is_wanted)
        };
        if let Some(next) = next.copied() {
            self.pick_happening(next);
        }
    }

    fn step_instant(&mut self, shown: &Shown, forward: bool) {
        let now = self.instant();
        let target = if forward {
            shown.instants.iter().find(|instant| **instant > now)
        } else {
            shown.instants.iter().rev().find(|instant| **instant < now)
        };
        if let Some(at) = target {
            self.select_instant(*at);
        }
    }

    /// A new run is to be shown: its events have other numbers, so the same task's last deed up to the instant is
    /// selected instead.
    pub(crate) fn keep_picked(&mut self, new: &Shown) {
        let Some(old) = self.shown.as_ref().and(self.pick()) else {
            return;
        };
        let all = new.happenings(self.focus);
        let is_there = |one: &&Happening| one.task == old.task && one.line == old.line;
        let same = all.iter().filter(is_there);
        let nearest = same.min_by_key(|one| (one.at.0.abs_diff(old.at.0), one.event));
        self.picked = nearest.map(|one| one.event);
        if let Some(one) = nearest {
            self.selection = crate::state::Selection::At(one.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Language, Nanos, TaskId, run};

    use super::{StepBy, Target};
    use crate::state::{Action, State, Theme};

    fn opened() -> State {
        let state = State::new(Language::En, Theme::Auto);
        let reply = Box::new(run(&state.request()));
        after(&state, Action::Replied(reply))
    }

    fn after(state: &State, action: Action) -> State {
        state.after(action).expect("something changes")
    }

    #[test]
    fn steps_by_event_go_through_everything_once_and_back() {
        let mut state = after(&opened(), Action::SetStepBy(StepBy::Event));
        let count = state
            .shown
            .as_ref()
            .map_or(0, |shown| shown.happenings(0).len());
        let mut seen = Vec::new();
        while let Some(back) = state.after(Action::step(false)) {
            seen.push(back.picked);
            state = back;
        }
        assert_eq!(seen.len(), count);
        let mut forth = vec![state.picked];
        while let Some(on) = state.after(Action::step(true)) {
            forth.push(on.picked);
            state = on;
        }
        forth.reverse();
        assert_eq!(forth, seen);
    }

    #[test]
    fn a_line_is_visited_time_after_time() {
        let state = opened();
        let line = state.shown.as_ref().map_or(0, |shown| {
            let last = shown.happenings(0).iter().rev();
            let mut own = last.filter(|one| one.task == TaskId(1) && one.line > 0);
            own.next().map_or(0, |one| one.line)
        });
        let first = after(&state, Action::Pick(Target::Line(line)));
        assert_eq!(first.pick().map(|pick| pick.line), Some(line));
        let stepped = after(&first, Action::SetStepBy(StepBy::Line));
        let other = after(&stepped, Action::step(false));
        assert_ne!(other.pick().map(|pick| pick.line), Some(line));
    }

    #[test]
    fn a_gap_of_a_thread_can_be_selected_and_asked_about() {
        let target = Target::Task {
            run: 0,
            task: TaskId(1),
            at: Nanos::from_millis(250),
        };
        let state = after(&opened(), Action::Pick(target));
        assert_eq!(state.instant(), Nanos::from_millis(250));
        assert_eq!(state.pick().map(|pick| pick.task), Some(TaskId(1)));
        assert!(state.explain_request().is_some());
    }
}
