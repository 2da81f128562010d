//! The arguments of macro calls, parsed once before lowering: macros hold tokens, not syntax.

use crate::walk::Visit;
use interleave_program::{Diagnostic, Map};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, Pat, Token};

use crate::spans;

/// One argument: `value` or `name = value`.
pub struct Arg {
    pub name: Option<Ident>,
    pub value: Expr,
}

/// What stands between a macro's brackets.
pub enum Args {
    /// Values with commas between them.
    List(Vec<Arg>),
    /// `value; count`
    Repeat(Box<Expr>, Box<Expr>),
    /// `value, pattern if guard`
    Matches(Box<Expr>, Box<Pat>, Option<Box<Expr>>),
    /// `biased; value, value`: true when it says so.
    Futures(bool, Vec<Arg>),
    /// The arms of a `select!`.
    Select(Box<Select>),
    /// Does not parse.
    Broken(Diagnostic),
}

impl Args {
    /// What a call hands over, in order: the argument, and whether its value is taken; otherwise it is looked at.
    /// The parts of `matches!` and `select!` are not among them.
    pub fn handed(&self, mac: &syn::Macro) -> Vec<(&Expr, bool)> {
        match self {
            Self::List(list) => {
                let takes = |index| match name(mac).as_str() {
                    "vec" | "dbg" => true,
                    "assert" | "debug_assert" => index == 0,
                    _ => false,
                };
                let list = list.iter().enumerate();
                list.map(|(index, arg)| (&arg.value, takes(index)))
                    .collect()
            }
            Self::Repeat(value, count) => vec![(value, true), (count, true)],
            Self::Futures(_, list) => list.iter().map(|arg| (&arg.value, true)).collect(),
            Self::Matches(..) | Self::Select(_) | Self::Broken(_) => Vec::new(),
        }
    }
}

/// The macro's name without the path before it.
pub fn name(mac: &syn::Macro) -> String {
    let last = mac.path.segments.last();
    last.map_or_else(String::new, |last| last.ident.to_string())
}

/// Whether nothing comes after a call of this macro.
pub fn never_returns(mac: &syn::Macro) -> bool {
    matches!(
        name(mac).as_str(),
        "panic" | "unreachable" | "todo" | "unimplemented"
    )
}

/// What `tokio::select!` or `futures::select!` says.
pub struct Select {
    pub is_biased: bool,
    pub branches: Vec<Branch>,
    /// `else`, or `complete`: when no branch is left.
    pub otherwise: Option<Expr>,
    /// `default`: when no branch is ready.
    pub default: Option<Expr>,
}

impl Select {
    /// The arms that stand for no branch: how many more than branches they are counted as, and what they do.
    pub fn rest(&self) -> impl Iterator<Item = (usize, &Expr)> {
        let otherwise = self.otherwise.iter().map(|arm| (0, arm));
        otherwise.chain(self.default.iter().map(|arm| (1, arm)))
    }
}

/// `pat = future, if condition => handler`
pub struct Branch {
    pub pat: Pat,
    pub future: Expr,
    pub condition: Option<Expr>,
    pub handler: Expr,
}

/// Parsed macro arguments by the byte offset of the macro's `!`.
#[derive(Default)]
pub struct MacroTable {
    known: Map<u32, Args>,
}

/// std's macros that take a format string, or may: what they format they borrow.
pub const FORMATTING: &[&str] = &[
    "println",
    "print",
    "eprintln",
    "eprint",
    "format",
    "panic",
    "write",
    "writeln",
    "unreachable",
    "todo",
    "unimplemented",
];

/// std's macros that compare two values, which they borrow.
pub const COMPARING: &[&str] = &[
    "assert_eq",
    "assert_ne",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// std's macros about a condition.
pub const ASSERTING: &[&str] = &["assert", "debug_assert"];

/// The other macros whose arguments are lists of values.
const LISTS: &[&str] = &[
    "dbg",
    "format_args",
    "concat",
    "stringify",
    "pin",
    "pin_mut",
    "ready",
    "line",
    "file",
    "column",
    "module_path",
];

/// Whether the macro's arguments are a list of values.
pub fn takes_list(name: &str) -> bool {
    let lists = [FORMATTING, COMPARING, ASSERTING, LISTS];
    lists.iter().any(|names| names.contains(&name))
}

impl MacroTable {
    /// Parses the arguments of all macro calls in `file`, and of those in the arguments.
    pub fn of(file: &syn::File) -> Self {
        let mut table = Self::default();
        table.visit_file(file);
        table
    }

    /// The arguments of a macro call; `None` for macros that are not built in.
    pub fn get(&self, mac: &syn::Macro) -> Option<&Args> {
        self.known.get(&key(mac))
    }
}

fn key(mac: &syn::Macro) -> u32 {
    mac.bang_token.span.byte_range().start as u32
}

impl<'f> Visit<'f> for MacroTable {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_macro(&mut self, mac: &'f syn::Macro) {
        let Some(last) = mac.path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        let tokens = mac.tokens.clone();
        let parsed = match name.as_str() {
            "vec" => parse_vec.parse2(tokens),
            "matches" => parse_matches.parse2(tokens),
            "join" | "try_join" | "poll" | "pending" => parse_futures.parse2(tokens),
            "select" | "select_biased" => parse_select.parse2(tokens),
            name if takes_list(name) => parse_list.parse2(tokens),
            _ => return,
        };
        let args = parsed.unwrap_or_else(|error| {
            let range = error.span().byte_range();
            let span = match range.is_empty() {
                true => spans::mac(mac),
                false => spans::of(error.span()),
            };
            let message = format!("syntax error in the arguments of `{name}!`: {error}");
            Args::Broken(Diagnostic::error("syntax", span, message))
        });
        // The arguments may contain macros themselves: their tables come first, then this one moves in.
        match &args {
            Args::Select(select) => {
                for branch in &select.branches {
                    self.visit_inner(&branch.future);
                    self.visit_inner(&branch.handler);
                    if let Some(condition) = &branch.condition {
                        self.visit_inner(condition);
                    }
                }
                select.rest().for_each(|(_, arm)| self.visit_inner(arm));
            }
            Args::List(list) | Args::Futures(_, list) => {
                list.iter().for_each(|arg| self.visit_inner(&arg.value))
            }
            Args::Repeat(value, count) => {
                self.visit_inner(value);
                self.visit_inner(count);
            }
            Args::Matches(value, _, guard) => {
                self.visit_inner(value);
                if let Some(guard) = guard {
                    self.visit_inner(guard);
                }
            }
            Args::Broken(_) => {}
        }
        self.known.insert(key(mac), args);
    }
}

impl MacroTable {
    fn visit_inner(&mut self, expr: &Expr) {
        let mut inner = Self::default();
        inner.visit_expr(expr);
        self.known.append(&mut inner.known);
    }
}

impl Parse for Arg {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_named = input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
        let name = if is_named {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Self {
            name,
            value: input.parse()?,
        })
    }
}

