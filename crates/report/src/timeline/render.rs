//! The table as text, Markdown and CSV.

use unicode_width::UnicodeWidthStr;

use super::{Cell, Timeline};
use crate::language::Language;
use crate::markup::without_thread_marks;

/// Columns of the text table wrap their phrases at this width where they can.
const WRAP_WIDTH: usize = 46;

impl Timeline {
    /// The table as aligned text for a terminal; wide (CJK) characters count two columns.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut header = vec![vec![heading(language).to_owned()]];
        header.extend(self.labels.iter().map(|label| vec![label.clone()]));
        let mut body = Vec::new();
        for row in &self.rows {
            let mut lines = vec![vec![row.time.clone()]];
            lines.extend(row.cells.iter().map(|cell| wrapped(cell, language)));
            body.push(lines);
        }
        let widths = widths(&header, &body);
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let mut out = String::new();
        push_row(&mut out, &header, &widths);
        out.push_str(&rule.join("─┼─"));
        out.push('\n');
        for row in &body {
            push_row(&mut out, row, &widths);
        }
        self.push_left_out(&mut out, language);
        out
    }

    /// The table in Markdown (GitHub's).
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        let labels: Vec<String> = self.labels.iter().map(|label| escaped(label)).collect();
        let mut out = format!("| {} | {} |\n", heading(language), labels.join(" | "));
        out.push_str("|---:|");
        out.push_str(&"---|".repeat(self.labels.len()));
        out.push('\n');
        for row in &self.rows {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| markdown_cell(cell, language))
                .collect();
            out.push_str(&format!("| {} | {} |\n", row.time, cells.join(" | ")));
        }
        if self.rows_left_out + self.columns_left_out > 0 {
            out.push('\n');
        }
        self.push_left_out(&mut out, language);
        out
    }

    /// The table as CSV (RFC 4180), phrases as in the text table.
    ///
    /// # Panics
    /// Never: writing into memory cannot fail.
    #[must_use]
    pub fn to_csv(&self, language: Language) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let labels = self.labels.iter().map(String::as_str);
        writer
            .write_record(std::iter::once(heading(language)).chain(labels))
            .expect("a vector takes all bytes");
        for row in &self.rows {
            let cells = row.cells.iter().map(|cell| plain_cell(cell, language));
            writer
                .write_record(std::iter::once(row.time.clone()).chain(cells))
                .expect("all rows have one cell a column");
        }
        let bytes = writer.into_inner().expect("a vector takes all bytes");
        String::from_utf8(bytes).expect("all fields are UTF-8")
    }

    fn push_left_out(&self, out: &mut String, language: Language) {
        if self.rows_left_out > 0 {
            let count = self.rows_left_out;
            out.push_str(&language.pick(
                format!("… {count} more rows\n"),
                format!("…… 还有 {count} 行\n"),
            ));
        }
        if self.columns_left_out > 0 {
            let count = self.columns_left_out;
            out.push_str(&language.pick(
                format!("… {count} more threads\n"),
                format!("…… 还有 {count} 个线程\n"),
            ));
        }
    }
}

fn heading(language: Language) -> &'static str {
    language.pick("time/s", "时间/s")
}

/// A cell's text on one line, quiet words in parentheses.
fn plain_cell(cell: &Cell, language: Language) -> String {
    if cell.phrases.is_empty() {
        return quiet_text(cell, language);
    }
    let phrases: Vec<String> = cell
        .phrases
        .iter()
        .map(|phrase| without_thread_marks(&phrase.text))
        .collect();
    phrases.join(language.separator())
}

fn quiet_text(cell: &Cell, language: Language) -> String {
    if cell.quiet.is_empty() {
        return String::new();
    }
    let words = without_thread_marks(&cell.quiet);
    language.pick(format!("({words})"), format!("（{words}）"))
}

/// A cell's lines: phrases fill a line up to the wrap width, none is broken.
fn wrapped(cell: &Cell, language: Language) -> Vec<String> {
    if cell.phrases.is_empty() {
        return vec![quiet_text(cell, language)];
    }
    let mut lines: Vec<String> = Vec::new();
    for (index, phrase) in cell.phrases.iter().enumerate() {
        let mut text = without_thread_marks(&phrase.text);
        if index + 1 < cell.phrases.len() {
            text.push_str(language.separator());
        }
        match lines.last_mut() {
            Some(line) if line.width() + text.trim_end().width() <= WRAP_WIDTH => {
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

fn widths(header: &[Vec<String>], body: &[Vec<Vec<String>>]) -> Vec<usize> {
    let mut widths = vec![0; header.len()];
    for row in std::iter::once(header).chain(body.iter().map(Vec::as_slice)) {
        for (width, lines) in widths.iter_mut().zip(row) {
            let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
            *width = (*width).max(widest);
        }
    }
    widths
}

fn push_row(out: &mut String, row: &[Vec<String>], widths: &[usize]) {
    let height = row.iter().map(Vec::len).max().unwrap_or(1);
    for line in 0..height {
        let mut text = String::new();
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            if index > 0 {
                text.push_str(" │ ");
            }
            let part = cell.get(line).map_or("", String::as_str);
            text.push_str(part);
            text.extend(std::iter::repeat_n(' ', width - part.width().min(*width)));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn markdown_cell(cell: &Cell, language: Language) -> String {
    if cell.phrases.is_empty() {
        if cell.quiet.is_empty() {
            return String::new();
        }
        return format!("_{}_", in_table(&cell.quiet));
    }
    let phrases: Vec<String> = cell
        .phrases
        .iter()
        .map(|phrase| in_table(&phrase.text))
        .collect();
    phrases.join(language.separator())
}

/// Marked text inside a table: GitHub splits cells at `|` before it sees code spans.
fn in_table(marked: &str) -> String {
    marked.replace('|', "\\|")
}

/// Plain text (a label) inside a table.
fn escaped(label: &str) -> String {
    let mut out = String::new();
    for c in label.chars() {
        if c.is_control() {
            out.push(' ');
            continue;
        }
        if "\\`*_<>[]|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
