//! Where evidence comes from: simulated runs and the recorded real ones.

use interleave_playground::{
    Machine, Nanos, Scenario, Trace, execute, find_scenario, output_lines,
};

use crate::claim::{Evidence, Trust};
use crate::recorded::{LineRecord, Recorded, RunsRecord};

/// Runs scenarios and looks real runs up.
pub struct Lab<'r> {
    recorded: &'r Recorded,
}

/// A simulated run and the text that ran.
pub struct Run {
    /// What happened.
    pub trace: Trace,
    source: String,
}

impl<'r> Lab<'r> {
    /// A lab with these real runs.
    #[must_use]
    pub fn new(recorded: &'r Recorded) -> Self {
        Self { recorded }
    }

    /// The real runs and figures.
    #[must_use]
    pub fn recorded(&self) -> &'r Recorded {
        self.recorded
    }

    /// A scenario on `cores` cores.
    ///
    /// # Panics
    /// When there is no such scenario or it is refused, which a test rules out for every claim and table.
    #[must_use]
    pub fn run(&self, scenario: &str, cores: u32) -> Run {
        let machine = Machine {
            cores,
            ..Machine::default()
        };
        Self::run_text(source_of(scenario), &machine)
    }

    /// A text on a machine.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn run_text(source: &str, machine: &Machine) -> Run {
        let execution = execute(source, machine, "");
        let trace = execution
            .expect("programs of claims are in the subset")
            .trace;
        Run {
            trace,
            source: source.to_owned(),
        }
    }

    /// Real runs of a scenario on `cores` cores, when there are any of its present text on a machine that could tell:
    /// what a machine shows that is too noisy is no evidence.
    #[must_use]
    pub fn real(&self, scenario: &str, cores: u32) -> Option<&'r RunsRecord> {
        let record = self.recorded.scenario(scenario, source_of(scenario))?;
        record.on(cores).filter(|_| record.verdict == "conforms")
    }

    /// What there is to say of real runs on a machine that could not tell.
    pub(crate) fn unclear(&self, scenario: &str) -> Option<Evidence> {
        let record = self.recorded.scenario(scenario, source_of(scenario))?;
        (record.verdict == "inconclusive").then(|| {
            Evidence::new(
                Trust::Measured,
                None,
                "The machine was too busy for its real runs to tell.".to_owned(),
                "机器当时太忙，真实运行无法判定。".to_owned(),
            )
        })
    }

    /// The median of a measured figure.
    #[must_use]
    pub fn median(&self, figure: &str) -> Option<u64> {
        Some(self.recorded.figure(figure)?.spread[1])
    }
}

/// # Panics
/// When there is no such scenario.
fn source_of(name: &str) -> &'static str {
    let found: Option<&Scenario> = find_scenario(name);
    found.expect("claims name scenarios that exist").source()
}

impl Run {
    /// When it ended.
    #[must_use]
    pub fn end_ns(&self) -> u64 {
        self.trace.end.0
    }

    /// When the line `text` is printed.
    #[must_use]
    pub fn at(&self, text: &str) -> Option<u64> {
        let lines = output_lines(&self.trace, &self.source);
        let line = lines.into_iter().find(|line| line.text == text)?;
        Some(line.at_ns.0)
    }

    /// How many lines that begin with `start` are printed up to `until`.
    #[must_use]
    pub fn lines_until(&self, start: &str, until: Nanos) -> usize {
        let lines = output_lines(&self.trace, &self.source);
        let is_one = |line: &&interleave_playground::OutputLine| {
            line.text.starts_with(start) && line.at_ns <= until
        };
        lines.iter().filter(is_one).count()
    }

    /// Whether one of these lines comes before the other.
    #[must_use]
    pub fn is_before(&self, first: &str, second: &str) -> bool {
        let lines = output_lines(&self.trace, &self.source);
        let place = |text: &str| lines.iter().position(|line| line.text == text);
        matches!((place(first), place(second)), (Some(first), Some(second)) if first < second)
    }
}

impl RunsRecord {
    /// The line `text`.
    #[must_use]
    pub fn line(&self, text: &str) -> Option<&LineRecord> {
        self.lines.iter().find(|line| line.text == text)
    }
}
