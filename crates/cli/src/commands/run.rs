//! `interleave run`.

use interleave_playground::{
    EventKind, ExportFormat, LaneView, Language, Metrics, Nanos, Outcome, RowStep, Severity,
    Stream, Timeline, TimelineOptions, Trace, ViewOptions, events_json_lines, execute, exported,
    length_text, metrics, outcome_sentence, output_lines, timeline, without_thread_marks,
};
use unicode_width::UnicodeWidthStr;

use super::Refusal;
use crate::args::{FormatArg, LanesArg, RunArgs};
use crate::units::parse_time;
use crate::{diagnostics, machine, print, program};

/// Rows of a table that a person reads, and of one that a program does.
const ROWS_SHOWN: usize = 2_000;
const ROWS_EXPORTED: u32 = 200_000;
const COLUMNS: usize = 64;
const SEGMENTS: u32 = 20_000;
const LANES: u32 = 256;

/// Exit codes of outcomes that are not the program's own.
const PANICKED: u8 = 101;
const DEADLOCK: u8 = 3;
const LIMIT: u8 = 4;

/// Simulates and prints; answers the exit code.
pub fn run(args: &RunArgs) -> Result<u8, Refusal> {
    let asked = &args.simulation;
    let row_step = row_step(&args.rows)?;
    let program = program::load(&asked.program)?;
    let source = program.source.as_str();
    let machine = machine::machine(&asked.machine, asked.cores, source)?;
    let execution = execute(source, &machine, &asked.schedule).map_err(|refused| {
        Refusal(diagnostics::render(
            &program.name,
            source,
            &refused.diagnostics,
        ))
    })?;
    // With just the program's output, standard error is the program's, too: notes stay away.
    let mut warnings = execution.warnings.clone();
    if args.format == FormatArg::Output {
        warnings.retain(|warning| warning.severity != Severity::Hint);
    }
    print::to_stderr(&diagnostics::render(&program.name, source, &warnings));
    let view = View {
        trace: &execution.trace,
        source,
        language: asked.lang.into(),
        row_step,
    };
    if args.format == FormatArg::Output {
        view.output();
    } else {
        print::to_stdout(&view.text(args));
    }
    Ok(exit_code(&execution.trace.outcome, args.format))
}

fn row_step(text: &str) -> Result<RowStep, String> {
    if text == "instants" {
        return Ok(RowStep::Instants);
    }
    match parse_time(text).map_err(|reason| format!("--rows: {reason}, or `instants`"))? {
        0 => Err("--rows: a step is at least 1ns".to_owned()),
        step => Ok(RowStep::Every(Nanos(step))),
    }
}

fn exit_code(outcome: &Outcome, format: FormatArg) -> u8 {
    match *outcome {
        // The low eight bits are what a parent process gets to see.
        Outcome::Finished { exit_code } if format == FormatArg::Output => exit_code as u8,
        Outcome::Finished { .. } => 0,
        Outcome::Panicked { .. } => PANICKED,
        Outcome::Deadlock { .. } => DEADLOCK,
        Outcome::Limit { .. } => LIMIT,
    }
}

/// A run and how to show it.
struct View<'t> {
    trace: &'t Trace,
    source: &'t str,
    language: Language,
    row_step: RowStep,
}

