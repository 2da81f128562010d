//! The page's whole state and every way it changes: a pure reducer, tested natively.
//!
//! One instant is selected everywhere: playhead, table row, output lines and source lines all read
//! [`State::instant`]. A change that needs a new run raises [`State::number`]; the page then sends
//! [`State::request`] to the worker. The last good run stays until the next good one replaces it.

mod speed;
mod theme;

use std::rc::Rc;

use interleave_notes::{Runtime, ScenarioView};
use interleave_playground::{
    DiagnosticView, EventId, Explanation, LaneView, LanesReply, Language, Nanos, Parameter,
    RunReply, RunRequest, Scenario, SchedulerRun, Severity, ViewOptions, find_scenario,
    first_scenario,
};

use crate::embed::{Embed, Pane};
use crate::link::{Saved, to_hash};
use crate::live::{Live, LiveAction};
use crate::message::{Command, Conversation};
use crate::notes::{Notes, NotesAction};
use crate::outcomes::{Outcomes, OutcomesAction};
use crate::pick::{StepBy, Target};
use crate::predict::{Predict, PredictAction};
use crate::recording::Recording;
use crate::rewrite::{set_parameter, within_reach};
use crate::settings::{CostModel, Settings, Tab};
use crate::shared::Shared;
use crate::shown::Shown;
use crate::view::Viewport;
use crate::what_if::{WhatIf, WhatIfAction};
use crate::words;

pub use speed::Speed;
pub use theme::Theme;

/// The selected instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// The end of the run, wherever that is.
    #[default]
    End,
    /// This time, or the end when the run is shorter.
    At(Nanos),
}

/// Something to tell once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words stand in `strings`")]
pub enum Notice {
    TimedOut,
    SimulatorLost,
    SimulatorGone,
    BadLink,
    /// What of a link could not be read, though its program could.
    UnreadLink(Rc<str>),
    BadFile,
}

/// Why the newest text has no run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// It is on its way, or there.
    Coming,
    /// The text was refused.
    Refused,
    /// The schedule was: the text is not to blame.
    Astray,
    /// It was ended before it was done.
    Stopped,
}

/// The page's whole state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Whether all of the page is drawn: on a first visit what surrounds the first picture comes behind it.
    pub is_whole: bool,
    /// Language of every word.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// The gallery program that the text began as.
    pub scenario: Option<&'static str>,
    /// The text.
    pub source: Rc<str>,
    /// Its sliders.
    pub parameters: Rc<[Parameter]>,
    /// Whether the sliders' places belong to `source`; while they do not, sliders rest.
    pub spans_fit: bool,
    /// The machine.
    pub settings: Settings,
    /// The tab.
    pub tab: Tab,
    /// Lanes by thread or by core.
    pub lane_view: LaneView,
    /// Choices to replay; "" for the machine's own.
    pub schedule: Rc<str>,
    /// What the tab "All outcomes" knows.
    pub outcomes: Outcomes,
    /// Number of the newest request.
    pub number: u64,
    /// The texts of the requests that are not answered yet, by their numbers.
    pub asked: Vec<(u64, Rc<str>)>,
    /// Replies below this number belong to another tab or program.
    pub not_before: u64,
    /// Number of the newest reply taken.
    pub answered: u64,
    /// Number of the newest request when a run was given up.
    pub given_up: u64,
    /// The last good run.
    pub shown: Option<Shared<Shown>>,
    /// What the newest reply says about the text.
    pub diagnostics: Rc<[DiagnosticView]>,
    /// Whether the newest text was refused, so that the shown run is an older one.
    pub is_broken: bool,
    /// Which of the shown runs the table and the output tell.
    pub focus: usize,
    /// The selected instant.
    pub selection: Selection,
    /// The selected event: one phrase of the table, its place in the lanes, its line, its output, its sentence.
    pub picked: Option<EventId>,
    /// Why the selected event happened, once the worker has said so.
    pub explained: Option<Shared<Explanation>>,
    /// What a step goes to.
    pub step_by: StepBy,
    /// Other ways to go on from an instant.
    pub what_if: Option<WhatIf>,
    /// A run on the browser's own event loop.
    pub live: Option<Live>,
    /// What the reader is to predict.
    pub predict: Option<Shared<Predict>>,
    /// The lanes of the part in view, where the whole run has too many segments to show all.
    pub detail: Option<Shared<LanesReply>>,
    /// Whether time plays.
    pub is_playing: bool,
    /// How fast.
    pub speed: Speed,
    /// The part of the time axis in view; `None` for the whole run.
    pub viewport: Option<Viewport>,
    /// Whether the text is being edited.
    pub is_editing: bool,
    /// Whether the key sheet is open.
    pub shows_keys: bool,
    /// Something to tell.
    pub notice: Option<Notice>,
    /// Whether the share dialog is open.
    pub shows_share: bool,
    /// How the page shows itself as a part of another one; `None` when it is its own.
    pub embed: Option<Embed>,
    /// What the page around an embed has said.
    pub conversation: Conversation,
    /// A recorded run laid over the lanes.
    pub recording: Option<Shared<Recording>>,
    /// "The notes, checked", and the words about the scenario.
    pub notes: Notes,
}

