//! Formatting: arguments by reference, then text and placeholders appended to a buffer.

use interleave_program::{Count, Diagnostic, FormatId, FormatSpec, FormatTrait, Op, Reg, Span};
use syn::{Expr, Lit};

use crate::format_string::{Amount, ArgRef, Piece};
use crate::macro_table::Arg;
use crate::session::Session;
use crate::spans;

/// A format string with its arguments.
pub struct Format<'a> {
    pub span: Span,
    pub text: String,
    pub text_span: Span,
    pub args: &'a [Arg],
}

impl<'a> Session<'a> {
    /// The format string and arguments at the beginning of `args`.
    pub fn format_of(&mut self, span: Span, args: &'a [Arg]) -> Option<Format<'a>> {
        let Some((first, rest)) = args.split_first() else {
            return Some(Format {
                span,
                text: String::new(),
                text_span: span,
                args,
            });
        };
        if let Expr::Lit(lit) = &first.value
            && let Lit::Str(text) = &lit.lit
        {
            return Some(Format {
                span,
                text: text.value(),
                text_span: spans::of(text.span()),
                args: rest,
            });
        }
        let span = spans::expr(&first.value);
        let message = "the format must be a string literal";
        self.error(
            Diagnostic::error("format", span, message)
                .with_help("write `\"{}\"` before it: println!(\"{}\", value)"),
        );
        None
    }

    /// The text when everything in it is known: no placeholders, or literals for plain ones (as rustc inlines them).
    pub fn plain_text(&self, format: &Format<'_>) -> Option<String> {
        let pieces = crate::format_string::parse(&format.text).ok()?;
        let mut used = 0;
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(&part),
                Piece::Placeholder(placeholder) => {
                    let ArgRef::Index(index) = placeholder.arg else {
                        return None;
                    };
                    let spec = placeholder.spec.counted(Count::None, Count::None);
                    let is_plain = spec == FormatSpec::plain(FormatTrait::Display)
                        && placeholder.spec.width == Amount::None
                        && placeholder.spec.precision == Amount::None;
                    let arg = format
                        .args
                        .get(index)
                        .filter(|_| is_plain && index == used)?;
                    text.push_str(&literal_text(&arg.value)?);
                    used += 1;
                }
            }
        }
        (used == format.args.len()).then_some(text)
    }

    /// buffer = the formatted `String`; `end` is appended. The buffer is the topmost register afterwards.
    pub fn format_buffer(&mut self, format: &Format<'a>, end: &str) -> Reg {
        let mut is_broken = false;
        let pieces = match crate::format_string::parse(&format.text) {
            Ok(pieces) => pieces,
            Err(message) => {
                self.error(Diagnostic::error("format", format.text_span, message));
                is_broken = true;
                Vec::new()
            }
        };
        let mut values = Values::default();
        for arg in format.args {
            let place = self.place(&arg.value, false);
            let name = arg.name.as_ref().map(crate::resolve::unraw);
            values.given.push(Given {
                name,
                place,
                is_used: false,
                span: spans::expr(&arg.value),
            });
        }
        self.resolve_names(format, &pieces, &mut values);
        let specs = self.specs(format, &pieces, &mut values);
        if !is_broken {
            self.check_unused(&values);
        }
        let buffer = self.b().alloc();
        self.op(format.span, Op::FormatNew { dst: buffer });
        let mut pending = String::new();
        let mut specs = specs.into_iter();
        for piece in pieces {
            match piece {
                Piece::Text(text) => pending.push_str(&text),
                Piece::Placeholder(_) => {
                    self.append(format.span, buffer, &mut pending);
                    if let Some((place, spec)) = specs.next() {
                        self.op(
                            format.span,
                            Op::FormatArg {
                                buffer,
                                place,
                                spec,
                            },
                        );
                    }
                }
            }
        }
        pending.push_str(end);
        self.append(format.span, buffer, &mut pending);
        buffer
    }

    /// Appends text and empties it.
    pub fn append(&mut self, span: Span, buffer: Reg, text: &mut String) {
        if text.is_empty() {
            return;
        }
        let index = self.constant(interleave_program::Const::Str(std::mem::take(text)));
        self.op(span, Op::FormatStr { buffer, index });
    }

    /// Places of variables that the string names itself.
    fn resolve_names(&mut self, format: &Format<'a>, pieces: &[Piece], values: &mut Values) {
        let mut names: Vec<String> = Vec::new();
        for piece in pieces {
            let Piece::Placeholder(placeholder) = piece else {
                continue;
            };
            let amounts = [&placeholder.spec.width, &placeholder.spec.precision];
            let in_amounts = amounts.into_iter().filter_map(|amount| match amount {
                Amount::Arg(arg) => Some(arg),
                _ => None,
            });
            for arg in std::iter::once(&placeholder.arg).chain(in_amounts) {
                if let ArgRef::Name(name) = arg {
                    names.push(name.clone());
                }
            }
        }
        for name in names {
            let known = values
                .given
                .iter()
                .any(|given| given.name.as_ref() == Some(&name));
            if known {
                continue;
            }
            if let Some(place) = self.named_place(format.text_span, &name) {
                values.given.push(Given {
                    name: Some(name),
                    place,
                    is_used: true,
                    span: format.text_span,
                });
            }
        }
    }

    /// The place of a variable, constant or static named in a format string.
    fn named_place(&mut self, span: Span, name: &str) -> Option<Reg> {
        if let Some(var) = self.find_var(name) {
            let place = self.b().scratch();
            self.ref_var(span, place, var);
            return Some(place);
        }
        let module = self.b().module();
        let def = self.lookup(module, name, crate::resolve::Namespace::Values);
        match def {
            _ if self
                .b()
                .context
                .type_params
                .iter()
                .any(|param| param == name) =>
            {
                let value = self.b().alloc();
                self.param_into(span, name, value);
                Some(self.place_of(span, value))
            }
            Some(crate::names::Def::Const(index)) => {
                let value = self.b().alloc();
                self.const_into(span, index, value);
                Some(self.place_of(span, value))
            }
            Some(crate::names::Def::Constructor(shape))
                if self.program.shapes[shape.index()].fields.is_empty() =>
            {
                let value = self.b().alloc();
                self.constructor_into(span, shape, value);
                Some(self.place_of(span, value))
            }
            Some(crate::names::Def::Static(index)) => {
                let place = self.b().scratch();
                self.op(span, Op::RefStatic { dst: place, index });
                Some(place)
            }
            _ => {
                let known = self.names_in_scope();
                let near = crate::nearest::nearest(name, known.iter().map(String::as_str));
                let message = format!("cannot find the value `{name}` in this scope");
                let mut diagnostic = Diagnostic::error("E0425", span, message);
                if let Some(near) = near {
                    diagnostic = diagnostic.with_help(format!("there is `{near}`"));
                }
                self.error(diagnostic);
                None
            }
        }
    }

    fn specs(
        &mut self,
        format: &Format<'a>,
        pieces: &[Piece],
        values: &mut Values,
    ) -> Vec<(Reg, FormatId)> {
        let mut specs = Vec::new();
        for piece in pieces {
            let Piece::Placeholder(placeholder) = piece else {
                continue;
            };
            let Some(place) = self.argument(format, &placeholder.arg, values) else {
                continue;
            };
            let width = self.count(format, &placeholder.spec.width, values);
            let precision = self.count(format, &placeholder.spec.precision, values);
            let mut spec = placeholder.spec.counted(width, precision);
            if spec.which == FormatTrait::Debug && self.shows_pointer(format, &placeholder.arg) {
                spec.which = FormatTrait::Pointer;
            }
            specs.push((place, self.format_id(spec)));
        }
        specs
    }

    /// Whether the argument is a raw pointer, which is shown as an address.
    fn shows_pointer(&self, format: &Format<'a>, arg: &ArgRef) -> bool {
        match arg {
            ArgRef::Index(index) => format
                .args
                .get(*index)
                .is_some_and(|arg| self.is_pointer(&arg.value)),
            ArgRef::Name(_) => false,
        }
    }

    fn argument(&mut self, format: &Format<'a>, arg: &ArgRef, values: &mut Values) -> Option<Reg> {
        let positional = values.given.len();
        let found = match arg {
            ArgRef::Index(index) => values.given.get_mut(*index),
            ArgRef::Name(name) => values
                .given
                .iter_mut()
                .find(|given| given.name.as_ref() == Some(name)),
        };
        if let Some(given) = found {
            given.is_used = true;
            return Some(given.place);
        }
        if let ArgRef::Index(index) = arg {
            let plural = if positional == 1 { "" } else { "s" };
            let message = format!(
                "the format needs argument number {}, but {positional} argument{plural} given",
                index + 1
            );
            self.error(
                Diagnostic::error("format", format.text_span, message).with_help(
                    "give one argument for each `{}`, or write the name inside: `{name}`",
                ),
            );
        }
        None
    }

    fn count(&mut self, format: &Format<'a>, amount: &Amount, values: &mut Values) -> Count {
        match amount {
            Amount::None => Count::None,
            Amount::Is(number) => Count::Is(*number),
            Amount::Arg(arg) => match self.argument(format, arg, values) {
                Some(place) => {
                    let dst = self.b().scratch();
                    self.op(format.span, Op::Load { dst, place });
                    Count::Reg(dst)
                }
                None => Count::None,
            },
        }
    }

    /// The id of a specification, shared when it is there already.
    pub fn format_id(&mut self, spec: FormatSpec) -> FormatId {
        let formats = &mut self.program.formats;
        let known = formats.iter().position(|known| *known == spec);
        let index = known.unwrap_or_else(|| {
            formats.push(spec);
            formats.len() - 1
        });
        FormatId::from_index(index)
    }

    fn check_unused(&mut self, values: &Values) {
        for given in values.given.iter().filter(|given| !given.is_used) {
            let message = "this argument is never used by the format";
            let diagnostic = Diagnostic::error("format", given.span, message);
            self.error(diagnostic.with_help("add a `{}` for it, or leave it out"));
        }
    }

    /// Appends one value as `{:?}`.
    pub fn append_debug(&mut self, span: Span, buffer: Reg, place: Reg, alternate: bool) {
        let mut spec = FormatSpec::plain(FormatTrait::Debug);
        spec.alternate = alternate;
        let spec = self.format_id(spec);
        self.op(
            span,
            Op::FormatArg {
                buffer,
                place,
                spec,
            },
        );
    }
}

fn literal_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            Lit::Int(int) if int.suffix().is_empty() => Some(int.base10_digits().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

#[derive(Default)]
struct Values {
    given: Vec<Given>,
}

struct Given {
    name: Option<String>,
    place: Reg,
    is_used: bool,
    span: Span,
}
