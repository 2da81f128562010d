//! The text that was compiled last, kept: the next one is often the same, or differs in the literal that a slider moves.
//!
//! A literal may stand where only its value is asked for ([`replaced`]), and yet be part of something else that the
//! compiler made of it. So the first time that one changes, the text is compiled as any other, and the program compared
//! with the one that replacing the operand gives. When they are equal, the literal is known to be an operand and nothing
//! else, and from then on replacing it is enough.

use interleave_frontend::replaced;
use interleave_program::{Replacement, Span};

use crate::pipeline::Prepared;

/// A compiled text, and what is known of its literals.
#[derive(Debug)]
pub(crate) struct Compilation {
    prepared: Prepared<'static>,
    operands: Vec<Operand>,
}

/// A literal that has been replaced and gave the same program as compiling.
#[derive(Debug)]
struct Operand {
    span: Span,
    /// Whether places behind it moved then, so that nothing else tells columns.
    has_grown: bool,
}

impl Operand {
    fn is_proven_for(&self, replacement: &Replacement) -> bool {
        self.span == replacement.span && (self.has_grown || replacement.growth == 0)
    }
}

impl Compilation {
    /// Of a text of which nothing is known yet.
    pub(crate) fn new(prepared: Prepared<'static>) -> Self {
        Self {
            prepared,
            operands: Vec::new(),
        }
    }

    /// What the last text was compiled to.
    pub(crate) fn prepared(&self) -> &Prepared<'static> {
        &self.prepared
    }

    /// Goes on to the text `source`.
    pub(crate) fn change(&mut self, source: &str) {
        if self.prepared.source() == source {
            return;
        }
        let Some(change) = replaced(self.prepared.source(), source) else {
            *self = Self::new(Prepared::new(source.to_owned()));
            return;
        };
        let replacement = change.replacement;
        let mut known = self.operands.iter();
        let is_proven = known.any(|operand| operand.is_proven_for(&replacement));
        let is_replaced = self.prepared.replace(change, source);
        if !(is_proven && is_replaced) {
            let compiled = Prepared::new(source.to_owned());
            if is_replaced && compiled == self.prepared {
                self.operands
                    .retain(|operand| operand.span != replacement.span);
                self.operands.push(Operand {
                    span: replacement.span,
                    has_grown: replacement.growth != 0,
                });
            }
            self.prepared = compiled;
        }
        for operand in &mut self.operands {
            operand.span = replacement.moved(operand.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use interleave_frontend::{parameters, set_parameter};
    use interleave_gallery::{find, scenarios};
    use interleave_program::Parameter;

    use super::{Compilation, Prepared};

    /// All scenarios and golden programs.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = scenarios()
            .iter()
            .map(|it| it.source().to_owned())
            .collect();
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programs");
        for folder in fs::read_dir(golden).expect("they are there").flatten() {
            texts.extend(fs::read_to_string(folder.path().join("program.rs")));
        }
        texts.sort();
        texts
    }

    /// Values of one length and of others, of which some types have no such.
    fn values(parameter: &Parameter) -> [i64; 4] {
        let value = parameter.value;
        let beyond = i64::from(i32::MAX) + 1;
        [value + 1, value * 10 + 3, 7, beyond]
    }

    /// Moves every slider of `source`; each text must be what the compiler makes of it. Counts texts that needed none.
    fn moved_everywhere(source: &str) -> usize {
        let mut kept = Compilation::new(Prepared::new(source.to_owned()));
        let mut replaced = 0;
        for parameter in parameters(source) {
            for value in values(&parameter) {
                let Ok(text) = set_parameter(kept.prepared().source(), &parameter.name, value)
                else {
                    continue;
                };
                kept.change(&text);
                let compiled = Prepared::new(text.as_str());
                assert!(*kept.prepared() == compiled, "{text}");
                let mut proven = kept.operands.iter();
                replaced += usize::from(proven.any(|operand| operand.has_grown));
            }
        }
        replaced
    }

    #[test]
    fn every_move_of_every_slider_gives_what_the_compiler_gives() {
        let replaced: usize = texts().iter().map(|text| moved_everywhere(text)).sum();
        assert!(replaced > 500, "{replaced}");
    }

    #[test]
    fn the_sliders_of_the_first_programs_need_no_compiler() {
        for name in ["P1", "P2", "P3"] {
            let source = find(name).expect("it is there").source();
            let mut kept = Compilation::new(Prepared::new(source.to_owned()));
            let sliders = parameters(source);
            for parameter in &sliders {
                for value in [parameter.value + 1, 123] {
                    let text = set_parameter(kept.prepared().source(), &parameter.name, value);
                    kept.change(&text.expect("it is a value of that slider"));
                }
            }
            assert_eq!(kept.operands.len(), sliders.len(), "{name}");
        }
    }

    #[test]
    fn a_literal_that_is_part_of_something_else_too_is_never_known() {
        let texts = [
            // Where it stands is told by what stands behind it.
            "fn main() { f(7); println!(\"{}\", column!()); }\nfn f(_: u32) {}\n",
            "fn main() { println!(\"{}\", 7); }\n",
            "const SIZE: usize = 7;\nfn main() { println!(\"{}\", [0; SIZE].len()); }\n",
        ];
        for text in texts {
            let mut kept = Compilation::new(Prepared::new(text));
            for literal in ["7", "8", "12", "9", "123", "45"] {
                let text = text.replacen('7', literal, 1);
                kept.change(&text);
                assert!(*kept.prepared() == Prepared::new(text.as_str()), "{text}");
            }
        }
    }
}