/// Everything that can happen to the page.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each name says what happened")]
pub enum Action {
    BecomeWhole,
    ChooseScenario(&'static str),
    ResetText,
    SetParameter { index: usize, value: i64 },
    EditText(String),
    SetEditing(bool),
    SetSettings(Settings),
    SetPreset(Runtime),
    SetTab(Tab),
    SetLaneView(LaneView),
    SetSchedule(String),
    Outcomes(OutcomesAction),
    SetLanguage(Language),
    SetTheme(Theme),
    Replied(Box<RunReply>),
    Explained(Box<Explanation>),
    Detailed(Box<LanesReply>),
    GaveUp(Notice),
    SelectInstant(Nanos),
    Pick(Target),
    SetStepBy(StepBy),
    WhatIf(WhatIfAction),
    Live(LiveAction),
    Predict(PredictAction),
    SelectEnds { last: bool },
    Step { forward: bool, by: Option<StepBy> },
    SetPlaying(bool),
    Tick { elapsed_ms: u64 },
    SetSpeed(Speed),
    SetViewport(Option<Viewport>),
    SetFocus(usize),
    ShowKeys(bool),
    ShowShare(bool),
    Tell(Notice),
    Dismiss,
    Restore(Saved),
    RefuseLink,
    OpenText(String),
    OpenRecording(Recording),
    CloseRecording,
    Notes(NotesAction),
    Hear(Command),
}

impl Action {
    /// Whether it changes what runs: an embed may be for reading only.
    fn edits(&self) -> bool {
        matches!(
            self,
            Self::ChooseScenario(_)
                | Self::ResetText
                | Self::SetParameter { .. }
                | Self::EditText(_)
                | Self::SetEditing(_)
                | Self::SetSettings(_)
                | Self::SetPreset(_)
                | Self::OpenText(_)
        )
    }
}

impl Action {
    /// A step as the reader has set it.
    #[must_use]
    pub fn step(forward: bool) -> Self {
        Self::Step { forward, by: None }
    }
}

impl State {
    /// The page as it opens: the gallery's first program on two cores.
    #[must_use]
    pub fn new(language: Language, theme: Theme) -> Self {
        let first = first_scenario();
        let source: Rc<str> = Rc::from(first.source());
        Self {
            is_whole: true,
            language,
            theme,
            scenario: Some(first.name),
            source: Rc::clone(&source),
            parameters: Rc::from([]),
            spans_fit: false,
            settings: Settings::default(),
            tab: Tab::default(),
            lane_view: LaneView::Task,
            schedule: Rc::from(""),
            outcomes: Outcomes::default(),
            number: 1,
            asked: vec![(1, source)],
            not_before: 1,
            answered: 0,
            given_up: 0,
            shown: None,
            diagnostics: Rc::from([]),
            is_broken: false,
            focus: 0,
            selection: Selection::End,
            picked: None,
            explained: None,
            step_by: StepBy::default(),
            what_if: None,
            live: None,
            predict: None,
            detail: None,
            is_playing: false,
            speed: Speed::default(),
            viewport: None,
            is_editing: false,
            shows_keys: false,
            notice: None,
            shows_share: false,
            embed: None,
            conversation: Conversation::default(),
            recording: None,
            notes: Notes::default(),
        }
    }

