//! Questions about everything that a program can do: answered with a witness, or with a complete no.

use interleave_explore::{Found, Report};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// Whether standard output can contain this text.
    CanPrint { text: String },
    /// Whether a line that contains `first` can stand before every line that contains `second`.
    Before { first: String, second: String },
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// "yes", "no", or "unknown" when the search has stopped before it found one.
    pub answer: String,
    /// A schedule that shows it.
    pub witness: Option<String>,
}

impl Question {
    /// The answer from what a search has found: of several witnesses that with the fewest switches.
    #[must_use]
    pub fn answer(&self, report: &Report) -> Answer {
        let shows = report.outcomes.iter().filter(|found| self.holds(found));
        let best = shows.min_by_key(|found| found.witness.switches);
        let answer = match (best, report.is_complete()) {
            (Some(_), _) => "yes",
            (None, true) => "no",
            (None, false) => "unknown",
        };
        Answer {
            question: self.clone(),
            answer: answer.to_owned(),
            witness: best.map(|found| found.witness.schedule.clone()),
        }
    }

    fn holds(&self, found: &Found) -> bool {
        match self {
            Self::CanPrint { text } => found.stdout.contains(text.as_str()),
            Self::Before { first, second } => {
                let at = |what: &str| found.stdout.lines().position(|line| line.contains(what));
                match (at(first), at(second)) {
                    (Some(first), Some(second)) => first < second,
                    _ => false,
                }
            }
        }
    }
}
