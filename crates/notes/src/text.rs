//! Words in both languages, put together at run time.

use interleave_playground::Language;
use serde::{Deserialize, Serialize};

/// A text in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// 中文
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// `en` and `zh` as one text.
    #[must_use]
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// A text that is the same in both languages: a figure, a name, code.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// Its words in `language`.
    #[must_use]
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.en, &self.zh)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::same(text)
    }
}

impl From<(&str, &str)> for Text {
    /// English first.
    fn from((en, zh): (&str, &str)) -> Self {
        Self::new(en, zh)
    }
}
