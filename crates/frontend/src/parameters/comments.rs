//! Comments that label sliders: `//~ name, 0..=2000, step 50` and `//~ zh: 名称`.
//!
//! A comment speaks for its line, or, standing alone, for the next one. Several on a line (or stacked above
//! it) go to the line's parameters in order, each language for itself. Ranges are in shown values.

use std::collections::VecDeque;

use interleave_program::{LineIndex, Map};

/// What a comment says about a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) en: Option<String>,
    pub(super) zh: Option<String>,
    pub(super) range: Option<(i64, i64)>,
    pub(super) step: Option<i64>,
}

#[derive(Default)]
struct Line {
    plain: VecDeque<Said>,
    zh: VecDeque<String>,
}

/// All such comments of a text, by the line they speak for.
pub(super) struct Comments {
    lines: Map<u32, Line>,
}

impl Comments {
    pub(super) fn read(source: &str, index: &LineIndex) -> Self {
        let mut lines: Map<u32, Line> = Map::new();
        let mut carried = Vec::new();
        for number in 1..=index.line_count() {
            let text = index.line_text(source, number);
            let Some((before, comment)) = text.split_once("//~") else {
                take(&mut lines, number, &mut carried);
                continue;
            };
            carried.extend(comment.split("//~").map(str::trim).map(str::to_owned));
            if !before.trim().is_empty() {
                take(&mut lines, number, &mut carried);
            }
        }
        Self { lines }
    }

    /// Whether some comment speaks for `line`.
    pub(super) fn speaks_for(&self, line: u32) -> bool {
        self.lines.contains_key(&line)
    }

    /// What is said of the next parameter on `line`; each answer is given once.
    pub(super) fn next_on(&mut self, line: u32) -> Said {
        let Some(line) = self.lines.get_mut(&line) else {
            return Said::default();
        };
        let mut said = line.plain.pop_front().unwrap_or_default();
        said.zh = line.zh.pop_front();
        said
    }
}

fn take(lines: &mut Map<u32, Line>, number: u32, comments: &mut Vec<String>) {
    for comment in comments.drain(..) {
        let line = lines.entry(number).or_default();
        match comment.strip_prefix("zh:").or(comment.strip_prefix("zh：")) {
            Some(label) => line.zh.push_back(label.trim().to_owned()),
            None => line.plain.push_back(read_plain(&comment)),
        }
    }
}

fn read_plain(comment: &str) -> Said {
    let comment = comment.strip_prefix("en:").unwrap_or(comment);
    let mut said = Said::default();
    for part in comment.split(',').map(str::trim) {
        if let Some(range) = read_range(part) {
            said.range = Some(range);
        } else if let Some(step) = read_step(part) {
            said.step = Some(step);
        } else if said.en.is_none() && !part.is_empty() {
            said.en = Some(part.to_owned());
        }
    }
    said
}

fn read_range(text: &str) -> Option<(i64, i64)> {
    let (low, high) = text.split_once("..")?;
    let low = read_number(low)?;
    let high = match high.strip_prefix('=') {
        Some(high) => read_number(high)?,
        None => read_number(high)?.checked_sub(1)?,
    };
    (low <= high).then_some((low, high))
}

fn read_step(text: &str) -> Option<i64> {
    let step = read_number(text.strip_prefix("step")?)?;
    (step > 0).then_some(step)
}

fn read_number(text: &str) -> Option<i64> {
    text.trim().replace('_', "").parse().ok()
}
