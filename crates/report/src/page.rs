//! A run as one HTML page that needs nothing else: text, lanes, table and output, with one instant selected in all of
//! them by a small script. Works from disk, without network, and in print.
//!
//! The page forbids itself everything but its own style and its one script, which its policy names by hash
//! (`openssl dgst -sha256 -binary page.js | base64`); the browser test would notice another one.

use std::fmt::Write;

use interleave_program::{LineIndex, Span};
use interleave_trace::{EventKind, Nanos, Stream, Trace};

use crate::lanes::{LaneOptions, axis, escaped, lanes, svg};
use crate::language::Language;
use crate::markup::{Piece, pieces};
use crate::sentences::outcome_sentence;
use crate::timeline::{Cell, Row, Timeline, TimelineOptions, timeline};

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const SCRIPT_HASH: &str = include_str!("page/page.js.sha256");

/// Rows of the table at most; what is more is counted.
const MOST_ROWS: usize = 2_000;
/// Threads with a column and a lane at most.
const MOST_THREADS: usize = 64;
/// Segments of the lanes at most.
const MOST_SEGMENTS: usize = 5_000;

/// The page of `trace`, a run of `source`; `title` is its heading.
#[must_use]
pub fn page(trace: &Trace, source: &str, title: &str, language: Language) -> String {
    let page = Page {
        trace,
        source,
        index: LineIndex::new(source),
        language,
    };
    let table = timeline(
        trace,
        source,
        TimelineOptions {
            language,
            max_rows: MOST_ROWS,
            max_columns: MOST_THREADS,
            ..TimelineOptions::default()
        },
    );
    let mut out = page.head(title);
    out.push_str(&page.controls(&table));
    out.push_str(&page.lanes());
    out.push_str("<div class=\"below\">");
    out.push_str(&page.text());
    out.push_str(&page.table(&table));
    out.push_str(&page.output());
    out.push_str("</div></main>\n<script>");
    out.push_str(SCRIPT);
    out.push_str("</script>\n</body></html>\n");
    out
}

struct Page<'t> {
    trace: &'t Trace,
    source: &'t str,
    index: LineIndex,
    language: Language,
}

