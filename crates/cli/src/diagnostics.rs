//! Diagnostics as text: `file:line:column: error: message`, the line, a caret under the place, and help.

use interleave_playground::{Diagnostic, DiagnosticView, LineIndex, Severity, Span, locate};
use unicode_width::UnicodeWidthStr;

/// At most so many columns of a source line are shown.
const WIDEST: usize = 160;

/// All of `diagnostics` about `source`, the text called `name`.
pub fn render(name: &str, source: &str, diagnostics: &[Diagnostic]) -> String {
    let index = LineIndex::new(source);
    let mut out = String::new();
    for view in locate(source, diagnostics.to_vec()) {
        render_one(&mut out, name, source, &index, &view);
    }
    out
}

fn render_one(
    out: &mut String,
    name: &str,
    source: &str,
    index: &LineIndex,
    view: &DiagnosticView,
) {
    let diagnostic = &view.diagnostic;
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    let message = format!("{word}: {} [{}]", diagnostic.message, diagnostic.id);
    push_place(out, (name, source), index, diagnostic.span, &message);
    for label in &diagnostic.labels {
        let message = format!("note: {}", label.text);
        push_place(out, (name, source), index, label.span, &message);
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&format!("  help: {help}\n"));
    }
}

/// `name:line:column: message`, and the line with a caret under the span; what is about
/// the machine or the schedule has no place in the text.
fn push_place(out: &mut String, text: (&str, &str), index: &LineIndex, span: Span, message: &str) {
    let (name, source) = text;
    if !span.is_some() {
        out.push_str(&format!("interleave: {message}\n"));
        return;
    }
    let at = index.locate(source, span.start);
    let line = index.line_text(source, at.line);
    out.push_str(&format!("{name}:{}:{}: {message}\n", at.line, at.column));
    let marked: usize = span
        .text(source)
        .lines()
        .next()
        .map_or(1, |text| text.chars().count());
    let (shown, before, marked) = excerpt(line, at.column as usize - 1, marked);
    let number = at.line.to_string();
    let carets = "^".repeat(marked);
    let margin = " ".repeat(number.len());
    out.push_str(&format!(
        " {number} | {shown}\n {margin} | {before}{carets}\n"
    ));
}

/// The part of `line` to show, what to write below it before the carets (tabs stay tabs, wide characters take two
/// columns), and how many carets. `start` and `length` count characters.
fn excerpt(line: &str, start: usize, length: usize) -> (String, String, usize) {
    let chars: Vec<char> = line.chars().collect();
    let start = start.min(chars.len());
    let first = if start > WIDEST / 2 {
        start - WIDEST / 4
    } else {
        0
    };
    let last = chars.len().min(first + WIDEST);
    let mut shown: String = chars[first..last].iter().map(|c| printable(*c)).collect();
    let mut before: String = chars[first..start]
        .iter()
        .map(|c| match c {
            '\t' => "\t".to_owned(),
            c => " ".repeat(printable(*c).to_string().width()),
        })
        .collect();
    let marked: String = chars[start..last.min(start.saturating_add(length)).max(start)]
        .iter()
        .map(|c| printable(*c))
        .collect();
    if first > 0 {
        shown.insert(0, '…');
        before.insert(0, ' ');
    }
    if last < chars.len() {
        shown.push('…');
    }
    (shown, before, marked.width().max(1))
}

/// Control characters must not reach the terminal.
fn printable(c: char) -> char {
    if c.is_control() && c != '\t' {
        '\u{fffd}'
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let source = "fn main() {\n    打印!(\"你好\", x);\n\tfoo!();\n}\n";
        let span = |text: &str| {
            let start = source.find(text).expect("it is there") as u32;
            Span::new(start, start + text.len() as u32)
        };
        let diagnostics = [
            Diagnostic::error("E0425", span("x)"), "cannot find `x`").with_help("declare it"),
            Diagnostic::error("macro", span("foo!()"), "no macro `foo`")
                .with_label(span("你好"), "a text"),
            Diagnostic::error("bad-machine", Span::NONE, "no cores"),
        ];
        expect![[r#"
            a.rs:2:15: error: cannot find `x` [E0425]
             2 |     打印!("你好", x);
               |                   ^^
              help: declare it
            a.rs:3:2: error: no macro `foo` [macro]
             3 | 	foo!();
               | 	^^^^^^
            a.rs:2:10: note: a text
             2 |     打印!("你好", x);
               |            ^^^^
            interleave: error: no cores [bad-machine]
        "#]]
        .assert_eq(&render("a.rs", source, &diagnostics));
    }

    #[test]
    fn a_megabyte_on_one_line_shows_a_part() {
        let source = "x".repeat(1 << 20);
        let diagnostic = Diagnostic::error("long", Span::new(500_000, 500_010), "too long");
        let text = render("a.rs", &source, &[diagnostic]);
        assert!(text.len() < 600, "{}", text.len());
        assert!(text.contains("a.rs:1:500001: error: too long [long]"));
    }
}