impl View<'_> {
    /// What the program prints, on its streams and in order; what it cannot say itself goes to standard error.
    fn output(&self) {
        for (stream, text) in self.pieces() {
            match stream {
                Stream::Stdout => print::to_stdout(&text),
                Stream::Stderr => print::to_stderr(&text),
            }
        }
        if let Outcome::Deadlock { .. } | Outcome::Limit { .. } = self.trace.outcome {
            print::to_stderr(&format!("interleave: {}\n", self.outcome()));
        }
    }

    /// Neighbouring pieces of one stream joined.
    fn pieces(&self) -> Vec<(Stream, String)> {
        let mut pieces: Vec<(Stream, String)> = Vec::new();
        for event in &self.trace.events {
            if let EventKind::Printed { stream, text } = &event.kind {
                match pieces.last_mut() {
                    Some((last, joined)) if last == stream => joined.push_str(text),
                    _ => pieces.push((*stream, text.clone())),
                }
            }
        }
        pieces
    }

    fn text(&self, args: &RunArgs) -> String {
        let language = self.language;
        match args.format {
            FormatArg::Summary => self.summary(),
            FormatArg::Output => String::new(),
            FormatArg::Table => self.timeline(ROWS_SHOWN).to_text(language),
            FormatArg::Markdown => self.export(args, ExportFormat::Markdown),
            FormatArg::Csv => self.export(args, ExportFormat::Csv),
            FormatArg::Json => self.export(args, ExportFormat::Json),
            FormatArg::Events => events_json_lines(self.trace, self.source),
            FormatArg::Svg => self.export(args, ExportFormat::Svg),
            FormatArg::Perfetto => self.export(args, ExportFormat::Perfetto),
        }
    }

    fn export(&self, args: &RunArgs, format: ExportFormat) -> String {
        let view = ViewOptions {
            language: self.language,
            row_step: self.row_step,
            lane_view: match args.lanes {
                LanesArg::Task => LaneView::Task,
                LanesArg::Core => LaneView::Core,
                LanesArg::Worker => LaneView::Worker,
            },
            max_rows: ROWS_EXPORTED,
            max_segments: SEGMENTS,
            max_lanes: match format {
                ExportFormat::Svg => LANES,
                _ => COLUMNS as u32,
            },
        };
        exported(self.trace, self.source, "", &view, format)
    }

    fn timeline(&self, max_rows: usize) -> Timeline {
        let options = TimelineOptions {
            language: self.language,
            row_step: self.row_step,
            max_rows,
            max_columns: COLUMNS,
        };
        timeline(self.trace, self.source, options)
    }

    fn outcome(&self) -> String {
        without_thread_marks(&outcome_sentence(self.trace, self.source, self.language))
    }

    /// Table, output, outcome, metrics.
    fn summary(&self) -> String {
        let mut out = self.timeline(ROWS_SHOWN).to_text(self.language);
        out.push('\n');
        let lines = output_lines(self.trace, self.source);
        if !lines.is_empty() {
            out.push_str(self.language.pick("Output\n", "输出\n"));
            let digits =
                interleave_playground::decimals_needed(lines.iter().map(|line| line.at_ns));
            for line in lines.iter().take(ROWS_SHOWN) {
                let at = line.at_ns.seconds(digits);
                out.push_str(&format!("  {at}  {}\n", line.text));
            }
            if let Some(more @ 1..) = lines.len().checked_sub(ROWS_SHOWN) {
                out.push_str(&self.language.pick(
                    format!("  … {more} more lines\n"),
                    format!("  …… 还有 {more} 行\n"),
                ));
            }
            out.push('\n');
        }
        out.push_str(&self.outcome());
        out.push('\n');
        self.push_metrics(&mut out, &metrics(self.trace));
        out
    }

    fn push_metrics(&self, out: &mut String, metrics: &Metrics) {
        let ppm = metrics.utilization_ppm;
        let utilization = format!("{}.{} %", ppm / 10_000, ppm % 10_000 / 1_000);
        let (makespan, switches) = (length_text(metrics.makespan_ns), metrics.context_switches);
        out.push_str(&self.language.pick(
            format!("makespan {makespan}, cores busy {utilization}, context switches {switches}\n"),
            format!("总时长 {makespan}，核利用率 {utilization}，上下文切换 {switches} 次\n"),
        ));
        let header = self.language.pick(
            [
                "thread",
                "arrival",
                "response",
                "turnaround",
                "waiting",
                "running",
                "sleeping",
                "blocked",
            ],
            [
                "线程", "到达", "响应", "周转", "等待", "运行", "睡眠", "阻塞",
            ],
        );
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        let optional = |time: Option<Nanos>| time.map_or_else(|| "–".to_owned(), length_text);
        for task in metrics.tasks.iter().take(COLUMNS) {
            rows.push(vec![
                task.label.clone(),
                length_text(task.arrival_ns),
                optional(task.response_ns),
                optional(task.turnaround_ns),
                length_text(task.waiting_ns),
                length_text(task.running_ns),
                length_text(task.sleeping_ns),
                length_text(task.blocked_ns),
            ]);
        }
        push_aligned(out, &rows, &[0]);
        if let Some(more @ 1..) = metrics.tasks.len().checked_sub(COLUMNS) {
            out.push_str(&self.language.pick(
                format!("  … {more} more threads\n"),
                format!("  …… 还有 {more} 个线程\n"),
            ));
        }
    }
}

/// Rows of cells; columns of words (`left`) are aligned to the left, the others, numbers, to the right.
pub fn push_aligned(out: &mut String, rows: &[Vec<String>], left: &[usize]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let widths = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width());
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.width());
            if left.contains(&column) {
                line.push_str(&format!("  {cell}{pad}"));
            } else {
                line.push_str(&format!("  {pad}{cell}"));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
