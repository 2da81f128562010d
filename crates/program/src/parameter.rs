//! Literals of the source that can be sliders.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the variants are units")]
pub enum ParameterUnit {
    Nanoseconds,
    Microseconds,
    Milliseconds,
    Seconds,
    /// A plain number: rounds, threads, items.
    Count,
}

/// One literal that a slider may rewrite. The text stays the single source of truth: moving a slider
/// replaces the bytes of `span` and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Unique in the program, stable under moves of any slider; what `--set NAME=VALUE` takes.
    pub name: String,
    /// Label in English, from `//~` or the name.
    pub label_en: String,
    /// Label in Chinese, from `//~ zh:` or the name.
    pub label_zh: String,
    /// The literal's bytes, suffix included.
    pub span: Span,
    /// Present value.
    pub value: i64,
    /// What is added to the value to show it (a loop `1..5` has end 5 and 4 rounds: -1), 0 mostly.
    pub shown_offset: i64,
    /// Smallest value of the slider, at most `value`.
    pub min: i64,
    /// Largest value of the slider, at least `value`.
    pub max: i64,
    /// Distance of neighbouring slider positions, at least 1.
    pub step: i64,
    /// What it counts.
    pub unit: ParameterUnit,
}
