//! Trouble in the user's program, as data: what, where, and what to write instead.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How bad it is: an error refuses the program, a warning or hint does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The program is refused.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Something worth knowing.
    Hint,
}

/// A second place that matters, with a few words ("lock taken here").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What it has to do with the message.
    pub text: String,
}

/// One located message about the user's program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable id: rustc's code where rustc would reject it ("E0425"), else our own ("unsupported-macro").
    pub id: String,
    /// Error, warning or hint.
    pub severity: Severity,
    /// One sentence that names the construct.
    pub message: String,
    /// Where it stands.
    pub span: Span,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to write instead, when something can be said.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error with `id` and `message` at `span`, no labels, no help.
    #[must_use]
    pub fn error(id: &str, span: Span, message: impl Into<String>) -> Self {
        Self {
            id: id.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            span,
            labels: Vec::new(),
            help: None,
        }
    }

    /// The same diagnostic with advice on what to write instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same diagnostic with one more labelled place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }
}
