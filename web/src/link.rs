//! The share link: all that is needed to come back to the same page, behind the `#` of the address.
//!
//! `v=1&program=main-and-child&tab=compare&cores=4…`. A text that is no longer the gallery's goes along, deflated
//! and in base64url. Unknown keys are skipped, so that older pages read newer links as far as they can.

use data_encoding::BASE64URL_NOPAD;
use interleave_playground::{LaneView, Language, Nanos, Timing};

use crate::settings::{CostModel, Settings, Tab, policy_from_slug, policy_slug};
use crate::state::{Selection, State, Theme};

/// Version of the format.
const VERSION: &str = "1";

/// Longest text that a link may unfold to, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// Compression effort, 0 to 10.
const EFFORT: u8 = 9;

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
}

/// A link that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLink;

/// The hash, without `#`, that brings `state` back.
#[must_use]
pub fn to_hash(state: &State) -> String {
    let mut pairs: Vec<(&str, String)> = vec![("v", VERSION.to_owned())];
    if let Some(name) = state.scenario {
        pairs.push(("program", name.to_owned()));
    }
    if state.is_changed() {
        pairs.push(("text", pack(&state.source)));
    }
    pairs.push(("tab", state.tab.slug().to_owned()));
    pairs.extend(settings_pairs(state.settings));
    if state.lane_view == LaneView::Core {
        pairs.push(("lanes", "core".to_owned()));
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
    pairs.push(("lang", language_slug(state.language).to_owned()));
    if state.theme != Theme::Auto {
        pairs.push(("theme", state.theme.slug().to_owned()));
    }
    let words: Vec<String> = pairs
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    words.join("&")
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
    if settings.costs == CostModel::Typical {
        pairs.push(("costs", "typical".to_owned()));
    }
    if settings.workers != usual.workers {
        pairs.push(("workers", settings.workers.to_string()));
    }
    pairs
}

/// Reads a hash, with or without `#`; `Ok(None)` when it is empty.
///
/// # Errors
/// When it is of another version, or a value cannot be read.
pub fn from_hash(hash: &str) -> Result<Option<Saved>, BadLink> {
    let hash = hash.trim_start_matches('#');
    if hash.is_empty() {
        return Ok(None);
    }
    let mut saved = Saved::default();
    let mut has_version = false;
    for pair in hash.split('&') {
        let (key, value) = pair.split_once('=').ok_or(BadLink)?;
        if key == "v" {
            has_version = value == VERSION;
        } else {
            read_pair(&mut saved, key, value).ok_or(BadLink)?;
        }
    }
    if has_version {
        Ok(Some(saved))
    } else {
        Err(BadLink)
    }
}

fn read_pair(saved: &mut Saved, key: &str, value: &str) -> Option<()> {
    let settings = &mut saved.settings;
    match key {
        "program" => saved.scenario = Some(value.to_owned()),
        "text" => saved.text = Some(unpack(value)?),
        "tab" => saved.tab = Tab::from_slug(value)?,
        "cores" => settings.cores = value.parse().ok()?,
        "slice" => settings.slice_ms = value.parse().ok()?,
        "policy" => settings.policy = policy_from_slug(value)?,
        "costs" => settings.costs = costs_from_slug(value)?,
        "workers" => settings.workers = value.parse().ok()?,
        "lanes" => saved.lane_view = lanes_from_slug(value)?,
        "schedule" => value.clone_into(&mut saved.schedule),
        "timing" => saved.timing = Timing::parse(value)?,
        "at" => saved.at = Some(Nanos(value.parse().ok()?)),
        "lang" => saved.language = Some(language_from_slug(value)?),
        "theme" => saved.theme = Some(Theme::from_slug(value)?),
        _ => {}
    }
    Some(())
}

fn costs_from_slug(slug: &str) -> Option<CostModel> {
    match slug {
        "ideal" => Some(CostModel::Ideal),
        "typical" => Some(CostModel::Typical),
        _ => None,
    }
}

fn lanes_from_slug(slug: &str) -> Option<LaneView> {
    match slug {
        "thread" => Some(LaneView::Task),
        "core" => Some(LaneView::Core),
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

fn pack(text: &str) -> String {
    BASE64URL_NOPAD.encode(&miniz_oxide::deflate::compress_to_vec(
        text.as_bytes(),
        EFFORT,
    ))
}

fn unpack(packed: &str) -> Option<String> {
    let bytes = BASE64URL_NOPAD.decode(packed.as_bytes()).ok()?;
    let text = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, MAX_TEXT_BYTES).ok()?;
    String::from_utf8(text).ok()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::{BadLink, from_hash, pack, to_hash, unpack};
    use crate::settings::{Settings, Tab};
    use crate::state::{Action, State, Theme};
    use interleave_playground::{Language, Nanos};

    #[test]
    fn the_state_comes_back() {
        let mut state = State::new(Language::Zh, Theme::Dark);
        state.source = "fn main() {}".into();
        state.tab = Tab::Compare;
        state.settings = Settings {
            cores: 5,
            ..Settings::default()
        };
        let saved = from_hash(&to_hash(&state))
            .expect("it was written here")
            .expect("it is not empty");
        let fresh = State::new(Language::En, Theme::Auto);
        let back = fresh.after(Action::Restore(saved)).expect("it changes");
        assert_eq!(to_hash(&back), to_hash(&state));
        assert_eq!(back.source, state.source);
        assert_eq!(back.settings, state.settings);
    }

    #[test]
    fn a_gallery_program_goes_by_its_name() {
        let state = State::new(Language::En, Theme::Auto);
        assert!(!to_hash(&state).contains("text="));
    }

    #[test]
    fn odd_links_are_refused_and_unknown_keys_are_not() {
        assert_eq!(from_hash("#"), Ok(None));
        assert_eq!(from_hash("#main"), Err(BadLink));
        assert_eq!(from_hash("v=2&tab=compare"), Err(BadLink));
        assert_eq!(from_hash("v=1&tab=nowhere"), Err(BadLink));
        assert_eq!(from_hash("v=1&text=%%%"), Err(BadLink));
        assert_eq!(from_hash("v=1&cores=-1"), Err(BadLink));
        let saved = from_hash("v=1&at=5&new=thing").expect("it can be read");
        assert_eq!(saved.and_then(|saved| saved.at), Some(Nanos(5)));
    }

    proptest! {
        #[test]
        fn every_text_survives(text in ".{0,400}") {
            prop_assert_eq!(unpack(&pack(&text)), Some(text));
        }

        #[test]
        fn no_link_breaks_the_page(hash in "[#a-z0-9=&_%.-]{0,80}") {
            let state = State::new(Language::En, Theme::Auto);
            if let Ok(Some(saved)) = from_hash(&hash) {
                let _ = state.after(Action::Restore(saved));
            }
        }
    }
}
