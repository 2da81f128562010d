//! Moving a slider: the literal's bytes are replaced in the text, and the places of all others move along.
//!
//! The page does this itself so that text and sliders follow the hand within a frame; the frontend, which knows where
//! the literals are, lives in the worker.

use interleave_playground::{Parameter, Span};

/// The text and its parameters after parameter `index` got `value`, clamped to its range; `None` when there is no such
/// parameter or its place does not lie in the text.
#[must_use]
pub fn set_parameter(
    source: &str,
    parameters: &[Parameter],
    index: usize,
    value: i64,
) -> Option<(String, Vec<Parameter>)> {
    let moved = parameters.get(index)?;
    let range = moved.span.start as usize..moved.span.end as usize;
    let literal = source.get(range.clone())?;
    let value = value.clamp(moved.min, moved.max);
    let replacement = format!("{value}{}", suffix(literal));
    let growth = replacement.len() as i64 - literal.len() as i64;
    let mut text = source.to_owned();
    text.replace_range(range, &replacement);
    let old_end = moved.span.end;
    let parameters = parameters
        .iter()
        .enumerate()
        .map(|(at, parameter)| {
            let mut parameter = parameter.clone();
            if at == index {
                parameter.value = value;
                parameter.span.end = shifted(old_end, growth);
            } else if parameter.span.start >= old_end {
                parameter.span = Span::new(
                    shifted(parameter.span.start, growth),
                    shifted(parameter.span.end, growth),
                );
            }
            parameter
        })
        .collect();
    Some((text, parameters))
}

/// The parameters that were found in a text in which sliders of `before` have moved since: they reach as far as they did.
/// A range that grew with its value would run away under a hand that holds the slider at its end.
#[must_use]
pub fn within_reach(mut found: Vec<Parameter>, before: &[Parameter]) -> Vec<Parameter> {
    for (now, old) in found.iter_mut().zip(before) {
        let is_same = now.name == old.name && now.unit == old.unit;
        if is_same && (old.min..=old.max).contains(&now.value) {
            (now.min, now.max, now.step) = (old.min, old.max, old.step);
        }
    }
    found
}

fn shifted(offset: u32, growth: i64) -> u32 {
    u32::try_from(i64::from(offset) + growth).unwrap_or(0)
}

/// The type suffix of an integer literal: "u64" of `1_000u64`, "" of most.
fn suffix(literal: &str) -> &str {
    let radix_prefixed = ["0x", "0o", "0b"]
        .iter()
        .any(|prefix| literal.trim_start_matches('-').starts_with(prefix));
    let starts_suffix = |letter: char| {
        if radix_prefixed {
            matches!(letter, 'u' | 'i')
        } else {
            letter.is_alphabetic()
        }
    };
    literal
        .find(starts_suffix)
        .map_or("", |at| literal.get(at..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Parameter, ParameterUnit, Span};

    use super::{set_parameter, within_reach};

    fn parameter(source: &str, literal: &str) -> Parameter {
        let start = source.find(literal).expect("the literal is in the text") as u32;
        Parameter {
            name: literal.to_owned(),
            label_en: String::new(),
            label_zh: String::new(),
            span: Span::new(start, start + literal.len() as u32),
            value: 0,
            shown_offset: 0,
            min: 0,
            max: 100_000,
            step: 1,
            unit: ParameterUnit::Count,
        }
    }

    #[test]
    fn the_others_move_along() {
        let source = "a(5); b(1_000u64); c(7)";
        let all = ["5", "1_000u64", "7"].map(|literal| parameter(source, literal));
        let (text, all) = set_parameter(source, &all, 1, 20).expect("it is there");
        assert_eq!(text, "a(5); b(20u64); c(7)");
        let (text, all) = set_parameter(&text, &all, 0, 500).expect("it is there");
        assert_eq!(text, "a(500); b(20u64); c(7)");
        let (text, all) = set_parameter(&text, &all, 2, 12).expect("it is there");
        assert_eq!(text, "a(500); b(20u64); c(12)");
        let places: Vec<&str> = all.iter().map(|one| one.span.text(&text)).collect();
        assert_eq!(places, ["500", "20u64", "12"]);
    }

    #[test]
    fn values_stay_in_their_range() {
        let source = "sleep(500)";
        let mut all = [parameter(source, "500")];
        all[0].max = 2_000;
        let (text, all) = set_parameter(source, &all, 0, 9_999).expect("it is there");
        assert_eq!((text.as_str(), all[0].value), ("sleep(2000)", 2_000));
    }

    #[test]
    fn a_moved_slider_reaches_as_far_as_before() {
        let source = "sleep(500)";
        let before = [parameter(source, "500")];
        let mut found = before.to_vec();
        (found[0].value, found[0].min, found[0].max, found[0].step) = (100_000, 5, 400_000, 50);
        let kept = within_reach(found.clone(), &before);
        assert_eq!((kept[0].min, kept[0].max, kept[0].step), (0, 100_000, 1));
        found[0].value = 100_001;
        assert_eq!(within_reach(found.clone(), &before), found);
    }

    #[test]
    fn a_place_outside_the_text_is_refused() {
        let mut lost = parameter("sleep(500)", "500");
        lost.span = Span::new(50, 53);
        assert!(set_parameter("sleep(500)", &[lost], 0, 1).is_none());
    }
}
