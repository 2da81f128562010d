//! The whole way from text to trace: compile once, run on any machine.

use std::borrow::Cow;

use interleave_engine::{Code, Machine, PlanError, SchedulePlan};
use interleave_frontend::{Compiled, Replaced, compile};
use interleave_program::{Diagnostic, Parameter, Severity, Span};
use interleave_trace::Trace;

/// A run of a program that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// What happened.
    pub trace: Trace,
    /// What is worth knowing about the text; no errors.
    pub warnings: Vec<Diagnostic>,
}

/// Why nothing was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Errors and warnings. Those about the machine or the schedule have no place in the text (`Span::NONE`).
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut errors = self.diagnostics.iter().filter(|found| is_error(found));
        match errors.next() {
            Some(first) => write!(f, "{}", first.message)?,
            None => write!(f, "refused")?,
        }
        match errors.count() {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl std::error::Error for Refused {}

/// Runs `source` on `machine`. `schedule`: recorded choices to replay, "" for the machine's own, or `random-7` for
/// a generator with that seed.
///
/// # Errors
/// When the text, the machine or the schedule is refused.
pub fn execute(source: &str, machine: &Machine, schedule: &str) -> Result<Execution, Refused> {
    let prepared = Prepared::new(source);
    match prepared.run(machine, schedule) {
        Ok(trace) => Ok(Execution {
            trace,
            warnings: prepared.diagnostics,
        }),
        Err(diagnostics) => Err(Refused { diagnostics }),
    }
}

/// A text that was compiled, or what is wrong with it.
#[derive(Debug)]
pub(crate) struct Prepared<'s> {
    source: Cow<'s, str>,
    code: Option<Code>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) parameters: Vec<Parameter>,
}

impl PartialEq for Prepared<'_> {
    /// Whether they are of the same text and run alike: what is precomputed for a program follows from it.
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
            && self.code.as_deref() == other.code.as_deref()
            && self.diagnostics == other.diagnostics
            && self.parameters == other.parameters
    }
}

impl<'s> Prepared<'s> {
    pub(crate) fn new(source: impl Into<Cow<'s, str>>) -> Self {
        let source = source.into();
        let compiled = compile(&source);
        Self::from_compiled(source, compiled)
    }

    /// Of a text that was compiled before.
    pub(crate) fn from_compiled(source: impl Into<Cow<'s, str>>, compiled: Compiled) -> Self {
        let mut diagnostics = compiled.diagnostics;
        let refused = diagnostics.iter().any(is_error);
        let code = match compiled.program.filter(|_| !refused).map(Code::new) {
            Some(Ok(code)) => Some(code),
            Some(Err(reason)) => {
                diagnostics.push(Diagnostic::error("internal-code", Span::NONE, reason));
                None
            }
            None => None,
        };
        Self {
            source: source.into(),
            code,
            diagnostics,
            parameters: compiled.parameters,
        }
    }

    /// Makes this what `source` is compiled to, which differs in one literal; false, and nothing done, when that needs
    /// the compiler.
    pub(crate) fn replace(&mut self, change: Replaced, source: &str) -> bool {
        let Some(code) = &mut self.code else {
            return false;
        };
        // What there is to say about a text has places too.
        let is_done = self.diagnostics.is_empty()
            && code.replace(&change.replacement, change.parameters.clone());
        if is_done {
            self.source = source.to_owned().into();
            self.parameters = change.parameters;
        }
        is_done
    }

    /// The text.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// What there is to run.
    pub(crate) fn code(&self) -> Result<&Code, Refused> {
        self.code.as_ref().ok_or_else(|| Refused {
            diagnostics: self.diagnostics.clone(),
        })
    }

    /// Whether there is something to run.
    pub(crate) fn is_runnable(&self) -> bool {
        self.code.is_some()
    }

    /// One run; the errors are all that is wrong with text, machine or schedule.
    pub(crate) fn run(&self, machine: &Machine, schedule: &str) -> Result<Trace, Vec<Diagnostic>> {
        let Some(code) = &self.code else {
            return Err(self.diagnostics.clone());
        };
        let plan = SchedulePlan::parse(schedule)
            .map_err(|error| vec![without_place("bad-schedule", &error)])?;
        let followed = plan.follow(code, &self.source, machine);
        followed.map_err(|error| {
            vec![match error {
                PlanError::Machine(error) => without_place("bad-machine", &error),
                PlanError::Schedule(error) => without_place("bad-schedule", &error),
            }]
        })
    }
}

pub(crate) fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

pub(crate) fn without_place(id: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(id, Span::NONE, error.to_string())
}
