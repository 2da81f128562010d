//! Real runs of the scenarios, and what the compiler says.

use interleave_native::{
    CompileError, CoresReport, Report, Verdict, VerifyError, VerifyOptions, compile, verify,
};
use interleave_notes::{LineRecord, PROBES, Probe, RunsRecord, ScenarioRecord, fingerprint};
use interleave_playground::{Machine, Scenario, scenarios as gallery};

/// Runs of each scenario on each number of cores.
const RUNS: u32 = 10;

/// What `rustc` says to each probe.
pub(crate) fn probes() -> Result<Vec<Probe>, String> {
    let probe = |(name, text): &(&str, &str)| {
        let code = match compile(text) {
            Ok(_) => String::new(),
            Err(CompileError::Rejected(words)) => first_code(&words),
            Err(error) => return Err(error.to_string()),
        };
        Ok(Probe {
            name: (*name).to_owned(),
            accepted: code.is_empty(),
            code,
        })
    };
    PROBES.iter().map(probe).collect()
}

/// The code of the first error: "E0432".
fn first_code(words: &str) -> String {
    let code = words
        .split("error[")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    code.unwrap_or("error").to_owned()
}

/// Real runs of all scenarios, or only of those that `only` names; the others stay as they were.
pub(crate) fn scenarios(
    before: Vec<ScenarioRecord>,
    only: Option<&str>,
) -> Result<Vec<ScenarioRecord>, String> {
    let mut records = Vec::new();
    for scenario in gallery() {
        let is_wanted = only.is_none_or(|only| only == "scenarios" || only == scenario.name);
        let old = before.iter().find(|record| record.name == scenario.name);
        match old {
            Some(old) if !is_wanted => records.push(old.clone()),
            None if !is_wanted => {}
            _ => records.push(measured(scenario)?),
        }
    }
    Ok(records)
}

fn measured(scenario: &Scenario) -> Result<ScenarioRecord, String> {
    let options = VerifyOptions {
        name: scenario.name.to_owned(),
        source: scenario.source().to_owned(),
        real_source: None,
        runs: RUNS,
        cores: vec![1, 2],
        machine: Machine::default(),
    };
    let report = verify(&options).map_err(|error| {
        let why = match &error {
            VerifyError::Refused(refused) => refused.to_string(),
            other => other.to_string(),
        };
        format!("{}: {why}", scenario.name)
    })?;
    eprintln!("{}: {}", scenario.name, report.verdict.word());
    Ok(record_of(scenario, &report))
}

fn record_of(scenario: &Scenario, report: &Report) -> ScenarioRecord {
    ScenarioRecord {
        name: scenario.name.to_owned(),
        text: fingerprint(scenario.source()),
        verdict: report.verdict.word().to_owned(),
        reasons: match &report.verdict {
            Verdict::Conforms => Vec::new(),
            Verdict::Fails { reasons } => reasons.clone(),
            Verdict::Inconclusive { reason } => vec![reason.clone()],
        },
        cores: report.cores.iter().map(runs_of).collect(),
    }
}

fn runs_of(report: &CoresReport) -> RunsRecord {
    let line = |line: &interleave_native::LineReport| LineRecord {
        thread: line.thread.clone(),
        text: line.text.clone(),
        simulated_ns: line.simulated_ns,
        measured_ns: line.measured_ns,
    };
    RunsRecord {
        cores: report.cores,
        runs: report.runs,
        orders: report.orders,
        late_ns: report.tolerance_ns,
        lines: report.lines.iter().map(line).collect(),
        simulated_end_ns: [
            report.makespan.simulated_ns,
            report.makespan.simulated_latest_ns,
        ],
        end_ns: report.makespan.measured_ns,
    }
}
