//! The reader's language.

use serde::{Deserialize, Serialize};

/// English or Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// 中文
    Zh,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// What stands between the phrases of one cell.
    #[must_use]
    pub fn separator(self) -> &'static str {
        match self {
            Self::En => "; ",
            Self::Zh => "；",
        }
    }

    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}
