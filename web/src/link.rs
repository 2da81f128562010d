//! The share link: all that is needed to come back to the same page, behind the `#` of the address.
//!
//! `v=1&program=main-and-child&tab=compare&cores=4…`. A text that is no longer the gallery's goes along as `text=`,
//! deflated and in base64url, which is the browser's own work ([`crate::host`]); written by hand it may stand
//! readable in `code=`. Unknown keys are skipped, so that older pages read newer links as far as they can.
//! An embed's address may hold the same keys in its query.

use interleave_notes::TableId;
use interleave_playground::{EventId, LaneView, Language, Nanos, Timing};

use crate::pairs::{decoded, encoded, pairs};
use crate::pick::StepBy;
use crate::predict::Predict;
use crate::settings::{CostModel, Settings, Tab, policy_from_slug, policy_slug};
use crate::state::{Selection, State, Theme};

/// Version of the format.
const VERSION: &str = "1";

/// What a link says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Language, when the link chooses one.
    pub language: Option<Language>,
    /// Theme, when the link chooses one.
    pub theme: Option<Theme>,
    /// Name of the gallery program.
    pub scenario: Option<String>,
    /// The text, when it is not the gallery's.
    pub text: Option<String>,
    /// The same as it stands in links: to be unpacked into `text` before anything is restored.
    pub packed: Option<String>,
    /// The machine.
    pub settings: Settings,
    /// The tab.
    pub tab: Tab,
    /// Lanes by thread or by core.
    pub lane_view: LaneView,
    /// Choices to replay; "" for the machine's own.
    pub schedule: String,
    /// What "All outcomes" supposes about time.
    pub timing: Timing,
    /// The selected instant; `None` for the end.
    pub at: Option<Nanos>,
    /// The selected event.
    pub event: Option<EventId>,
    /// Choices of another way to go on, shown beside the run.
    pub fork: String,
    /// What a step goes to.
    pub step_by: StepBy,
    /// The chosen table of "The notes, checked", when that is open.
    pub notes: Option<TableId>,
    /// What the reader is to predict.
    pub predict: Option<Predict>,
    /// What could not be read, and is as if it were not there: "tab=nowhere".
    pub unread: Vec<String>,
}

/// A link that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLink;

impl Saved {
    /// What a link to `state` says, its text apart.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            language: Some(state.language),
            theme: (state.theme != Theme::Auto).then_some(state.theme),
            scenario: state.scenario.map(str::to_owned),
            text: None,
            packed: None,
            settings: state.settings,
            tab: state.tab,
            lane_view: state.lane_view,
            schedule: state.schedule.to_string(),
            timing: state.outcomes.timing,
            at: match state.selection {
                Selection::At(at) => Some(at),
                Selection::End => None,
            },
            event: state.picked,
            fork: state.also().pop().unwrap_or_default(),
            step_by: state.step_by,
            notes: state.notes.is_open.then_some(state.notes.table),
            predict: state.predict.as_ref().map(|predict| (**predict).clone()),
            unread: Vec::new(),
        }
    }
}

/// The hash, without `#`, that brings `state` back; `packed` is its text as it stands in links, which a text of the
/// gallery does not need.
#[must_use]
pub fn to_hash(state: &State, packed: Option<&str>) -> String {
    let mut pairs: Vec<(&str, String)> = vec![("v", VERSION.to_owned())];
    if let Some(name) = state.scenario {
        pairs.push(("program", name.to_owned()));
    }
    if let Some(packed) = packed {
        pairs.push(("text", packed.to_owned()));
    }
    pairs.push(("tab", state.tab.slug().to_owned()));
    pairs.extend(settings_pairs(state.settings));
    match state.lane_view {
        LaneView::Task => {}
        LaneView::Core => pairs.push(("lanes", "core".to_owned())),
        LaneView::Worker => pairs.push(("lanes", "worker".to_owned())),
    }
    if state.tab == Tab::Outcomes && state.outcomes.timing != Timing::default() {
        let prefix = state.outcomes.timing.prefix();
        pairs.push(("timing", prefix.trim_end_matches(':').to_owned()));
    }
    if !state.schedule.is_empty() {
        pairs.push(("schedule", state.schedule.to_string()));
    }
    if let Selection::At(at) = state.selection {
        pairs.push(("at", at.0.to_string()));
    }
    pairs.extend(place_pairs(state));
    pairs.push(("lang", language_slug(state.language).to_owned()));
    if state.theme != Theme::Auto {
        pairs.push(("theme", state.theme.slug().to_owned()));
    }
    joined(&pairs)
}

/// The pairs as one text, values made fit for an address.
#[must_use]
pub fn joined(pairs: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (key, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(key);
        out.push('=');
        out.push_str(&encoded(value));
    }
    out
}

