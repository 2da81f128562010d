//! Figures with their units, and words that fit a given room.

use interleave_playground::{Language, Parameter, ParameterUnit, TaskId};

use crate::strings::Strings;

/// Decimals of seconds that a time as shown ("1.000") has.
#[must_use]
pub fn decimals(time: &str) -> u32 {
    let decimals = time.split_once('.').map_or(3, |(_, digits)| digits.len());
    u32::try_from(decimals).unwrap_or(3)
}

/// A slider's value as shown: with its unit, a loop's end as rounds.
#[must_use]
pub fn parameter_value(parameter: &Parameter, words: &Strings) -> String {
    let value = parameter.value.saturating_add(parameter.shown_offset);
    let unit = match parameter.unit {
        ParameterUnit::Nanoseconds => words.unit_ns(),
        ParameterUnit::Microseconds => words.unit_us(),
        ParameterUnit::Milliseconds => words.unit_ms(),
        ParameterUnit::Seconds => words.unit_s(),
        ParameterUnit::Count => return value.to_string(),
    };
    format!("{value} {unit}")
}

/// What a literal that can be dragged says of itself: "child sleep: 500 ms · Drag to change".
#[must_use]
pub fn parameter_title(parameter: &Parameter, language: Language, words: &Strings) -> String {
    let label = match language {
        Language::En => &parameter.label_en,
        Language::Zh => &parameter.label_zh,
    };
    let value = parameter_value(parameter, words);
    format!("{label}: {value} · {}", words.drag_literal())
}

/// Parts per million as "50.0 %".
#[must_use]
pub fn percent(ppm: u64) -> String {
    let permille = (ppm + 500) / 1_000;
    format!("{}.{} %", permille / 10, permille % 10)
}

/// The style class of a task's colour: eight colours, then from the first again.
#[must_use]
pub fn task_class(task: TaskId) -> &'static str {
    const CLASSES: [&str; 8] = [
        "task-0", "task-1", "task-2", "task-3", "task-4", "task-5", "task-6", "task-7",
    ];
    CLASSES[task.index() % CLASSES.len()]
}

/// Width of a text in pixels, roughly: `narrow` for a Latin letter, CJK letters are about twice as wide.
#[must_use]
pub fn width(text: &str, narrow: f64) -> f64 {
    text.chars()
        .map(|letter| letter_width(letter, narrow))
        .sum()
}

fn letter_width(letter: char, narrow: f64) -> f64 {
    if letter >= '\u{2e80}' {
        narrow * 1.75
    } else {
        narrow
    }
}

/// As much of `text` as fits `room` pixels, with "…" when cut; `None` when fewer than three letters would be left.
#[must_use]
pub fn fit(text: &str, narrow: f64, room: f64) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    if width(text, narrow) <= room {
        return Some(text.to_owned());
    }
    let mut used = narrow;
    let mut cut = String::new();
    for letter in text.chars() {
        used += letter_width(letter, narrow);
        if used > room {
            break;
        }
        cut.push(letter);
    }
    (cut.chars().count() >= 3).then(|| format!("{}…", cut.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{decimals, fit, percent};

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(percent(500_000), "50.0 %");
        assert_eq!(percent(1_000_000), "100.0 %");
        assert_eq!(percent(66_666), "6.7 %");
    }

    #[test]
    fn words_are_cut_to_their_room() {
        assert_eq!(fit("main: 1", 7.0, 60.0).as_deref(), Some("main: 1"));
        assert_eq!(
            fit("main: 1 and more", 7.0, 60.0).as_deref(),
            Some("main: 1…")
        );
        assert_eq!(fit("main: 1", 7.0, 20.0), None);
        assert_eq!(fit("", 7.0, 20.0), None);
    }

    #[test]
    fn times_keep_the_decimals_of_the_table() {
        assert_eq!(decimals("1.000"), 3);
        assert_eq!(decimals("0.000010"), 6);
    }
}