fn parse_list(input: ParseStream<'_>) -> syn::Result<Args> {
    let list = input.parse_terminated(Arg::parse, Token![,])?;
    Ok(Args::List(list.into_iter().collect()))
}

fn parse_vec(input: ParseStream<'_>) -> syn::Result<Args> {
    if input.is_empty() {
        return Ok(Args::List(Vec::new()));
    }
    let first: Expr = input.parse()?;
    if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        return Ok(Args::Repeat(Box::new(first), Box::new(input.parse()?)));
    }
    let mut list = vec![Arg {
        name: None,
        value: first,
    }];
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        list.push(Arg {
            name: None,
            value: input.parse()?,
        });
    }
    Ok(Args::List(list))
}

fn parse_matches(input: ParseStream<'_>) -> syn::Result<Args> {
    let value: Expr = input.parse()?;
    input.parse::<Token![,]>()?;
    let pat = Pat::parse_multi_with_leading_vert(input)?;
    let guard = if input.peek(Token![if]) {
        input.parse::<Token![if]>()?;
        Some(Box::new(input.parse()?))
    } else {
        None
    };
    input.parse::<Option<Token![,]>>()?;
    Ok(Args::Matches(Box::new(value), Box::new(pat), guard))
}

/// `biased;` at the beginning of a macro's arguments.
fn parse_biased(input: ParseStream<'_>) -> syn::Result<bool> {
    let is_biased = input.peek(Ident) && input.peek2(Token![;]) && {
        let word: Ident = input.fork().parse()?;
        word == "biased"
    };
    if is_biased {
        input.parse::<Ident>()?;
        input.parse::<Token![;]>()?;
    }
    Ok(is_biased)
}

/// The futures of `join!`, which also the inference reads.
pub fn parse_futures(input: ParseStream<'_>) -> syn::Result<Args> {
    let is_biased = parse_biased(input)?;
    let list = input.parse_terminated(Arg::parse, Token![,])?;
    Ok(Args::Futures(is_biased, list.into_iter().collect()))
}

/// The word before `=>` when that is no pattern: `else`, `complete`, `default`.
fn parse_word(input: ParseStream<'_>) -> syn::Result<Option<String>> {
    if input.peek(Token![else]) {
        input.parse::<Token![else]>()?;
        return Ok(Some("else".to_owned()));
    }
    if input.peek(Ident) && input.peek2(Token![=>]) {
        return Ok(Some(input.parse::<Ident>()?.to_string()));
    }
    Ok(None)
}

/// The arms of a `select!`, which also the inference reads.
pub fn parse_arms(input: ParseStream<'_>) -> syn::Result<Select> {
    let mut select = Select {
        is_biased: parse_biased(input)?,
        branches: Vec::new(),
        otherwise: None,
        default: None,
    };
    while !input.is_empty() {
        let before = input.fork();
        if let Some(word) = parse_word(input)? {
            input.parse::<Token![=>]>()?;
            let arm = Some(parse_handler(input)?);
            match word.as_str() {
                "else" | "complete" => select.otherwise = arm,
                "default" => select.default = arm,
                _ => return Err(before.error("expected `pattern = future => …`")),
            }
            continue;
        }
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<Token![=]>()?;
        let future = input.parse()?;
        let condition = if input.peek(Token![,]) && input.peek2(Token![if]) {
            input.parse::<Token![,]>()?;
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        input.parse::<Token![=>]>()?;
        select.branches.push(Branch {
            pat,
            future,
            condition,
            handler: parse_handler(input)?,
        });
    }
    Ok(select)
}

fn parse_select(input: ParseStream<'_>) -> syn::Result<Args> {
    Ok(Args::Select(Box::new(parse_arms(input)?)))
}

/// An arm's expression; a block needs no comma after it.
fn parse_handler(input: ParseStream<'_>) -> syn::Result<Expr> {
    let handler = if input.peek(syn::token::Brace) {
        let block = input.parse()?;
        Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block,
        })
    } else {
        input.parse()?
    };
    input.parse::<Option<Token![,]>>()?;
    Ok(handler)
}