impl Page<'_> {
    fn head(&self, title: &str) -> String {
        let (tag, title) = (self.language.pick("en", "zh-CN"), escaped(title));
        let hash = SCRIPT_HASH.trim();
        let outcome = marked(&outcome_sentence(self.trace, self.source, self.language));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
            <link rel=\"icon\" href=\"data:,\"><title>{title}</title>\n<style>{STYLE}</style></head>\n\
            <body><main><h1>{title}</h1><p class=\"outcome\">{outcome}</p>\n"
        )
    }

    /// Buttons and a slider over the table's instants.
    fn controls(&self, table: &Timeline) -> String {
        let word = |en: &'static str, zh: &'static str| self.language.pick(en, zh);
        let last = table.rows.len().saturating_sub(1);
        format!(
            "<div class=\"controls\"><button type=\"button\" id=\"back\">◀ {}</button>\
            <button type=\"button\" id=\"on\">{} ▶</button>\
            <input type=\"range\" id=\"row\" min=\"0\" max=\"{last}\" value=\"{last}\" aria-label=\"{}\">\
            <output id=\"time\" for=\"row\"></output></div>\n",
            word("Step back", "上一步"),
            word("Step forward", "下一步"),
            word("Instant", "时刻"),
        )
    }

    /// The drawing, with a playhead over it.
    fn lanes(&self) -> String {
        let options = LaneOptions {
            language: self.language,
            max_segments: MOST_SEGMENTS,
            max_lanes: MOST_THREADS,
            ..LaneOptions::default()
        };
        let lanes = lanes(self.trace, options);
        let (from, to) = axis(&lanes);
        format!(
            "<section class=\"lanes\" aria-label=\"{}\" data-from=\"{from}\" data-to=\"{to}\" data-end=\"{}\">{}\
            <i id=\"playhead\"></i></section>\n",
            self.language.pick("Lanes", "泳道"),
            lanes.end.0,
            svg(&lanes, self.language)
        )
    }

    /// The program with a number a line.
    fn text(&self) -> String {
        let mut out = format!(
            "<section aria-label=\"{0}\"><h2>{0}</h2><ol class=\"source\">",
            self.language.pick("Program", "程序")
        );
        for line in self.source.lines() {
            let _ = write!(out, "<li><code>{} </code></li>", escaped(line));
        }
        out.push_str("</ol></section>\n");
        out
    }

    fn table(&self, table: &Timeline) -> String {
        let name = self.language.pick("Timeline", "时间线");
        let mut out = format!(
            "<section aria-label=\"{name}\"><h2>{name}</h2><div class=\"scroll\"><table aria-label=\"{name}\"><thead><tr><th scope=\"col\">{}</th>",
            self.language.pick("time/s", "时间/s")
        );
        for label in &table.labels {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(label));
        }
        out.push_str("</tr></thead><tbody>\n");
        for row in &table.rows {
            self.push_row(&mut out, row);
        }
        out.push_str("</tbody></table></div>");
        let left_out = table.rows_left_out + table.columns_left_out;
        if left_out > 0 {
            let _ = write!(out, "<p>… {left_out}</p>");
        }
        out.push_str("</section>\n");
        out
    }

    /// A row knows its instant and the lines that did something then.
    fn push_row(&self, out: &mut String, row: &Row) {
        let phrases = row.cells.iter().flat_map(|cell| &cell.phrases);
        let mut lines: Vec<String> = phrases
            .filter_map(|phrase| self.line(phrase.span))
            .collect();
        lines.dedup();
        let _ = write!(
            out,
            "<tr data-at=\"{}\" data-lines=\"{}\" tabindex=\"-1\"><td>{}</td>",
            row.at.0,
            lines.join(" "),
            row.time
        );
        for cell in &row.cells {
            let _ = write!(out, "<td>{}</td>", self.cell(cell));
        }
        out.push_str("</tr>\n");
    }

    fn cell(&self, cell: &Cell) -> String {
        if cell.phrases.is_empty() {
            return format!("<i>{}</i>", marked(&cell.quiet));
        }
        let phrases: Vec<String> = cell
            .phrases
            .iter()
            .map(|phrase| marked(&phrase.text))
            .collect();
        phrases.join(self.language.separator())
    }

    fn output(&self) -> String {
        let name = self.language.pick("Output", "输出");
        let mut out =
            format!("<section aria-label=\"{name}\"><h2>{name}</h2><pre class=\"output\">");
        for event in &self.trace.events {
            if let EventKind::Printed { stream, text } = &event.kind {
                let class = if *stream == Stream::Stderr {
                    " class=\"stderr\""
                } else {
                    ""
                };
                let Nanos(at) = event.at;
                let _ = write!(
                    out,
                    "<span data-at=\"{at}\"{class}>{}</span>",
                    escaped(text)
                );
            }
        }
        out.push_str("</pre></section>\n");
        out
    }

    fn line(&self, span: Span) -> Option<String> {
        span.is_some()
            .then(|| self.index.locate(self.source, span.start).line.to_string())
    }
}

/// A phrase with its marks as elements.
fn marked(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => escaped(&words),
            Piece::Code(code) => format!("<code>{}</code>", escaped(&code)),
            Piece::Thread(label) => format!("<b>{}</b>", escaped(&label)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::language::Language;
    use crate::testing::main_and_child;

    #[test]
    fn what_a_program_says_is_text_and_never_markup() {
        let mut trace = main_and_child();
        let mut tasks: Vec<_> = trace.tasks.iter().collect();
        tasks[1].label = "<img src=x onerror=alert(1)>".into();
        trace.tasks = tasks.into_iter().collect();
        let html = page(
            &trace,
            "// </ol><script>alert(1)</script>\n",
            "</title><script>",
            Language::Zh,
        );
        assert_eq!(html.matches("<script>").count(), 1, "only the page's own");
        assert!(!html.contains("<img") && !html.contains("</title><"));
        assert!(html.contains("&lt;/ol&gt;&lt;script&gt;"));
        assert_eq!(html.matches("<tr data-at=").count(), 5);
        assert!(
            !html.contains("http://")
                || html.matches("http://").count() == html.matches("http://www.w3.org/").count()
        );
    }
}