    /// The same before it is known what to show: nothing runs yet.
    #[must_use]
    pub fn undecided(self) -> Self {
        Self {
            number: 0,
            asked: Vec::new(),
            ..self
        }
    }

    /// What the worker is to run now.
    #[must_use]
    pub fn request(&self) -> RunRequest {
        RunRequest {
            number: self.number,
            source: self.source.to_string(),
            machines: self.settings.machines(self.tab),
            schedule: self.shown_schedule(),
            also: self.also(),
            view: ViewOptions {
                language: self.language,
                lane_view: self.lane_view,
                ..ViewOptions::default()
            },
        }
    }

    /// The schedule of the run to show: under "All outcomes" a run act by act.
    fn shown_schedule(&self) -> String {
        match self.tab {
            Tab::Outcomes if self.schedule.is_empty() => self.outcomes.timing.prefix(),
            // Choices mean something else under each scheduler.
            Tab::Compare => String::new(),
            _ => self.schedule.to_string(),
        }
    }

    /// The selected instant.
    #[must_use]
    pub fn instant(&self) -> Nanos {
        let end = self.end();
        match self.selection {
            Selection::End => end,
            Selection::At(at) => at.min(end),
        }
    }

    /// The last instant at which something happens up to the selected one: what the table marks.
    #[must_use]
    pub fn last_instant(&self) -> Nanos {
        let now = self.instant();
        let Some(shown) = &self.shown else {
            return now;
        };
        let past = shown.instants.partition_point(|instant| *instant <= now);
        let last = past
            .checked_sub(1)
            .and_then(|index| shown.instants.get(index));
        last.copied().unwrap_or_default()
    }

    /// The latest end of the shown runs, 0 before the first.
    #[must_use]
    pub fn end(&self) -> Nanos {
        self.shown.as_ref().map_or(Nanos::ZERO, |shown| shown.end)
    }

    /// The whole time axis.
    #[must_use]
    pub fn whole_axis(&self) -> Viewport {
        let end = self.shown.as_ref().map(|shown| shown.axis_end);
        Viewport::whole(end.unwrap_or_default())
    }

    /// The run that the table and the output tell.
    #[must_use]
    pub fn focused(&self) -> Option<&Shared<SchedulerRun>> {
        let shown = self.shown.as_ref()?;
        shown.runs.get(self.focus).or_else(|| shown.runs.first())
    }

    /// The gallery program that the text began as.
    #[must_use]
    pub fn scenario(&self) -> Option<&'static Scenario> {
        let name = self.scenario?;
        find_scenario(name)
    }

