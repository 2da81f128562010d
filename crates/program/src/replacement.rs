//! One integer literal of a text replaced by another: what that changes in the program, when nothing but an instruction
//! depends on it.
//!
//! Then the instruction that loads it has another operand, and all places behind it move by as many bytes as the text
//! has grown. Whether a literal is such a one, only who compiles the text can tell.

use crate::function::Function;
use crate::int::IntKind;
use crate::op::Op;
use crate::parameter::Parameter;
use crate::program::Program;
use crate::span::Span;

/// A literal of a text and what stands there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The literal before, without a sign.
    pub span: Span,
    /// Its value.
    pub before: i32,
    /// Its value from now on.
    pub after: i32,
    /// By how many bytes the text becomes longer.
    pub growth: i32,
}

impl Replacement {
    /// Where in the new text something stands.
    #[must_use]
    pub fn moved(&self, span: Span) -> Span {
        match span.is_some() {
            true => Span::new(self.moved_byte(span.start), self.moved_byte(span.end)),
            false => span,
        }
    }

    fn moved_byte(&self, at: u32) -> u32 {
        match at >= self.span.end {
            true => at.saturating_add_signed(self.growth),
            false => at,
        }
    }

    /// Makes the program of the new text, whose sliders are `parameters`, of the old one's. False, and nothing done, when
    /// the literal is not loaded by instructions of its own or its new value is not one of its type.
    pub fn apply(&self, program: &mut Program, parameters: Vec<Parameter>) -> bool {
        // The prelude's come first, and have no places.
        let own = program.functions.iter().position(|it| !it.is_prelude);
        let own = own.unwrap_or(program.functions.len());
        let loads = || {
            let instructions = program.functions[own..]
                .iter()
                .flat_map(|it| it.spans.iter().zip(&it.code));
            instructions.filter_map(|(span, op)| self.load(*span, *op))
        };
        if loads().next().is_none() || !loads().all(|kind| self.fits(kind)) {
            return false;
        }
        for function in &mut program.functions[own..] {
            if self.concerns(&function.spans) {
                let Function { spans, code, .. } = &mut **function;
                for (span, op) in spans.iter_mut().zip(code) {
                    if self.load(*span, *op).is_some()
                        && let Op::Int { value, .. } = op
                    {
                        *value = self.after;
                    }
                    *span = self.moved(*span);
                }
            }
        }
        let labels = std::mem::take(&mut program.labels).into_iter();
        program.labels = labels
            .map(|(at, label)| (self.moved_byte(at), label))
            .collect();
        program.parameters = parameters;
        program.source_span = self.moved(program.source_span);
        true
    }

    /// As which type the instruction loads the literal, if it does.
    fn load(&self, span: Span, op: Op) -> Option<IntKind> {
        match op {
            Op::Int { kind, value, .. } if span == self.span && value == self.before => Some(kind),
            _ => None,
        }
    }

    fn fits(&self, kind: IntKind) -> bool {
        (IntKind::min(kind)..=IntKind::max(kind)).contains(&i128::from(self.after))
    }

    /// Whether anything of a function changes.
    fn concerns(&self, spans: &[Span]) -> bool {
        let reaches = |span: &Span| span.is_some() && span.end >= self.span.end;
        spans.iter().any(reaches)
    }
}
