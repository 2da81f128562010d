//! T1 and T2: who does what when, as the notes have it, simulated, and measured.

use interleave_playground::{
    Cell, Language, Nanos, RowStep, Timeline, TimelineOptions, Trace, execute, find_scenario,
    timeline,
};

use super::{Table, TableId, TableOptions, column, command, ideal, names};
use crate::claim::Trust;
use crate::recorded::{MachineRecord, Recorded, RunsRecord};
use crate::text::Text;
use crate::units::seconds;

/// Distance of the rows.
const STEP_NS: u64 = 500_000_000;

/// Both are told on two cores, as the notes say for T1.
const CORES: u32 = 2;

/// What the notes' table says: a time in milliseconds and a cell a thread, English first.
type NotesRow = (u64, &'static [(&'static str, &'static str)]);

const NOTHING: (&str, &str) = ("", "");

/// T1: its times are wrong, which is what the table is for.
const T1: &[NotesRow] = &[
    (0, &[("spawns", "spawn"), ("starts", "开始")]),
    (500, &[("prints 1", "打印 1"), ("prints 1", "打印 1")]),
    (1_000, &[("sleeps", "休眠"), ("sleeps", "休眠")]),
    (1_500, &[NOTHING, ("prints 2", "打印 2")]),
    (2_000, &[("prints 2", "打印 2"), ("sleeps", "休眠")]),
    (2_500, &[NOTHING, ("prints 3", "打印 3")]),
    (3_000, &[("joins", "join"), ("sleeps", "休眠")]),
    (3_500, &[NOTHING, ("prints 4", "打印 4")]),
    (4_000, &[("ends", "结束"), ("ends", "结束")]),
];

/// T2: the notes give steps and no times; each step stands where its first action is simulated.
const T2: &[NotesRow] = &[
    (
        0,
        &[
            (
                "prints, joins thread 1 (blocks)",
                "打印，join 线程 1（阻塞）",
            ),
            ("prints 0, sleeps", "打印 0，休眠"),
            ("prints 11, sleeps", "打印 11，休眠"),
        ],
    ),
    (
        500,
        &[NOTHING, ("prints 1", "打印 1"), ("prints 12", "打印 12")],
    ),
    (
        4_500,
        &[
            ("joins thread 2 (blocks)", "join 线程 2（阻塞）"),
            ("prints 9", "打印 9"),
            ("prints 19", "打印 19"),
        ],
    ),
    (
        5_000,
        &[
            ("prints results, completes", "打印结果，完成"),
            ("completes", "完成"),
            ("completes", "完成"),
        ],
    ),
];

/// Makes T1 or T2 of `options.source`, or of the scenario's own text.
pub(super) fn make(
    id: TableId,
    options: &TableOptions,
    recorded: &Recorded,
) -> Result<Table, String> {
    let (scenario, notes, title) = match id {
        TableId::T1 => (
            "main-and-child",
            T1,
            Text::new(
                "Main and child, every half second",
                "主线程与子线程，每半秒一行",
            ),
        ),
        _ => (
            "two-children",
            T2,
            Text::new("Main and two children", "主线程与两个子线程"),
        ),
    };
    let own = find_scenario(scenario)
        .ok_or("the scenario is gone")?
        .source();
    let source = match options.source.as_str() {
        "" => own,
        changed => changed,
    };
    let trace = execute(source, &ideal(CORES), "")
        .map_err(|refused| refused.to_string())?
        .trace;
    let real = recorded.scenario(scenario, own).and_then(|it| it.on(CORES));
    let simulated = Language::ALL.map(|language| drawn(&trace, source, language));
    let labels: Vec<String> = trace
        .tasks
        .iter()
        .map(|task| task.label.to_string())
        .collect();
    let mut columns = vec![names("time", "时间")];
    for trust in [Trust::Notes, Trust::Simulated, Trust::Measured] {
        columns.extend(labels.iter().map(|label| column(trust, label, label)));
    }
    let last = last_row(&trace, notes, real);
    let rows = (0..=last).map(|row| {
        let mut cells = vec![Text::same(seconds(row * STEP_NS))];
        cells.extend((0..labels.len()).map(|at| notes_cell(notes, row, at)));
        cells.extend((0..labels.len()).map(|at| simulated_cell(&simulated, row, at)));
        cells.extend(labels.iter().map(|label| measured_cell(real, row, label)));
        cells
    });
    Ok(Table {
        id,
        title,
        rows: rows.collect(),
        columns,
        foot: foot(real, &recorded.machine, source == own),
        command: command(id, options),
    })
}

fn drawn(trace: &Trace, source: &str, language: Language) -> Timeline {
    let options = TimelineOptions {
        language,
        row_step: RowStep::Every(Nanos(STEP_NS)),
        max_rows: 1_000,
        max_columns: 64,
    };
    timeline(trace, source, options)
}

fn last_row(trace: &Trace, notes: &[NotesRow], real: Option<&RunsRecord>) -> u64 {
    let in_notes = notes.last().map_or(0, |(ms, _)| ms * 1_000_000 / STEP_NS);
    let measured = real.map_or(0, |real| nearest_row(real.end_ns[1]));
    in_notes.max(trace.end.0.div_ceil(STEP_NS)).max(measured)
}

/// A real line comes a little after the instant that it belongs to.
fn nearest_row(ns: u64) -> u64 {
    (ns + STEP_NS / 2) / STEP_NS
}

fn notes_cell(notes: &[NotesRow], row: u64, at: usize) -> Text {
    let ms = row * STEP_NS / 1_000_000;
    let cells = notes.iter().find(|(time, _)| *time == ms);
    let cell = cells.and_then(|(_, cells)| cells.get(at));
    cell.map_or_else(Text::default, |cell| (*cell).into())
}

fn simulated_cell(drawn: &[Timeline; 2], row: u64, at: usize) -> Text {
    let [en, zh] = drawn.each_ref().map(|timeline| {
        let is_it = |it: &&interleave_playground::Row| it.at.0 == row * STEP_NS;
        let cells = timeline.rows.iter().find(is_it).map(|row| &row.cells);
        cells.and_then(|cells| cells.get(at)).map(words)
    });
    Text::new(en.unwrap_or_default(), zh.unwrap_or_default())
}

fn words(cell: &Cell) -> String {
    let phrases: Vec<&str> = cell.phrases.iter().map(|it| it.text.as_str()).collect();
    let words = match phrases.is_empty() {
        true => cell.quiet.clone(),
        false => phrases.join("; "),
    };
    words.replace("**", "")
}

fn measured_cell(real: Option<&RunsRecord>, row: u64, label: &str) -> Text {
    let Some(real) = real else {
        return Text::default();
    };
    let lines = real
        .lines
        .iter()
        .filter(|line| line.thread == label && nearest_row(line.measured_ns[1]) == row);
    let shown = |line: &crate::recorded::LineRecord| {
        format!("`{}` {}", line.text, seconds(line.measured_ns[1]))
    };
    let mut parts: Vec<String> = lines.map(shown).collect();
    let mut zh = parts.clone();
    if label == "main" && nearest_row(real.end_ns[1]) == row {
        let end = seconds(real.end_ns[1]);
        parts.push(format!("ends {end}"));
        zh.push(format!("结束 {end}"));
    }
    Text::new(parts.join("; "), zh.join("；"))
}

fn foot(real: Option<&RunsRecord>, machine: &MachineRecord, is_own_text: bool) -> Vec<Text> {
    let mut foot = vec![Text::new(
        "Notes: figures only. Simulated: this program on two cores where only work takes time.",
        "笔记：仅数字。模拟：该程序在双核上运行，只有计算耗时。",
    )];
    if let Some(real) = real {
        foot.push(Text::new(
            format!(
                "Measured: medians of {} real runs on two cores, {} ({}, {}).",
                real.runs, machine.date, machine.cpu, machine.kernel
            ),
            format!(
                "实测：双核上 {} 次真实运行的中位数，{}（{}，{}）。",
                real.runs, machine.date, machine.cpu, machine.kernel
            ),
        ));
    }
    if !is_own_text {
        foot.push(Text::new(
            "The program has been changed: the simulated columns follow it, the others belong to the original.",
            "程序已被修改：模拟列随之变化，其余各列属于原程序。",
        ));
    }
    foot
}