    /// Decimals of a second that the shown times need, at least three.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        let runs = self.shown.iter().flat_map(|shown| &shown.runs);
        runs.filter_map(|run| run.timeline.rows.first())
            .map(|row| words::decimals(&row.time))
            .max()
            .unwrap_or(3)
    }

    /// The sliders whose places belong to the text: none while it is refused.
    #[must_use]
    pub fn live_parameters(&self) -> Rc<[Parameter]> {
        if self.spans_fit {
            Rc::clone(&self.parameters)
        } else {
            Rc::from([])
        }
    }

    /// Whether the text is of futures.
    #[must_use]
    pub fn has_futures(&self) -> bool {
        self.source.contains("async")
    }

    /// Whether the text talks over the network.
    #[must_use]
    pub fn has_network(&self) -> bool {
        self.source.contains("net::")
    }

    /// Whether OS threads may carry other tasks than their own.
    #[must_use]
    pub fn has_workers(&self) -> bool {
        matches!(self.tab, Tab::EventLoop | Tab::Green | Tab::Compare) || self.has_futures()
    }

    /// Whether nothing that a link would carry has been changed since the page opened.
    #[must_use]
    pub fn is_as_opened(&self) -> bool {
        let opened = Self::new(self.language, self.theme);
        !self.is_changed() && to_hash(self, None) == to_hash(&opened, None)
    }

    /// Whether a part of the page is shown.
    #[must_use]
    pub fn shows(&self, pane: Pane) -> bool {
        self.embed.is_none_or(|embed| embed.panes.has(pane))
    }

    /// Whether text, sliders and machine are as they are.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.embed.is_some_and(|embed| embed.is_read_only)
    }

    /// Whether the text is no longer the gallery's.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.scenario()
            .is_none_or(|scenario| scenario.source() != &*self.source)
    }

    /// The words about the present scenario, as soon as they are there.
    #[must_use]
    pub fn told_scenario(&self) -> Option<Shared<ScenarioView>> {
        let view = self.notes.scenario.as_ref()?;
        (Some(&*view.name) == self.scenario).then(|| view.clone())
    }

    /// The recorded real runs to lay over the lanes: those that were dropped onto the page, else the scenario's own
    /// while its text, number of cores and costs are those of the recorded runs.
    #[must_use]
    pub fn real_runs(&self) -> Option<Shared<Recording>> {
        let is_threads = match self.tab {
            Tab::OneCore => true,
            Tab::ManyCores => self.settings.cores == 2,
            _ => false,
        };
        let is_as_measured = is_threads
            && self.settings.costs == CostModel::Ideal
            && self.schedule.is_empty()
            && !self.is_changed();
        let recorded = self.notes.runs.clone();
        let recorded = recorded.filter(|_| is_as_measured && self.told_scenario().is_some());
        let laid_over = self.live_recording().or(self.recording.clone());
        laid_over.or(recorded)
    }

    /// Whether recorded real runs lie over the lanes, or are on their way: those of the program that the page opens with
    /// come with what is told about it.
    #[must_use]
    pub fn has_real_runs(&self) -> bool {
        let is_opening = self.notes.scenario.is_none()
            && self.scenario == Some(first_scenario().name)
            && self.shows(Pane::Source)
            && !self.is_changed();
        is_opening || self.real_runs().is_some()
    }

    /// Why the newest text has no run.
    #[must_use]
    pub fn lacking(&self) -> Lacking {
        if self.given_up == self.number && self.answered < self.number {
            Lacking::Stopped
        } else if self.is_broken && has_bad_schedule(&self.diagnostics) {
            Lacking::Astray
        } else if self.is_broken {
            Lacking::Refused
        } else {
            Lacking::Coming
        }
    }

    /// Whether the shown run is an older one than the text's, which was refused.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.is_broken && self.shown.is_some()
    }

    /// Whether a newer run than the shown one is under way.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.answered.max(self.given_up) < self.number
    }

    /// The state after `action`; `None` when nothing changes.
    #[must_use]
    pub fn after(&self, action: Action) -> Option<Self> {
        let mut next = self.clone();
        next.apply(action);
        if next.tab == Tab::Outcomes {
            next.outcomes.look_at(&next.source, next.language);
        }
        (next != *self).then_some(next)
    }

    pub(crate) fn apply(&mut self, action: Action) {
        if self.is_read_only() && action.edits() {
            return;
        }
        match action {
            Action::Replied(reply) => self.replied(*reply),
            action => self.act(action),
        }
    }

    fn replied(&mut self, reply: RunReply) {
        self.take(reply);
        self.answer_waiting();
    }

    /// What readers and programs do. Like all that the first picture does without, a function that is not inlined:
    /// so it is fetched later (`xtask/src/parts.rs`).
    #[inline(never)]
    fn act(&mut self, action: Action) {
        match action {
            Action::ChooseScenario(name) => self.choose_scenario(name),
            Action::ResetText => {
                if let Some(name) = self.scenario {
                    self.choose_scenario(name);
                }
            }
            Action::SetParameter { index, value } => self.set_parameter(index, value),
            Action::EditText(text) => self.edit(text),
            Action::SetEditing(is_editing) => self.is_editing = is_editing,
            Action::SetSettings(settings) => self.set_settings(settings.clamped()),
            Action::SetPreset(runtime) => {
                let (settings, tab) = self.settings.preset(runtime, self.has_futures());
                self.set_settings(settings);
                self.set_tab(tab);
            }
            Action::SetTab(tab) => self.set_tab(tab),
            Action::SetLaneView(view) => self.set_lane_view(view),
            Action::SetSchedule(schedule) => self.set_schedule(&schedule),
            Action::Outcomes(action) => self.change_outcomes(action),
            Action::SetLanguage(language) => self.set_language(language),
            Action::SetTheme(theme) => self.theme = theme,
            Action::Replied(reply) => self.replied(*reply),
            Action::Explained(explanation) => self.explained = Some(Shared::new(*explanation)),
            Action::Detailed(lanes) => self.detail = Some(Shared::new(*lanes)),
            Action::GaveUp(notice) => {
                self.given_up = self.number;
                self.is_broken = self.shown.is_some();
                self.notice = Some(notice);
                self.answer_waiting();
            }
            Action::SelectInstant(at) => self.select_instant(at),
            Action::SelectEnds { last: true } => self.select_instant(self.end()),
            Action::SelectEnds { last: false } => self.select_instant(Nanos::ZERO),
            Action::Step { forward, by } => self.step(forward, by.unwrap_or(self.step_by)),
            Action::Pick(target) => self.pick_target(target),
            Action::SetStepBy(step_by) => self.step_by = step_by,
            Action::WhatIf(action) => self.apply_what_if(action),
            Action::Live(action) => self.change_live(action),
            Action::Predict(action) => self.apply_predict(action),
            Action::SetPlaying(is_playing) => self.set_playing(is_playing),
            Action::Tick { elapsed_ms } => self.tick(elapsed_ms),
            Action::SetSpeed(speed) => self.speed = speed,
            Action::SetViewport(viewport) => {
                self.viewport = viewport.and_then(|view| view.within(self.end()));
            }
            Action::SetFocus(focus) => {
                self.focus = focus;
                self.picked = None;
            }
            Action::ShowKeys(shows_keys) => self.shows_keys = shows_keys,
            Action::ShowShare(shows_share) => self.shows_share = shows_share,
            Action::Tell(notice) => self.notice = Some(notice),
            Action::Dismiss => self.notice = None,
            Action::BecomeWhole => self.is_whole = true,
            Action::Restore(saved) => self.restore(saved),
            Action::RefuseLink => self.refuse_link(),
            Action::OpenText(text) => self.open_text(&text),
            Action::OpenRecording(recording) => self.recording = Some(Shared::new(recording)),
            Action::CloseRecording => self.recording = None,
            Action::Notes(action) => self.notes.apply(action),
            Action::Hear(command) => self.hear(command),
        }
    }

    pub(crate) fn ask(&mut self) {
        self.live = None;
        self.number += 1;
        self.asked.push((self.number, Rc::clone(&self.source)));
    }

    /// Asks for a run after which older replies have nothing to say any more.
    pub(crate) fn ask_anew(&mut self) {
        self.ask();
        self.not_before = self.number;
    }

    fn choose_scenario(&mut self, name: &str) {
        let Some(scenario) = find_scenario(name) else {
            return;
        };
        let is_other = self.scenario != Some(scenario.name);
        if !is_other && !self.is_changed() {
            return;
        }
        self.scenario = Some(scenario.name);
        self.replace_source(scenario.source());
        if is_other {
            self.forget_place();
            self.predict = None;
        }
        self.ask_anew();
    }

    /// A wholly different text: the sliders of the old one are gone.
    fn replace_source(&mut self, source: &str) {
        self.source = Rc::from(source);
        self.spans_fit = false;
        self.forget_choices();
    }

    /// Choices belong to one text and one scheduler.
    fn forget_choices(&mut self) {
        self.schedule = Rc::from("");
        self.what_if = None;
    }

    pub(crate) fn set_schedule(&mut self, schedule: &str) {
        if *self.schedule != *schedule {
            self.schedule = Rc::from(schedule);
            self.what_if = None;
            self.ask_anew();
        }
    }

    fn forget_place(&mut self) {
        self.selection = Selection::End;
        self.picked = None;
        self.viewport = None;
        self.is_playing = false;
    }

    pub(crate) fn set_parameter(&mut self, index: usize, value: i64) {
        if !self.spans_fit {
            return;
        }
        let changed = set_parameter(&self.source, &self.parameters, index, value);
        let Some((source, parameters)) = changed else {
            return;
        };
        if source == *self.source {
            return;
        }
        self.source = Rc::from(source);
        self.parameters = Rc::from(parameters);
        self.ask();
    }

    fn edit(&mut self, text: String) {
        if text == *self.source {
            return;
        }
        self.replace_source(&text);
        self.ask();
    }

    fn set_settings(&mut self, settings: Settings) {
        if settings != self.settings {
            self.settings = settings;
            self.ask();
        }
    }

    fn set_tab(&mut self, tab: Tab) {
        if tab != self.tab {
            self.tab = tab;
            self.focus = 0;
            self.picked = None;
            self.forget_choices();
            self.ask_anew();
        }
    }

    fn set_lane_view(&mut self, view: LaneView) {
        if view != self.lane_view {
            self.lane_view = view;
            self.ask();
        }
    }

    fn change_outcomes(&mut self, action: OutcomesAction) {
        let (timing, was_played) = (self.outcomes.timing, self.outcomes.play.is_some());
        let played = self.outcomes.apply(action);
        let ends_playing = was_played && self.outcomes.play.is_none();
        if timing != self.outcomes.timing || ends_playing {
            self.schedule = Rc::from("");
            self.ask();
        }
        if let Some(view) = played {
            // The worker keeps no such run: nothing more can be asked about it.
            self.show(Rc::clone(&self.source), 0, vec![view.run.clone()]);
            self.selection = Selection::End;
        }
    }

    fn set_language(&mut self, language: Language) {
        if language != self.language {
            self.language = language;
            self.ask();
        }
    }

    /// Takes a reply in, unless a newer one is shown already or it belongs to another tab or program.
    fn take(&mut self, reply: RunReply) {
        if reply.number <= self.answered
            || reply.number < self.not_before
            || reply.number > self.number
        {
            return;
        }
        self.answered = reply.number;
        let source = self.asked_text(reply.number);
        let is_newest = reply.number == self.number;
        let is_refused = reply.runs.is_empty()
            || reply
                .diagnostics
                .iter()
                .any(|view| view.diagnostic.severity == Severity::Error);
        self.is_broken = is_refused;
        self.diagnostics = Rc::from(reply.diagnostics);
        let has_parameters = !(is_refused && reply.parameters.is_empty());
        if is_newest && has_parameters {
            let before = if self.spans_fit {
                &*self.parameters
            } else {
                &[]
            };
            self.parameters = Rc::from(within_reach(reply.parameters, before));
            self.spans_fit = true;
        }
        // A run that is scheduled by hand stays until it is given up.
        let is_played = self.tab == Tab::Outcomes && self.outcomes.play.is_some();
        if !is_refused && !is_played {
            self.show(source, reply.number, reply.runs);
        }
    }

    /// The text of request `number`; older ones are forgotten.
    fn asked_text(&mut self, number: u64) -> Rc<str> {
        self.asked.retain(|(asked, _)| *asked >= number);
        match self.asked.first() {
            Some((asked, text)) if *asked == number => Rc::clone(text),
            _ => Rc::clone(&self.source),
        }
    }

    fn show(&mut self, source: Rc<str>, number: u64, runs: Vec<SchedulerRun>) {
        let was_on_an_instant = match (self.selection, self.shown.as_ref()) {
            (Selection::At(at), Some(shown)) => shown.instants.binary_search(&at).is_ok(),
            _ => false,
        };
        let shown = Shown::new(source, self.tab, number, runs);
        if let Selection::At(at) = self.selection
            && was_on_an_instant
            && !self.is_playing
        {
            let before = shown.instants.partition_point(|instant| *instant <= at);
            let nearest = before
                .checked_sub(1)
                .and_then(|index| shown.instants.get(index));
            self.selection = Selection::At(nearest.copied().unwrap_or_default());
        }
        self.viewport = self.viewport.and_then(|view| view.within(shown.end));
        self.focus = self.focus.min(shown.runs.len().saturating_sub(1));
        self.keep_picked(&shown);
        self.fit_predict(&shown);
        self.shown = Some(Shared::new(shown));
        self.detail = None;
    }

    pub(crate) fn select(&mut self, at: Nanos) {
        self.selection = if at >= self.end() {
            Selection::End
        } else {
            Selection::At(at)
        };
        if let Some(view) = self.viewport {
            self.viewport = view.showing(self.instant()).within(self.end());
        }
    }

    fn set_playing(&mut self, is_playing: bool) {
        self.is_playing = is_playing && self.end() > Nanos::ZERO;
        self.picked = None;
        if self.is_playing && self.instant() >= self.end() {
            self.selection = Selection::At(Nanos::ZERO);
        }
    }

    fn tick(&mut self, elapsed_ms: u64) {
        if !self.is_playing {
            return;
        }
        let passed = self.speed.advance(elapsed_ms, self.end());
        let now = self.instant().saturating_add(passed);
        if now >= self.end() {
            self.is_playing = false;
        }
        self.select(now);
    }

    fn restore(&mut self, saved: Saved) {
        self.language = saved.language.unwrap_or(self.language);
        self.theme = saved.theme.unwrap_or(self.theme);
        let scenario = saved.scenario.as_deref().and_then(find_scenario);
        if saved.scenario.is_some() && scenario.is_none() && saved.text.is_none() {
            return self.refuse_link();
        }
        let text = saved
            .text
            .or_else(|| scenario.map(|scenario| scenario.source().to_owned()));
        if let Some(text) = text {
            self.scenario = scenario.map(|scenario| scenario.name);
            self.replace_source(&text);
        }
        self.settings = saved.settings.clamped();
        self.tab = saved.tab;
        self.lane_view = saved.lane_view;
        self.schedule = Rc::from(saved.schedule);
        self.outcomes.timing = saved.timing;
        self.forget_place();
        self.selection = saved.at.map_or(Selection::End, Selection::At);
        self.picked = saved.event;
        self.step_by = saved.step_by;
        self.what_if = WhatIf::restored(&saved.fork, saved.at.unwrap_or_default());
        self.predict = saved.predict.map(Shared::new);
        self.notes.is_open = saved.notes.is_some();
        self.notes.table = saved.notes.unwrap_or(self.notes.table);
        self.focus = 0;
        if !saved.unread.is_empty() {
            let unread = saved.unread.join(", ");
            self.notice = Some(Notice::UnreadLink(Rc::from(unread)));
        }
        self.ask_anew();
    }

    /// Says that a link makes no sense; a page that has nothing else to show begins with the first program.
    fn refuse_link(&mut self) {
        self.notice = Some(Notice::BadLink);
        if self.number == 0 {
            self.ask_anew();
        }
    }

    /// A text from a file is nobody's but the reader's.
    fn open_text(&mut self, text: &str) {
        self.scenario = None;
        self.replace_source(text);
        self.forget_place();
        self.ask_anew();
    }
}

impl yew::Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match self.after(action) {
            Some(next) => Rc::new(next),
            None => self,
        }
    }
}

/// Whether it is the schedule that is wrong.
fn has_bad_schedule(diagnostics: &[DiagnosticView]) -> bool {
    let mut errors = diagnostics.iter().map(|view| &view.diagnostic);
    errors.any(|diagnostic| diagnostic.id == "bad-schedule")
}

#[cfg(test)]
mod tests;
