//! Macros of std: their arguments are expressions like any others.

use interleave_program::Span;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Pat, Token};

use super::body::Infer;
use super::bounds::Asked;
use super::facts::Local;
use super::ty::{Node, Table, Ty};

/// `[value; len]`, as in `vec!`.
struct Repeat {
    value: Expr,
    len: Expr,
}

impl Parse for Repeat {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![;]>()?;
        let len = input.parse()?;
        Ok(Self { value, len })
    }
}

/// `matches!(value, pattern)`; a guard belongs to the pattern.
struct Matches {
    value: Expr,
    pat: Pat,
}

impl Parse for Matches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        let mut parsed = Self { value, pat };
        if let Some(if_token) = input.parse::<Option<Token![if]>>()? {
            parsed.pat = Pat::Guard(syn::PatGuard {
                attrs: Vec::new(),
                pat: Box::new(parsed.pat),
                if_token,
                guard: Box::new(input.parse()?),
            });
        }
        input.parse::<Option<Token![,]>>()?;
        Ok(parsed)
    }
}

fn arguments(mac: &Macro) -> Vec<Expr> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    let parsed = parser.parse2(mac.tokens.clone());
    parsed.map_or_else(|_| Vec::new(), |parsed| parsed.into_iter().collect())
}

/// The futures of a `join!`, `biased;` left out.
fn futures(mac: &Macro) -> Vec<Expr> {
    match crate::macro_table::parse_futures.parse2(mac.tokens.clone()) {
        Ok(crate::macro_table::Args::Futures(_, list)) => {
            list.into_iter().map(|arg| arg.value).collect()
        }
        _ => Vec::new(),
    }
}

impl Infer<'_, '_> {
    /// `Pin<&mut T>`
    fn pinned(&mut self, to: Ty) -> Ty {
        let pointer = self.table.add(Node::Ref(true, to));
        match self.world.scopes.std.base.by_name.get("Pin") {
            Some(pin) => self.adt(*pin, &[pointer]),
            None => pointer,
        }
    }

    /// `tokio::pin!(a, b);` and `pin_mut!`: from here on the variables are what pins their values.
    pub(super) fn pin_in_place(&mut self, mac: &Macro) {
        let last = mac.path.segments.last();
        if last.is_none_or(|last| last.ident != "pin" && last.ident != "pin_mut") {
            return;
        }
        for value in arguments(mac) {
            if let Expr::Path(path) = &value
                && let Some(name) = path.path.get_ident().map(ToString::to_string)
                && let Some(ty) = self.local(&name)
            {
                let ty = self.pinned(ty);
                self.locals.push(Local::nowhere(name, ty));
            }
        }
    }

    /// The type of a macro call; its arguments are inferred on the way.
    pub(super) fn mac(&mut self, mac: &Macro, want: Option<Ty>) -> Ty {
        if self.depth >= super::MAX_DEPTH {
            return Table::UNKNOWN;
        }
        let Some(name) = mac.path.segments.last() else {
            return Table::UNKNOWN;
        };
        let name = name.ident.to_string();
        self.depth += 1;
        let ty = self.named_macro(&name, mac, want);
        self.depth -= 1;
        ty
    }

    fn named_macro(&mut self, name: &str, mac: &Macro, want: Option<Ty>) -> Ty {
        let std = self.world.scopes.std;
        match name {
            "vec" => self.vec_macro(mac, want),
            "matches" => {
                if let Ok(matches) = syn::parse2::<Matches>(mac.tokens.clone()) {
                    self.scoped(|infer| {
                        let value = infer.expr(&matches.value, None);
                        infer.bind(&matches.pat, value);
                    });
                }
                Table::BOOL
            }
            "format" => {
                self.format_arguments(&arguments(mac));
                self.adt(std.string, &[])
            }
            "println" | "print" | "eprintln" | "eprint" => {
                self.format_arguments(&arguments(mac));
                Table::UNIT
            }
            "write" | "writeln" => {
                let all = arguments(mac);
                if let Some((into, rest)) = all.split_first() {
                    self.expr(into, None);
                    self.format_arguments(rest);
                }
                self.adt(std.result, &[Table::UNIT, Table::UNKNOWN])
            }
            "panic" | "unreachable" | "todo" | "unimplemented" => {
                self.format_arguments(&arguments(mac));
                Table::NEVER
            }
            "assert" | "debug_assert" => {
                let all = arguments(mac);
                if let Some((condition, rest)) = all.split_first() {
                    self.expr(condition, Some(Table::BOOL));
                    self.format_arguments(rest);
                }
                Table::UNIT
            }
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => {
                self.compared_arguments(&arguments(mac));
                Table::UNIT
            }
            "dbg" => {
                let all = arguments(mac);
                let types: Vec<Ty> = all.iter().map(|expr| self.expr(expr, None)).collect();
                match types.as_slice() {
                    [one] => *one,
                    _ => Table::UNIT,
                }
            }
            "concat" | "stringify" | "env" | "file" | "module_path" | "include_str" => {
                self.table.reference(Table::STR)
            }
            "line" | "column" => Table::int(interleave_program::IntKind::U32),
            "pin" => match arguments(mac).as_slice() {
                [value] => {
                    let to = self.expr(value, None);
                    self.pinned(to)
                }
                _ => Table::UNIT,
            },
            "ready" => match arguments(mac).as_slice() {
                [value] => {
                    let poll = self.expr(value, None);
                    match self.table.node(poll) {
                        Node::Adt(_, args) => args.first().copied().unwrap_or(Table::UNKNOWN),
                        _ => Table::UNKNOWN,
                    }
                }
                _ => Table::UNKNOWN,
            },
            "select" | "select_biased" => {
                match crate::macro_table::parse_arms.parse2(mac.tokens.clone()) {
                    Ok(select) => self.select_macro(crate::spans::mac(mac), &select, want),
                    Err(_) => Table::UNKNOWN,
                }
            }
            "join" | "try_join" => {
                let all = futures(mac);
                let parts: Vec<Ty> = all
                    .iter()
                    .map(|expr| {
                        let future = self.expr(expr, None);
                        let peeled = self.table.peel(future);
                        self.project(peeled, "Output", Vec::new())
                    })
                    .collect();
                match name {
                    "join" => self.table.add(Node::Tuple(parts.into())),
                    _ => self.tried_together(&parts),
                }
            }
            _ => {
                for expr in &arguments(mac) {
                    let ty = self.expr(expr, None);
                    self.table.taint(ty);
                }
                Table::UNKNOWN
            }
        }
    }

