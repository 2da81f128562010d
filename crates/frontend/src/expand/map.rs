//! From places in the written text to places in the user's.

use interleave_program::{Diagnostic, Parameter, Span};

use super::hygiene;
use crate::compile::Compiled;

/// One stretch of the written text.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Where it stands in the written text.
    pub written: Span,
    /// Where its text comes from.
    pub source: Span,
    /// The call that it is part of, when it comes from a macro's template.
    pub call: Option<Span>,
    /// Whether it is copied from outside of all calls.
    pub is_copied: bool,
}

/// All stretches in order.
#[derive(Clone, Debug, Default)]
pub struct SpanMap {
    stretches: Vec<Stretch>,
}

impl SpanMap {
    pub fn push(&mut self, stretch: Stretch) {
        if stretch.written.start < stretch.written.end {
            self.stretches.push(stretch);
        }
    }

    /// Where `span` of the written text stands for the user: what a macro's template says stands at its call,
    /// as in the places of rustc's panics.
    pub fn span(&self, span: Span) -> Span {
        if !span.is_some() || self.stretches.is_empty() {
            return span;
        }
        let first = self
            .stretches
            .partition_point(|it| it.written.end <= span.start);
        let past = self
            .stretches
            .partition_point(|it| it.written.start < span.end);
        let first = &self.stretches[first.min(self.stretches.len() - 1)];
        let last = &self.stretches[past.saturating_sub(1)];
        match (first.call, last.call) {
            (Some(call), _) | (None, Some(call)) => call,
            (None, None) => {
                let start = place(first, span.start.max(first.written.start));
                let end = place(last, span.end.min(last.written.end));
                match start < end {
                    true => Span::new(start, end),
                    false => first.source,
                }
            }
        }
    }

    /// The place of a text outside of all macros.
    pub fn copied(&self, span: Span) -> Option<Span> {
        let at = self
            .stretches
            .partition_point(|it| it.written.end <= span.start);
        let stretch = self.stretches.get(at)?;
        let is_inside = stretch.written.start <= span.start && span.end <= stretch.written.end;
        (stretch.is_copied && is_inside)
            .then(|| Span::new(place(stretch, span.start), place(stretch, span.end)))
    }

    /// What was made of the written text as made of the user's `source`.
    pub fn compiled(&self, compiled: &mut Compiled, source: &str) {
        for diagnostic in std::mem::take(&mut compiled.diagnostics) {
            compiled.diagnostics.push(self.diagnostic(diagnostic));
        }
        self.parameters(&mut compiled.parameters);
        let Some(program) = &mut compiled.program else {
            return;
        };
        self.parameters(&mut program.parameters);
        program.source_span = Span::new(0, source.len() as u32);
        for function in &mut program.functions {
            if !function.is_prelude && function.spans.iter().any(|span| span.is_some()) {
                for span in &mut function.spans {
                    *span = self.span(*span);
                }
                for (_, name) in &mut function.locals {
                    *name = hygiene::plain(name);
                }
            }
        }
    }

    /// Sliders outside of macros.
    fn parameters(&self, parameters: &mut Vec<Parameter>) {
        parameters.retain_mut(|parameter| match self.copied(parameter.span) {
            Some(span) => {
                parameter.span = span;
                true
            }
            None => false,
        });
    }

    /// A diagnostic about the written text as one about the user's.
    pub fn diagnostic(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.span = self.span(diagnostic.span);
        diagnostic.message = hygiene::plain(&diagnostic.message);
        diagnostic
    }
}

/// A byte of the written text in the user's.
fn place(stretch: &Stretch, at: u32) -> u32 {
    if at >= stretch.written.end {
        return stretch.source.end;
    }
    let from = at.saturating_sub(stretch.written.start);
    (stretch.source.start + from).min(stretch.source.end)
}
