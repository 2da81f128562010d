//! std's macros: printing, formatting, panics, assertions, `vec!`, `matches!`, `dbg!`.

use interleave_program::{Const, Diagnostic, Op, Reg, Span, Sys};
use syn::Expr;

use crate::macro_table::{self, ASSERTING, Arg, Args, COMPARING, FORMATTING};
use crate::names::{AsyncMacro, Callee};
use crate::nearest::nearest;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = value of a macro call
    pub fn macro_into(&mut self, mac: &'a syn::Macro, dst: Reg) {
        let span = spans::mac(mac);
        let name = macro_table::name(mac);
        let macros = self.macros;
        match macros.get(mac) {
            Some(Args::List(list)) if matches!(name.as_str(), "pin" | "pin_mut" | "ready") => {
                match self.async_macro(&mac.path) {
                    Some(which) => self.async_list_macro(mac, which, list, false, dst),
                    None => self.refuse_macro(&name, spans::path(&mac.path)),
                }
            }
            Some(Args::List(list)) => self.list_macro(span, &name, list, dst),
            Some(Args::Futures(is_biased, list)) => match self.async_macro(&mac.path) {
                Some(which) => self.async_list_macro(mac, which, list, *is_biased, dst),
                None => self.refuse_macro(&name, spans::path(&mac.path)),
            },
            Some(Args::Select(select)) => match self.async_macro(&mac.path) {
                Some(AsyncMacro::Select) => self.select_macro(mac, select, dst),
                Some(AsyncMacro::SelectFused) => self.select_fused(mac, select, false, dst),
                Some(AsyncMacro::SelectFusedInOrder) => self.select_fused(mac, select, true, dst),
                _ => self.refuse_macro(&name, spans::path(&mac.path)),
            },
            Some(Args::Repeat(value, count)) => self.vec_repeat(span, value, count, dst),
            Some(Args::Matches(value, pat, guard)) => {
                self.matches(span, value, pat, guard.as_deref(), dst);
            }
            Some(Args::Broken(diagnostic)) => self.error(diagnostic.clone()),
            None => self.refuse_macro(&name, spans::path(&mac.path)),
        }
    }

    fn refuse_macro(&mut self, name: &str, span: Span) {
        if self.own_macros.contains(name) {
            return;
        }
        let help = match name {
            "select" | "select_biased" | "join" | "try_join" => {
                format!("`tokio::{name}!` is there: import it, or write the path")
            }
            "pin" => "`std::pin::pin!` is there: import it, or write the path".to_owned(),
            "ready" => "`std::task::ready!` is there: import it, or write the path".to_owned(),
            "env" | "include_str" | "include" => "write the text into the program".to_owned(),
            _ => {
                let known = [FORMATTING, COMPARING, ASSERTING, &["dbg", "vec", "matches"]];
                match nearest(name, known.into_iter().flatten().copied()) {
                    Some(near) => format!("there is `{near}!`"),
                    None => "write out what it stands for".to_owned(),
                }
            }
        };
        self.unsupported("macro", span, &format!("the macro `{name}!`"), &help);
    }

    fn list_macro(&mut self, span: Span, name: &str, args: &'a [Arg], dst: Reg) {
        match name {
            "println" => self.print(span, args, "\n", Sys::PrintOut, dst),
            "print" => self.print(span, args, "", Sys::PrintOut, dst),
            "eprintln" => self.print(span, args, "\n", Sys::PrintErr, dst),
            "eprint" => self.print(span, args, "", Sys::PrintErr, dst),
            "format" => {
                if let Some(format) = self.format_of(span, args) {
                    let buffer = self.format_buffer(&format, "");
                    self.op(span, Op::Move { dst, src: buffer });
                }
            }
            "format_args" => self.format_args(span, args, dst),
            "write" => self.write(span, args, "", dst),
            "writeln" => self.write(span, args, "\n", dst),
            "panic" => self.panic_with(span, args, None),
            "unreachable" => {
                self.panic_with(span, args, Some("internal error: entered unreachable code"))
            }
            "todo" => self.panic_with(span, args, Some("not yet implemented")),
            "unimplemented" => self.panic_with(span, args, Some("not implemented")),
            "assert" | "debug_assert" => self.assert(span, name, args, dst),
            "assert_eq" | "debug_assert_eq" => self.assert_equal(span, name, args, true, dst),
            "assert_ne" | "debug_assert_ne" => self.assert_equal(span, name, args, false, dst),
            "vec" => self.vec_list(span, args, dst),
            "dbg" => self.dbg(span, args, dst),
            "line" | "column" => {
                let place = interleave_program::LineIndex::new(self.source);
                let place = place.locate(self.source, span.start);
                let number = if name == "line" {
                    place.line
                } else {
                    place.column
                };
                let value = Const::Int(interleave_program::IntKind::U32, i128::from(number));
                self.load_const(span, dst, value);
            }
            "file" => self.load_const(span, dst, Const::Str("src/main.rs".to_owned())),
            "concat" => match args.iter().map(|arg| literal_text(&arg.value)).collect() {
                Some(text) => self.load_const(span, dst, Const::Str(text)),
                None => self.refuse_macro(name, span),
            },
            _ => self.refuse_macro(name, span),
        }
    }

    fn print(&mut self, span: Span, args: &'a [Arg], end: &str, sys: Sys, dst: Reg) {
        let mark = self.b().mark();
        let Some(format) = self.format_of(span, args) else {
            return;
        };
        let buffer = self.format_buffer(&format, end);
        self.op(
            span,
            Op::Sys {
                dst,
                sys,
                args: buffer,
                argc: 1,
            },
        );
        self.b().set_plain(buffer);
        if self.b().owned_from(mark).is_empty() {
            self.b().release(mark);
        }
    }

    fn write(&mut self, span: Span, args: &'a [Arg], end: &str, dst: Reg) {
        let Some((target, rest)) = args.split_first() else {
            let message = "`write!` needs what to write to";
            return self.error(Diagnostic::error("format", span, message));
        };
        let target = self.place(&target.value, false);
        let Some(format) = self.format_of(span, rest) else {
            return;
        };
        let text = self.format_buffer(&format, end);
        let row = self.b().alloc_row(2);
        self.op(
            span,
            Op::Copy {
                dst: row,
                src: target,
            },
        );
        let last = Reg(row.0 + 1);
        self.op(
            span,
            Op::Move {
                dst: last,
                src: text,
            },
        );
        let method = self.symbol("write_fmt");
        self.op(
            span,
            Op::CallMethod {
                dst,
                method,
                args: row,
                argc: 2,
            },
        );
        self.b().release(row.0);
    }

    /// dst = `fmt::Arguments`, the prelude's.
    fn format_args(&mut self, span: Span, args: &'a [Arg], dst: Reg) {
        let Some(format) = self.format_of(span, args) else {
            return;
        };
        let value = self.plain_text(&format).is_some();
        let text = self.format_buffer(&format, "");
        let row = self.b().alloc_row(2);
        self.op(
            span,
            Op::Move {
                dst: row,
                src: text,
            },
        );
        let last = Reg(row.0 + 1);
        self.op(span, Op::Bool { dst: last, value });
        self.call_library(span, &["std", "fmt", "arguments"], row, 2, dst);
        self.b().release(row.0);
    }

    /// A panic with the formatted message after `prefix`.
    fn panic_with(&mut self, span: Span, args: &'a [Arg], prefix: Option<&str>) {
        let message = self.b().alloc();
        let (Some(format), true) = (self.format_of(span, args), !args.is_empty()) else {
            let text = prefix.unwrap_or("explicit panic").to_owned();
            self.load_const(span, message, Const::Str(text));
            self.op(span, Op::Panic { message });
            return;
        };
        match (self.plain_text(&format), prefix) {
            (Some(text), prefix) => {
                let text = prefix.map_or(text.clone(), |prefix| format!("{prefix}: {text}"));
                self.load_const(span, message, Const::Str(text));
                self.op(span, Op::Panic { message });
            }
            (None, prefix) => {
                let text = self.format_buffer(&format, "");
                let text = match prefix {
                    Some(prefix) => self.prefixed(span, prefix, text),
                    None => text,
                };
                self.op(span, Op::Panic { message: text });
            }
        }
    }

    /// "prefix: text"
    fn prefixed(&mut self, span: Span, prefix: &str, text: Reg) -> Reg {
        let place = self.place_of(span, text);
        let buffer = self.b().alloc();
        self.op(span, Op::FormatNew { dst: buffer });
        self.append(span, buffer, &mut format!("{prefix}: "));
        let plain = interleave_program::FormatSpec::plain(interleave_program::FormatTrait::Display);
        let spec = self.format_id(plain);
        self.op(
            span,
            Op::FormatArg {
                buffer,
                place,
                spec,
            },
        );
        buffer
    }

    fn assert(&mut self, span: Span, name: &str, args: &'a [Arg], dst: Reg) {
        let Some((cond, message)) = args.split_first() else {
            let text = format!("`{name}!` needs a condition");
            return self.error(Diagnostic::error("syntax", span, text));
        };
        let mark = self.b().mark();
        let reg = self.b().scratch();
        self.expr_into(&cond.value, reg);
        self.b().close_temporaries(mark);
        let ok = self.op(
            span,
            Op::JumpIf {
                cond: reg,
                target: 0,
            },
        );
        if message.is_empty() {
            let text = spans::expr(&cond.value).text(self.source);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = Const::Str(format!("assertion failed: {text}"));
            let reg = self.b().scratch();
            self.load_const(span, reg, text);
            self.op(span, Op::Panic { message: reg });
        } else {
            self.panic_with(span, message, None);
        }
        self.b().release(mark);
        self.b().land(ok);
        self.op(span, Op::Unit { dst });
    }

    fn assert_equal(&mut self, span: Span, name: &str, args: &'a [Arg], equal: bool, dst: Reg) {
        let [left, right, message @ ..] = args else {
            let text = format!("`{name}!` needs two values");
            return self.error(Diagnostic::error("syntax", span, text));
        };
        let a = self.place(&left.value, false);
        let b = self.place(&right.value, false);
        let mark = self.b().mark();
        let cond = self.b().scratch();
        self.op(
            span,
            match equal {
                true => Op::Eq { dst: cond, a, b },
                false => Op::Ne { dst: cond, a, b },
            },
        );
        let ok = self.op(span, Op::JumpIf { cond, target: 0 });
        let operator = if equal { "==" } else { "!=" };
        let mut head = format!("assertion `left {operator} right` failed");
        let note = match message.is_empty() {
            true => None,
            false => self.format_of(span, message).map(|format| {
                let text = self.format_buffer(&format, "");
                self.place_of(span, text)
            }),
        };
        let buffer = self.b().alloc();
        self.op(span, Op::FormatNew { dst: buffer });
        if let Some(place) = note {
            head.push_str(": ");
            self.append(span, buffer, &mut head);
            let plain =
                interleave_program::FormatSpec::plain(interleave_program::FormatTrait::Display);
            let spec = self.format_id(plain);
            self.op(
                span,
                Op::FormatArg {
                    buffer,
                    place,
                    spec,
                },
            );
        }
        head.push_str("\n  left: ");
        self.append(span, buffer, &mut head);
        self.append_debug(span, buffer, a, false);
        self.append(span, buffer, &mut "\n right: ".to_owned());
        self.append_debug(span, buffer, b, false);
        self.op(span, Op::Panic { message: buffer });
        self.b().release(mark);
        self.b().land(ok);
        self.op(span, Op::Unit { dst });
    }

    fn intrinsic(&mut self, span: Span, name: &str) -> Option<Callee> {
        let callee = self.names.intrinsics.get(name).copied();
        if callee.is_none() {
            self.unsupported("vec", span, "`vec!`", "use an array");
        }
        callee
    }

    fn vec_list(&mut self, span: Span, args: &'a [Arg], dst: Reg) {
        let elems: Vec<&'a Expr> = args.iter().map(|arg| &arg.value).collect();
        let Some(callee) = self.intrinsic(span, "vec_from_array") else {
            return;
        };
        let array = self.b().alloc();
        self.array_of(span, &elems, array, false);
        let row = self.top_row(array, 1);
        self.call_row(span, callee, dst, row, 1);
        self.b().set_plain(row);
        self.b().set_plain(array);
    }

    fn vec_repeat(&mut self, span: Span, value: &'a Expr, count: &'a Expr, dst: Reg) {
        if let Some(callee) = self.intrinsic(span, "vec_repeat") {
            self.call_args(span, callee, &[value, count], None, dst);
        }
    }

    fn matches(
        &mut self,
        span: Span,
        value: &'a Expr,
        pat: &'a syn::Pat,
        guard: Option<&'a Expr>,
        dst: Reg,
    ) {
        let moves = self.moves_parts(pat);
        let place = self.scrutinee(value, moves);
        let mark = self.b().mark();
        self.open_names();
        let mut fails = Vec::new();
        self.test(pat, place, &mut fails);
        if let Some(guard) = guard {
            let by_reference = self.b().scratch();
            self.op(
                span,
                Op::Bool {
                    dst: by_reference,
                    value: true,
                },
            );
            self.bind(pat, place, Some(by_reference));
            self.condition(guard, &mut fails);
        }
        self.close_names();
        self.op(span, Op::Bool { dst, value: true });
        self.b().close(mark);
        let done = self.b().jump();
        self.b().land_all(&fails);
        self.op(span, Op::Bool { dst, value: false });
        self.b().land(done);
    }

    fn dbg(&mut self, span: Span, args: &'a [Arg], dst: Reg) {
        let [arg] = args else {
            return self.unsupported(
                "macro",
                span,
                "`dbg!` of several values",
                "write one `dbg!` for each",
            );
        };
        let value = self.b().alloc();
        self.expr_into(&arg.value, value);
        let place = self.place_of(span, value);
        let buffer = self.b().alloc();
        self.op(span, Op::FormatNew { dst: buffer });
        let at = interleave_program::LineIndex::new(self.source).locate(self.source, span.start);
        let text = spans::expr(&arg.value).text(self.source);
        let mut head = format!("[src/main.rs:{}:{}] {text} = ", at.line, at.column);
        self.append(span, buffer, &mut head);
        self.append_debug(span, buffer, place, true);
        self.append(span, buffer, &mut "\n".to_owned());
        let unit = self.b().scratch();
        let row = self.b().alloc();
        self.op(
            span,
            Op::Move {
                dst: row,
                src: buffer,
            },
        );
        self.op(
            span,
            Op::Sys {
                dst: unit,
                sys: Sys::PrintErr,
                args: row,
                argc: 1,
            },
        );
        self.op(span, Op::Move { dst, src: value });
    }
}

/// What `concat!` makes of a literal.
fn literal_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(lit) => Some(match &lit.lit {
            syn::Lit::Str(text) => text.value(),
            syn::Lit::Char(char) => char.value().to_string(),
            syn::Lit::Bool(value) => value.value.to_string(),
            syn::Lit::Int(int) => int.base10_digits().to_owned(),
            syn::Lit::Float(float) => float.base10_digits().to_owned(),
            _ => return None,
        }),
        Expr::Unary(minus) if matches!(minus.op, syn::UnOp::Neg(_)) => {
            Some(format!("-{}", literal_text(&minus.expr)?))
        }
        _ => None,
    }
}
