//! The few things asked of the browser itself: address, storage, clipboard, system settings.
//!
//! Everything here may be missing or forbidden (private windows, sandboxed frames); then it quietly does nothing.

use interleave_playground::Language;
use wasm_bindgen::prelude::JsValue;

use crate::link::{language_from_slug, language_slug};
use crate::state::Theme;

const LANGUAGE_KEY: &str = "interleave-language";
const THEME_KEY: &str = "interleave-theme";

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// What follows `#` in the address, with it.
#[must_use]
pub fn hash() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Puts `hash` into the address without adding a step to the history.
pub fn replace_hash(hash: &str) {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
}

/// Copies the address; false when the browser has no clipboard to offer (it may still refuse later).
#[must_use]
pub fn copy_address() -> bool {
    let Some(window) = window().filter(web_sys::Window::is_secure_context) else {
        return false;
    };
    let Ok(address) = window.location().href() else {
        return false;
    };
    let _ = window.navigator().clipboard().write_text(&address);
    true
}

fn stored(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

fn store(key: &str, value: &str) {
    let storage = window().and_then(|window| window.local_storage().ok());
    if let Some(Some(storage)) = storage {
        let _ = storage.set_item(key, value);
    }
}

/// The reader's language: as chosen before, else as the browser says.
#[must_use]
pub fn language() -> Language {
    let chosen = stored(LANGUAGE_KEY).and_then(|slug| language_from_slug(&slug));
    let by_browser = || {
        let tag = window().and_then(|window| window.navigator().language());
        if tag.is_some_and(|tag| tag.to_lowercase().starts_with("zh")) {
            Language::Zh
        } else {
            Language::En
        }
    };
    chosen.unwrap_or_else(by_browser)
}

/// The theme as chosen before, else as the system says.
#[must_use]
pub fn theme() -> Theme {
    stored(THEME_KEY)
        .and_then(|slug| Theme::from_slug(&slug))
        .unwrap_or_default()
}

/// Tells the document its language and theme, and keeps both for the next visit.
pub fn apply(language: Language, theme: Theme) {
    store(LANGUAGE_KEY, language_slug(language));
    store(THEME_KEY, theme.slug());
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
