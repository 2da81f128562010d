//! The notes as the page asks for them and is told: plain data in one language, so that the page itself needs neither
//! the texts nor the tables.

use interleave_playground::{Language, find_scenario, scenario_texts};
use serde::{Deserialize, Serialize};

use crate::claim::{CheckedClaim, Trust, Verdict};
use crate::claims::check_claims;
use crate::lab::Lab;
use crate::recorded::{MachineRecord, Recorded, RunsRecord, ScenarioRecord};
use crate::tables::{Table, TableId, TableOptions, table};
use crate::units::seconds;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesAsk {
    /// Language of all words.
    pub language: Language,
    /// Another machine's file in place of the committed one; "" for the committed.
    pub recorded: String,
    /// About what.
    pub about: NotesAbout,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotesAbout {
    /// A scenario's words and its real runs on some cores.
    Scenario {
        /// Its name.
        name: String,
        /// How many cores.
        cores: u32,
    },
    /// All claims.
    Claims,
    /// A table.
    Table(TableId, TableOptions),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotesTold {
    /// To [`NotesAbout::Scenario`].
    Scenario(ScenarioView),
    /// To [`NotesAbout::Claims`].
    Claims(ClaimsView),
    /// To [`NotesAbout::Table`].
    Table(TableView),
    /// The file cannot be read, or the program of a table not be run.
    Refused(String),
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioView {
    /// Its name.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// What to look at.
    pub about: String,
    /// What to drag or change.
    pub drag: String,
    /// What its real runs came to; "" when there are none.
    pub badge: String,
    /// Whether they are all allowed.
    pub conforms: bool,
    /// Real lines: thread, text, and earliest, median and latest time in nanoseconds.
    pub lines: Vec<(String, String, [u64; 3])>,
    /// The same of the end; zeros when no run ended.
    pub end_ns: [u64; 3],
}

/// All claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsView {
    /// "measured on …".
    pub measured_on: String,
    /// The claims.
    pub claims: Vec<ClaimView>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// "C1", ….
    pub id: String,
    /// What is claimed.
    pub claim: String,
    /// What came of it.
    pub verdict: Verdict,
    /// The same in words.
    pub verdict_text: String,
    /// Why.
    pub why: String,
    /// The scenario that shows it, and its title.
    pub scenario: String,
    /// Where it is documented.
    pub references: String,
    /// Sign, source in words, and observation.
    pub evidence: Vec<(String, String, String)>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Which.
    pub id: TableId,
    /// What it compares.
    pub title: String,
    /// Where each column's cells come from, that in words, and its title.
    pub columns: Vec<(Option<Trust>, String, String)>,
    /// Rows, a cell a column, code marked by backquotes.
    pub rows: Vec<Vec<String>>,
    /// Where the figures come from.
    pub foot: Vec<String>,
    /// The command that makes it.
    pub command: String,
}

/// Answers a question.
#[must_use]
pub fn answer(ask: &NotesAsk) -> NotesTold {
    told(ask).unwrap_or_else(NotesTold::Refused)
}

fn told(ask: &NotesAsk) -> Result<NotesTold, String> {
    let recorded = match ask.recorded.as_str() {
        "" => Recorded::committed()?,
        text => Recorded::read(text)?,
    };
    let language = ask.language;
    Ok(match &ask.about {
        NotesAbout::Scenario { name, cores } => {
            NotesTold::Scenario(scenario_view(name, *cores, &recorded, language)?)
        }
        NotesAbout::Claims => {
            let checked = check_claims(&Lab::new(&recorded));
            NotesTold::Claims(ClaimsView {
                measured_on: measured_on(&recorded.machine, language),
                claims: checked.iter().map(|it| claim_view(it, language)).collect(),
            })
        }
        NotesAbout::Table(id, options) => {
            NotesTold::Table(table_view(&table(*id, options, &recorded)?, language))
        }
    })
}

/// Where and when, in a sentence.
fn measured_on(machine: &MachineRecord, language: Language) -> String {
    let MachineRecord {
        cpu,
        cores,
        kernel,
        date,
        ..
    } = machine;
    // A date is not broken at its hyphens.
    let date = date.replace('-', "\u{2011}");
    let busy = match machine.is_quiet {
        true => "",
        false => language.pick("; other programs were running", "；当时还有其他程序在运行"),
    };
    language.pick(
        format!("measured on {date}: {cpu}, {cores} cores, {kernel}{busy}"),
        format!("实测于 {date}：{cpu}，{cores} 核，{kernel}{busy}"),
    )
}

fn scenario_view(
    name: &str,
    cores: u32,
    recorded: &Recorded,
    language: Language,
) -> Result<ScenarioView, String> {
    let gone = || format!("there is no scenario `{name}`");
    let scenario = find_scenario(name).ok_or_else(gone)?;
    let texts = scenario_texts(scenario.name).ok_or_else(gone)?;
    let said = |text: interleave_playground::Bilingual| language.pick(text.en, text.zh).to_owned();
    let record = recorded.scenario(scenario.name, scenario.source());
    // Few machines have as many cores as the page offers; lines are compared where somebody has measured.
    let runs = record.and_then(|it| it.on(cores).or(it.cores.last()));
    let lines = runs.iter().flat_map(|runs| &runs.lines);
    Ok(ScenarioView {
        name: scenario.name.to_owned(),
        question: said(texts.question),
        about: said(texts.about),
        drag: said(texts.drag),
        badge: record.map_or_else(String::new, |record| {
            badge(record, &recorded.machine, language)
        }),
        conforms: record.is_some_and(|record| record.verdict == "conforms"),
        lines: lines
            .map(|line| (line.thread.clone(), line.text.clone(), line.measured_ns))
            .collect(),
        end_ns: runs.map_or([0; 3], |runs| runs.end_ns),
    })
}

/// "20 real runs, all allowed; times within 0.012 s · measured on …".
fn badge(record: &ScenarioRecord, machine: &MachineRecord, language: Language) -> String {
    let runs: u32 = record.cores.iter().map(|runs| runs.runs).sum();
    let verdict = match record.verdict.as_str() {
        "conforms" => {
            let within = seconds(record.cores.iter().map(largest_lateness).max().unwrap_or(0));
            language.pick(
                format!("{runs} real runs, all allowed; times within {within}"),
                format!("{runs} 次真实运行，全部符合；时间偏差不超过 {within}"),
            )
        }
        other => {
            let reason = record.reasons.first().map_or("", String::as_str);
            language.pick(
                format!("{runs} real runs, {other}: {reason}"),
                format!("{runs} 次真实运行，无法判定：{reason}"),
            )
        }
    };
    format!("{verdict} · {}", measured_on(machine, language))
}

/// How much later than simulated the latest line came.
fn largest_lateness(runs: &RunsRecord) -> u64 {
    let late =
        |line: &crate::recorded::LineRecord| line.measured_ns[2].saturating_sub(line.simulated_ns);
    runs.lines.iter().map(late).max().unwrap_or(0)
}

fn claim_view(claim: &CheckedClaim, language: Language) -> ClaimView {
    let said = |text: &crate::text::Text| text.pick(language).to_owned();
    let evidence = claim.evidence.iter().map(|it| {
        let trust = said(&it.trust.title());
        (it.sign().to_owned(), trust, said(&it.says))
    });
    ClaimView {
        id: claim.id.clone(),
        claim: said(&claim.claim),
        verdict: claim.verdict,
        verdict_text: said(&claim.verdict.title()),
        why: said(&claim.why),
        scenario: claim.scenario.clone(),
        references: claim.references.join(", "),
        evidence: evidence.collect(),
    }
}

fn table_view(table: &Table, language: Language) -> TableView {
    let said = |text: &crate::text::Text| text.pick(language).to_owned();
    let columns = table.columns.iter().map(|column| {
        let trust = column.trust.map(|trust| said(&trust.title()));
        (column.trust, trust.unwrap_or_default(), said(&column.title))
    });
    TableView {
        id: table.id,
        title: said(&table.title),
        columns: columns.collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(said).collect())
            .collect(),
        foot: table.foot.iter().map(said).collect(),
        command: table.command.clone(),
    }
}

#[cfg(test)]
mod tests {
    use interleave_playground::{Language, scenarios};

    use super::{NotesAbout, NotesAsk, NotesTold, answer};
    use crate::tables::{TableId, TableOptions};

    fn ask(about: NotesAbout) -> NotesTold {
        answer(&NotesAsk {
            language: Language::Zh,
            recorded: String::new(),
            about,
        })
    }

    #[test]
    fn every_question_has_an_answer() {
        for scenario in scenarios() {
            let told = ask(NotesAbout::Scenario {
                name: scenario.name.to_owned(),
                cores: 2,
            });
            assert!(
                matches!(&told, NotesTold::Scenario(view) if !view.question.is_empty()),
                "{told:?}"
            );
        }
        assert!(
            matches!(ask(NotesAbout::Claims), NotesTold::Claims(view) if view.claims.len() == 27)
        );
        let table = NotesAbout::Table(TableId::T7, TableOptions::default());
        assert!(matches!(ask(table), NotesTold::Table(view) if view.id == TableId::T7));
    }

    #[test]
    fn what_cannot_be_answered_is_refused() {
        let broken = TableOptions {
            source: "fn main( {".to_owned(),
            ..TableOptions::default()
        };
        let told = ask(NotesAbout::Table(TableId::T1, broken));
        assert!(matches!(told, NotesTold::Refused(_)), "{told:?}");
    }
}