    /// `try_join!`: a tuple of what is in the results, or the first error.
    fn tried_together(&mut self, parts: &[Ty]) -> Ty {
        let mut error = Table::UNKNOWN;
        let mut values = Vec::new();
        for part in parts {
            self.solve();
            match self.table.node(*part) {
                Node::Adt(_, args) if args.len() == 2 => {
                    values.push(args[0]);
                    error = args[1];
                }
                _ => values.push(Table::UNKNOWN),
            }
        }
        let tuple = self.table.add(Node::Tuple(values.into()));
        let result = self.world.scopes.std.result;
        self.adt(result, &[tuple, error])
    }

    fn select_macro(
        &mut self,
        at: Span,
        select: &crate::macro_table::Select,
        want: Option<Ty>,
    ) -> Ty {
        let mut result = Table::NEVER;
        for branch in &select.branches {
            if let Some(condition) = &branch.condition {
                self.expr(condition, Some(Table::BOOL));
            }
            let future = self.expr(&branch.future, None);
            self.solve();
            self.ask(at, future, Asked::Unpin);
            let peeled = self.table.peel(future);
            let value = self.project(peeled, "Output", Vec::new());
            let ty = self.scoped(|infer| {
                infer.bind(&branch.pat, value);
                infer.expr(&branch.handler, want)
            });
            result = self.join(result, ty);
        }
        for (_, arm) in select.rest() {
            let ty = self.expr(arm, want);
            result = self.join(result, ty);
        }
        result
    }

    fn vec_macro(&mut self, mac: &Macro, want: Option<Ty>) -> Ty {
        let vec = self.world.scopes.std.vec;
        let want = match want.map(|want| self.table.node(want)) {
            Some(Node::Adt(id, args)) if id == vec => args.first().copied(),
            _ => None,
        };
        let of = match syn::parse2::<Repeat>(mac.tokens.clone()) {
            Ok(repeat) => {
                let of = self.expr(&repeat.value, want);
                let len = self.expr(&repeat.len, None);
                self.table
                    .unify(len, Table::int(interleave_program::IntKind::Usize));
                of
            }
            Err(_) => self.elements(&arguments(mac), want),
        };
        self.adt(vec, &[of])
    }

    /// The format string and its arguments; those that are widths or precisions are `usize`.
    fn format_arguments(&mut self, all: &[Expr]) {
        let Some((format, rest)) = all.split_first() else {
            return;
        };
        let mut place = Span::NONE;
        let text = match format {
            Expr::Lit(lit) => match &lit.lit {
                syn::Lit::Str(text) => {
                    let value = text.value();
                    self.note_inline(super::anchor::offset(text.span()), &value);
                    place = crate::spans::of(text.span());
                    value
                }
                _ => String::new(),
            },
            _ => {
                self.expr(format, None);
                String::new()
            }
        };
        self.captured_widths(&text);
        let mut shown = Vec::new();
        for (index, argument) in rest.iter().enumerate() {
            let (name, value) = match argument {
                Expr::Assign(assign) => match &*assign.left {
                    Expr::Path(path) => (
                        path.path.get_ident().map(ToString::to_string),
                        &*assign.right,
                    ),
                    _ => (None, argument),
                },
                _ => (None, argument),
            };
            let ty = self.expr(value, None);
            shown.push((name.clone(), crate::spans::expr(value), ty));
            let name = name.unwrap_or_else(|| index.to_string());
            if text.contains(&format!("{name}$")) {
                self.table
                    .unify(ty, Table::int(interleave_program::IntKind::Usize));
            } else if text.contains(".*") {
                self.table.taint(ty);
            }
        }
        self.ask_shown(&text, place, &shown);
    }

    /// `{:width$}` with a variable makes it a `usize`.
    fn captured_widths(&mut self, text: &str) {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || crate::expand::is_mark(c);
        for (at, _) in text.match_indices('$') {
            let before = &text[..at];
            let name = before.rsplit(|c| !is_name(c)).next().unwrap_or("");
            if let Some(local) = self.local(name) {
                let peeled = self.table.peel(local);
                let width = Table::int(interleave_program::IntKind::Usize);
                self.table.unify(peeled, width);
            }
        }
    }

    fn compared_arguments(&mut self, all: &[Expr]) {
        let [left, right, rest @ ..] = all else {
            return;
        };
        let left = self.expr(left, None);
        let right = self.expr(right, None);
        self.compare(left, right);
        self.format_arguments(rest);
    }
}