/// The selected event, the choices, and how steps go.
fn place_pairs(state: &State) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    if let Some(event) = state.picked {
        pairs.push(("event", event.0.to_string()));
    }
    pairs.extend(state.also().into_iter().map(|fork| ("fork", fork)));
    if state.step_by != StepBy::default() {
        pairs.push(("step", state.step_by.slug().to_owned()));
    }
    if state.notes.is_open {
        pairs.push(("notes", state.notes.table.name().to_owned()));
    }
    if let Some(predict) = &state.predict {
        pairs.push(("predict", predict.slug()));
    }
    pairs
}

fn settings_pairs(settings: Settings) -> Vec<(&'static str, String)> {
    let usual = Settings::default();
    let mut pairs = Vec::new();
    if settings.cores != usual.cores {
        pairs.push(("cores", settings.cores.to_string()));
    }
    if settings.slice_ms != usual.slice_ms {
        pairs.push(("slice", settings.slice_ms.to_string()));
    }
    if settings.policy != usual.policy {
        pairs.push(("policy", policy_slug(settings.policy).to_owned()));
    }
    if settings.costs != usual.costs {
        pairs.push(("costs", settings.costs.slug().to_owned()));
    }
    if settings.workers != usual.workers {
        pairs.push(("workers", settings.workers.to_string()));
    }
    let (network, usual) = (settings.network, usual.network);
    let delays = [
        ("dns", network.resolve, usual.resolve),
        ("connect", network.connect, usual.connect),
        ("read", network.read, usual.read),
    ];
    let changed = delays.iter().filter(|(_, ms, usual)| ms != usual);
    pairs.extend(changed.map(|(name, ms, _)| (*name, ms.to_string())));
    pairs
}

/// Reads a hash, with or without `#`; `Ok(None)` when it is empty. A setting that cannot be read is left out and noted
/// in [`Saved::unread`].
///
/// # Errors
/// When it is of another version, or its program cannot be read.
pub fn from_hash(hash: &str) -> Result<Option<Saved>, BadLink> {
    let is_empty = pairs(hash).next().is_none();
    let has_version = pairs(hash).any(|pair| pair == ("v", VERSION));
    match (is_empty, has_version) {
        (true, _) => Ok(None),
        (false, true) => read_over(Saved::default(), hash).map(Some),
        (false, false) => Err(BadLink),
    }
}

/// What `text` says on top of `saved`, as far as it can be read; needs no version.
///
/// # Errors
/// When its program cannot be read.
pub fn read_over(mut saved: Saved, text: &str) -> Result<Saved, BadLink> {
    for (key, value) in pairs(text) {
        if read_pair(&mut saved, key, value).is_some() {
            continue;
        }
        if matches!(key, "program" | "text" | "code") {
            return Err(BadLink);
        }
        saved.unread.push(format!("{key}={value}"));
    }
    Ok(saved)
}

/// What `text` says on top of `saved`; needs no version.
///
/// # Errors
/// When a value cannot be read.
pub fn overlaid(saved: Saved, text: &str) -> Result<Saved, BadLink> {
    let saved = read_over(saved, text)?;
    match saved.unread.is_empty() {
        true => Ok(saved),
        false => Err(BadLink),
    }
}

fn read_pair(saved: &mut Saved, key: &str, value: &str) -> Option<()> {
    let value = &*decoded(value)?;
    let settings = &mut saved.settings;
    match key {
        "program" => saved.scenario = Some(value.to_owned()),
        "text" => saved.packed = Some(value.to_owned()),
        "code" => saved.text = Some(value.to_owned()),
        "tab" => saved.tab = Tab::from_slug(value)?,
        "cores" => settings.cores = value.parse().ok()?,
        "slice" => settings.slice_ms = value.parse().ok()?,
        "policy" => settings.policy = policy_from_slug(value)?,
        "costs" => settings.costs = CostModel::from_slug(value)?,
        "workers" => settings.workers = value.parse().ok()?,
        "dns" => settings.network.resolve = value.parse().ok()?,
        "connect" => settings.network.connect = value.parse().ok()?,
        "read" => settings.network.read = value.parse().ok()?,
        "lanes" => saved.lane_view = lanes_from_slug(value)?,
        "schedule" => value.clone_into(&mut saved.schedule),
        "timing" => saved.timing = Timing::parse(value)?,
        "at" => saved.at = Some(Nanos(value.parse().ok()?)),
        "event" => saved.event = Some(EventId(value.parse().ok()?)),
        "fork" => saved.fork = value.to_owned(),
        "predict" => saved.predict = Some(Predict::from_slug(value)?),
        "notes" => saved.notes = Some(TableId::from_name(value)?),
        "step" => saved.step_by = StepBy::from_slug(value)?,
        "lang" => saved.language = Some(language_from_slug(value)?),
        "theme" => saved.theme = Some(Theme::from_slug(value)?),
        _ => {}
    }
    Some(())
}

