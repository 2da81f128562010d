//! The few things asked of the browser itself: address, storage, system settings.
//!
//! Everything here may be missing or forbidden (private windows, sandboxed frames); then it quietly does nothing.

use crate::link::{language_from_slug, language_slug};
use crate::state::Theme;
use interleave_playground::Language;

const LANGUAGE_KEY: &str = "interleave-language";
const THEME_KEY: &str = "interleave-theme";

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// What follows `?` in the address, with it.
#[must_use]
pub fn query() -> String {
    window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default()
}

/// The address of the page without what follows `?` or `#`.
#[must_use]
pub fn bare_address() -> String {
    let address = window().and_then(|window| window.location().href().ok());
    let address = address.unwrap_or_default();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    address[..end].to_owned()
}

/// What was stored under `key` on an earlier visit.
pub fn stored(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value` for later visits.
pub fn store(key: &str, value: &str) {
    let storage = window().and_then(|window| window.local_storage().ok());
    if let Some(Some(storage)) = storage {
        let _ = storage.set_item(key, value);
    }
}

/// The reader's language: as chosen before, else as the browser says.
#[must_use]
pub fn language() -> Language {
    let chosen = stored(LANGUAGE_KEY).and_then(|slug| language_from_slug(&slug));
    chosen.unwrap_or_else(spoken)
}

/// The language that the browser says.
#[must_use]
pub fn spoken() -> Language {
    let tag = window().and_then(|window| window.navigator().language());
    if tag.is_some_and(|tag| tag.to_lowercase().starts_with("zh")) {
        Language::Zh
    } else {
        Language::En
    }
}

/// The theme as chosen before, else as the system says.
#[must_use]
pub fn theme() -> Theme {
    stored(THEME_KEY)
        .and_then(|slug| Theme::from_slug(&slug))
        .unwrap_or_default()
}

/// Keeps language and theme for the next visit.
pub fn remember(language: Language, theme: Theme) {
    store(LANGUAGE_KEY, language_slug(language));
    store(THEME_KEY, theme.slug());
}

/// Tells the document its language and theme.
pub fn apply(language: Language, theme: Theme) {
    let root = window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        let tag = match language {
            Language::En => "en",
            Language::Zh => "zh-CN",
        };
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("data-theme", theme.slug());
    }
}
