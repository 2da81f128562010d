//! What a task is called: a short text in itself.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that a label has in itself.
const SHORT: usize = 22;

/// A text that needs no memory of its own when it has at most 22 bytes, as most labels have: a run may have a million.
#[derive(Clone)]
pub struct Label(Text);

#[derive(Clone)]
enum Text {
    Short { len: u8, bytes: [u8; SHORT] },
    Long(Box<str>),
}

const _: () = assert!(
    size_of::<Label>() == 24,
    "a label is no larger than a string"
);

impl Label {
    /// "kind number".
    #[must_use]
    pub fn numbered(kind: &str, number: u32) -> Self {
        let mut digits = [b'0'; 10];
        let (mut start, mut rest) = (digits.len() - 1, number);
        digits[start] += (rest % 10) as u8;
        while rest > 9 {
            rest /= 10;
            start -= 1;
            digits[start] += (rest % 10) as u8;
        }
        let digits = &digits[start..];
        let mut bytes = [0; SHORT];
        let len = kind.len() + 1 + digits.len();
        if len > SHORT {
            return Self::from(format!("{kind} {number}"));
        }
        let (first, second) = bytes.split_at_mut(kind.len());
        first.copy_from_slice(kind.as_bytes());
        second[0] = b' ';
        for (to, digit) in second[1..].iter_mut().zip(digits) {
            *to = *digit;
        }
        let len = len as u8;
        Self(Text::Short { len, bytes })
    }

    /// "task 8" after "task 7"; `None` when that has another digit more.
    #[must_use]
    pub fn following(&self) -> Option<Self> {
        self.ahead(1)
    }

    /// The label whose number is higher by `steps`: "task 12" for "task 07" and 5. `None` when that has another digit
    /// more, or no number ends the label, or it has more than 22 bytes.
    #[must_use]
    pub fn ahead(&self, steps: u32) -> Option<Self> {
        let Text::Short { len, mut bytes } = self.0.clone() else {
            return None;
        };
        let mut rest = u64::from(steps);
        for digit in bytes[..usize::from(len)].iter_mut().rev() {
            if rest == 0 {
                break;
            }
            if !digit.is_ascii_digit() {
                return None;
            }
            rest += u64::from(*digit - b'0');
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        (rest == 0).then_some(Self(Text::Short { len, bytes }))
    }

    /// Becomes the label that is [`Self::following`]; `false`, with nothing changed, when there is none.
    #[inline]
    pub fn follow(&mut self) -> bool {
        if let Text::Short { len, bytes } = &mut self.0
            && let Some(last @ b'0'..=b'8') = bytes.get_mut(usize::from(*len).wrapping_sub(1))
        {
            *last += 1;
            return true;
        }
        match self.following() {
            Some(label) => {
                *self = label;
                true
            }
            None => false,
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Short { len, bytes } => {
                let text = str::from_utf8(&bytes[..usize::from(*len)]);
                text.expect("a label is made of whole characters")
            }
            Text::Long(text) => text,
        }
    }
}

/// No text.
impl Default for Label {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        Self(match bytes.get_mut(..text.len()) {
            Some(room) => {
                room.copy_from_slice(text.as_bytes());
                let len = text.len() as u8;
                Text::Short { len, bytes }
            }
            None => Text::Long(text.into()),
        })
    }
}

impl From<String> for Label {
    fn from(text: String) -> Self {
        match text.len() {
            ..=SHORT => Self::from(text.as_str()),
            _ => Self(Text::Long(text.into_boxed_str())),
        }
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        match label.0 {
            Text::Long(text) => text.into_string(),
            Text::Short { .. } => label.as_str().to_owned(),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

/// As a string's.
impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Label {}

impl PartialEq<str> for Label {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<String> for Label {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Label {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// As a string's.
impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// As a string.
impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_texts_are_what_they_were() {
        for text in [
            "",
            "h",
            "twenty-two bytes: abcd",
            "twenty-three bytes: abc",
            "π und mehr",
        ] {
            assert_eq!(Label::from(text), text);
            assert_eq!(String::from(Label::from(text.to_owned())), text);
            assert_eq!(format!("{:?}", Label::from(text)), format!("{text:?}"));
        }
    }

    #[test]
    fn numbers_follow_each_other() {
        let after = |text: &str| Label::from(text).following();
        assert_eq!(after("task 7").as_deref(), Some("task 8"));
        assert_eq!(after("task 1099").as_deref(), Some("task 1100"));
        assert_eq!(after("task 99"), None);
        assert_eq!(after("99"), None);
        assert_eq!(after("task"), None);
        for text in ["task 7", "task 1099", "task 99", "99", "task", ""] {
            let mut label = Label::from(text);
            let follows = label.follow();
            assert_eq!(follows, after(text).is_some());
            assert_eq!(label, *after(text).as_deref().unwrap_or(text));
        }
        assert_eq!(after("a task with a long name 7"), None);
        let ahead = |text: &str, steps| Label::from(text).ahead(steps);
        assert_eq!(ahead("task 07", 5).as_deref(), Some("task 12"));
        assert_eq!(ahead("task 1", 8).as_deref(), Some("task 9"));
        assert_eq!(ahead("task 1", 9), None);
        assert_eq!(
            ahead("task 0000000000", u32::MAX).as_deref(),
            Some("task 4294967295")
        );
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 7, 10, 99, 100, 1_000_000, u32::MAX] {
            assert_eq!(Label::numbered("task", number), *format!("task {number}"));
        }
        let kind = "a kind of thing with a name";
        assert_eq!(Label::numbered(kind, 5), *format!("{kind} 5"));
    }
}