fn lanes_from_slug(slug: &str) -> Option<LaneView> {
    match slug {
        "thread" => Some(LaneView::Task),
        "core" => Some(LaneView::Core),
        "worker" => Some(LaneView::Worker),
        _ => None,
    }
}

/// Name of a language in addresses.
#[must_use]
pub fn language_slug(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Zh => "zh",
    }
}

/// The language of that name.
#[must_use]
pub fn language_from_slug(slug: &str) -> Option<Language> {
    match slug {
        "en" => Some(Language::En),
        "zh" => Some(Language::Zh),
        _ => None,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::{BadLink, Saved, from_hash, to_hash};
    use crate::settings::{Settings, Tab};
    use crate::state::{Action, Notice, Selection, State, Theme};
    use interleave_playground::{Language, Nanos};

    #[test]
    fn the_state_comes_back() {
        let mut state = State::new(Language::Zh, Theme::Dark);
        state.source = "fn main() {}".into();
        state.selection = Selection::At(Nanos(5));
        state.tab = Tab::Compare;
        state.settings = Settings {
            cores: 5,
            ..Settings::default()
        };
        let saved = from_hash(&to_hash(&state, Some("packed")))
            .expect("it was written here")
            .expect("it is not empty");
        assert_eq!(saved.packed.as_deref(), Some("packed"));
        let saved = Saved {
            packed: None,
            text: Some(state.source.to_string()),
            ..saved
        };
        let fresh = State::new(Language::En, Theme::Auto);
        let back = fresh.after(Action::Restore(saved)).expect("it changes");
        assert_eq!(to_hash(&back, None), to_hash(&state, None));
        assert_eq!(back.source, state.source);
        assert_eq!(back.settings, state.settings);
    }

    #[test]
    fn a_gallery_program_goes_by_its_name() {
        let state = State::new(Language::En, Theme::Auto);
        let saved = from_hash(&to_hash(&state, None)).expect("it was written here");
        assert_eq!(saved, Some(Saved::of(&state)));
    }

    #[test]
    fn odd_links_are_refused_and_unknown_keys_are_not() {
        assert_eq!(from_hash("#"), Ok(None));
        assert_eq!(from_hash("#main"), Err(BadLink));
        assert_eq!(from_hash("v=2&tab=compare"), Err(BadLink));
        assert_eq!(from_hash("v=1&code=%%%"), Err(BadLink));
        let code = from_hash("v=1&code=fn%20main()%20%7B%7D").expect("it can be read");
        let text = code.and_then(|saved| saved.text);
        assert_eq!(text.as_deref(), Some("fn main() {}"));
        let saved = from_hash("v=1&at=5&new=thing").expect("it can be read");
        assert_eq!(saved.and_then(|saved| saved.at), Some(Nanos(5)));
    }

    #[test]
    fn what_cannot_be_read_takes_nothing_else_along() {
        let saved = from_hash("v=1&code=fn%20main()%20%7B%7D&tab=nowhere&cores=-1&slice=7");
        let saved = saved
            .expect("its program can be read")
            .expect("it is not empty");
        assert_eq!(saved.text.as_deref(), Some("fn main() {}"));
        assert_eq!(saved.settings.slice_ms, 7);
        assert_eq!(saved.unread, ["tab=nowhere", "cores=-1"]);
        let state = State::new(Language::En, Theme::Auto);
        let back = state
            .after(Action::Restore(saved))
            .expect("it shows the program");
        assert_eq!(&*back.source, "fn main() {}");
        let told = Notice::UnreadLink(Rc::from("tab=nowhere, cores=-1"));
        assert_eq!(back.notice, Some(told));
    }

    fn restored(hash: &str) {
        let state = State::new(Language::En, Theme::Auto);
        if let Ok(Some(saved)) = from_hash(hash) {
            let back = state.after(Action::Restore(saved));
            let request = back.unwrap_or(state).request();
            assert!(request.machines.iter().all(|machine| machine.cores <= 8));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn no_random_link_breaks_the_page(hash in any::<String>()) {
            restored(&hash);
        }

        #[test]
        fn no_mangled_link_breaks_the_page(
            place in 0.0..1.0, letters in "[#a-z0-9=&_%.-]{0,8}", cut in 0usize..12,
        ) {
            let state = State::new(Language::Zh, Theme::Dark);
            let mut hash = to_hash(&state, Some("yygqzcwrUUgrS80FAA")) + "&cores=3&slice=7&at=9&lanes=core&costs=ideal";
            let from = (place * hash.len() as f64) as usize;
            hash.replace_range(from..(from + cut).min(hash.len()), &letters);
            restored(&hash);
        }
    }
}
