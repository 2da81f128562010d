//! The page as a part of another one: which of its parts are shown and what they allow, all said by the address.
//!
//! `?embed&panes=lanes,table&readonly&autoplay=on&keys=off`; font, click to load and who may speak to the frame are
//! read in `static/`, before this program runs.

use crate::pairs::{decoded, pairs};

/// A part of the page that an embed may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the parts' names")]
pub enum Pane {
    Source,
    Sliders,
    Tabs,
    Transport,
    Lanes,
    Metrics,
    Table,
    Output,
}

impl Pane {
    /// Every part with its name in addresses.
    const NAMES: [(&str, Self); 8] = [
        ("source", Self::Source),
        ("sliders", Self::Sliders),
        ("tabs", Self::Tabs),
        ("transport", Self::Transport),
        ("lanes", Self::Lanes),
        ("metrics", Self::Metrics),
        ("table", Self::Table),
        ("output", Self::Output),
    ];
}

/// A set of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes(u16);

impl Panes {
    /// The parts of that list; names that are none are skipped.
    #[must_use]
    pub fn from_list(list: &str) -> Self {
        let named = |name: &str| Pane::NAMES.iter().find(|(known, _)| *known == name);
        let bits = list.split(',').filter_map(named);
        Self(bits.fold(0, |all, (_, pane)| all | 1 << *pane as u16))
    }

    /// Whether a part is among them.
    #[must_use]
    pub fn has(self, pane: Pane) -> bool {
        self.0 & 1 << pane as u16 != 0
    }
}

/// How the embed shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embed {
    /// The parts that are shown.
    pub panes: Panes,
    /// Whether the text, the sliders and the machine are as they are.
    pub is_read_only: bool,
    /// Whether time begins to play by itself.
    pub plays: bool,
    /// Whether keys move the playhead; else they all belong to the page around.
    pub takes_keys: bool,
}

impl Default for Embed {
    fn default() -> Self {
        Self {
            panes: Panes::from_list("source,transport,lanes"),
            is_read_only: false,
            plays: false,
            takes_keys: true,
        }
    }
}

impl Embed {
    /// What the address' query says; `None` when the page is its own.
    #[must_use]
    pub fn from_query(query: &str) -> Option<Self> {
        let is_embed = pairs(query).any(|(key, _)| key == "embed");
        is_embed.then(|| Self::default().with(query))
    }

    /// The same with what `text` changes.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        for (key, value) in pairs(text) {
            let Some(value) = decoded(value) else {
                continue;
            };
            let is_on = !matches!(value.as_str(), "off" | "false" | "0");
            match key {
                "panes" => self.panes = Panes::from_list(&value),
                "readonly" => self.is_read_only = is_on,
                "autoplay" => self.plays = is_on,
                "keys" => self.takes_keys = is_on,
                _ => {}
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Embed, Pane};

    #[test]
    fn the_address_says_all() {
        assert_eq!(Embed::from_query("?lang=zh"), None);
        assert_eq!(Embed::from_query("?embed"), Some(Embed::default()));
        let embed = Embed::from_query("?embed&panes=table,nonsense%2Coutput&readonly&keys=off");
        let embed = embed.expect("it says so");
        assert!(embed.panes.has(Pane::Table) && embed.panes.has(Pane::Output));
        assert!(!embed.panes.has(Pane::Lanes));
        assert!(embed.is_read_only && !embed.plays && !embed.takes_keys);
        assert!(!embed.with("readonly=off").is_read_only);
    }
}
