//! Literals of the source that can be sliders: finding, naming and rewriting them.
//!
//! Found are the integer literals that say how long (`Duration::from_*`), how often (range ends of loops),
//! how many (loops that spawn, pool sizes, channel capacities), and `const` integers. A comment `//~` makes
//! any other integer literal of its line one too. A name is made of where the literal stands (the thread's
//! name, else the function's) and what it is ("sleep", "rounds"), never of its value: names stay as they are
//! when sliders move.
//!
//! What this module does not do: change anything but the literal's own bytes.

mod comments;
mod error;
mod find;
mod literal;
mod name;
mod range;
mod spawn;
mod uses;

#[cfg(test)]
mod tests;

use interleave_program::{LineIndex, Parameter, Set};

pub use error::ParameterError;

use comments::Comments;
use find::{Found, find};

/// The sliders of `source` in order of appearance; none when it does not parse.
#[must_use]
pub fn parameters(source: &str) -> Vec<Parameter> {
    user_located(source)
        .into_iter()
        .map(|(parameter, _)| parameter)
        .collect()
}

/// The sliders of the text `source` that `file` was parsed from.
#[must_use]
pub fn parameters_of(file: &syn::File, source: &str) -> Vec<Parameter> {
    located(file, source)
        .into_iter()
        .map(|(parameter, _)| parameter)
        .collect()
}

/// The text with the literal of parameter `name` rewritten to `value` (the literal's value, not the shown one).
///
/// # Errors
/// When there is no such parameter, or its literal cannot have that value.
pub fn set_parameter(source: &str, name: &str, value: i64) -> Result<String, ParameterError> {
    let known = user_located(source);
    let Some((parameter, found)) = known.iter().find(|(known, _)| known.name == name) else {
        return Err(ParameterError::UnknownName {
            name: name.to_owned(),
            known: known.into_iter().map(|(known, _)| known.name).collect(),
        });
    };
    if !(found.smallest..=found.largest).contains(&value) {
        return Err(ParameterError::OutOfRange {
            name: name.to_owned(),
            value,
            smallest: found.smallest,
            largest: found.largest,
        });
    }
    let (start, end) = (parameter.span.start as usize, parameter.span.end as usize);
    let literal = literal::rewrite(&source[start..end], value);
    Ok([&source[..start], &literal, &source[end..]].concat())
}

/// The sliders of a text that may define macros: those outside of their calls.
fn user_located(source: &str) -> Vec<(Parameter, Found)> {
    let Ok(expanded) = crate::expand::expand(source) else {
        return Vec::new();
    };
    let text = expanded.as_ref().map_or(source, |it| it.source.as_str());
    let Ok(file) = crate::parse::parse(text) else {
        return Vec::new();
    };
    let mut known = located(&file, text);
    if let Some(expanded) = &expanded {
        known.retain_mut(|(parameter, _)| match expanded.map.copied(parameter.span) {
            Some(span) => {
                parameter.span = span;
                true
            }
            None => false,
        });
    }
    known
}

fn located(file: &syn::File, source: &str) -> Vec<(Parameter, Found)> {
    let lines = LineIndex::new(source);
    let mut comments = Comments::read(source, &lines);
    let mut names = Set::new();
    find(file, source, &lines, &comments)
        .into_iter()
        .map(|found| {
            let line = lines.locate(source, found.span.start).line;
            let said = comments.next_on(line);
            let label_en = said.en.unwrap_or_else(|| found.name.en());
            let number = (1..).find(|number| !names.contains(&numbered(&label_en, *number)));
            let number = number.unwrap_or(1);
            names.insert(numbered(&label_en, number));
            let label_zh = said.zh.unwrap_or_else(|| found.name.zh());
            let slider = range::slider(&found, said.range, said.step);
            let parameter = Parameter {
                name: numbered(&label_en, number),
                label_en: numbered(&label_en, number),
                label_zh: numbered(&label_zh, number),
                span: found.span,
                value: found.value,
                shown_offset: found.shown_offset,
                min: slider.min,
                max: slider.max,
                step: slider.step,
                unit: found.unit,
            };
            (parameter, found)
        })
        .collect()
}

/// The first of several with the same label has no number.
fn numbered(label: &str, number: u32) -> String {
    match number {
        1 => label.to_owned(),
        number => format!("{label} {number}"),
    }
}
