//! Which names of a program stand for a duration or a count, by how they are used.
//!
//! `let pause = 300; … Duration::from_millis(pause)` makes the literal 300 a number of milliseconds, and so
//! does `nap(300)` with `fn nap(pause: u64)`. Names are taken as they stand, without scopes: a use anywhere
//! in the text counts.

use crate::walk::{self, Visit};
use interleave_program::{Map, ParameterUnit};
use syn::{Expr, FnArg, Pat};

/// Deepest nesting of expressions that is looked into.
pub(super) const MAX_DEPTH: usize = 200;

#[derive(Default)]
pub(super) struct Uses {
    names: Map<String, ParameterUnit>,
    functions: Map<String, Vec<String>>,
    depth: usize,
}

impl Uses {
    pub(super) fn of(file: &syn::File) -> Self {
        let mut uses = Self::default();
        uses.visit_file(file);
        uses
    }

    /// The unit of what `name` stands for, when it is used as a duration or as the end of a loop.
    pub(super) fn unit(&self, name: &str) -> Option<ParameterUnit> {
        self.names.get(name).copied()
    }

    /// Name of parameter `index` of the program's own function.
    pub(super) fn parameter(&self, function: &str, index: usize) -> Option<&str> {
        let names = self.functions.get(function)?;
        names.get(index).map(String::as_str)
    }

    fn record(&mut self, expr: &Expr, unit: ParameterUnit) {
        match expr {
            Expr::Path(path) => {
                if let Some(ident) = path.path.get_ident() {
                    self.names.insert(ident.to_string(), unit);
                }
            }
            Expr::Paren(paren) => self.record(&paren.expr, unit),
            Expr::Cast(cast) => self.record(&cast.expr, unit),
            Expr::Unary(unary) => self.record(&unary.expr, unit),
            Expr::MethodCall(call) if call.args.is_empty() => self.record(&call.receiver, unit),
            Expr::Binary(binary) if matches!(binary.op, syn::BinOp::Mul(_)) => {
                self.record(&binary.left, unit);
            }
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Uses {
    fn as_dyn(&mut self) -> &mut dyn Visit<'ast> {
        self
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let typed = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.pat),
            FnArg::Receiver(_) => None,
        });
        let names = typed.map(|pat| match pat {
            Pat::Ident(ident) => ident.ident.to_string(),
            _ => String::new(),
        });
        let names = names.collect();
        self.functions.insert(signature.ident.to_string(), names);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Call(call) => {
                if let (Some(unit), Some(arg)) = (duration_unit(&call.func), call.args.first()) {
                    self.record(arg, unit);
                }
            }
            Expr::ForLoop(each) => {
                if let Some(range) = loop_range(&each.expr)
                    && let Some(end) = &range.range.end
                {
                    self.record(end, ParameterUnit::Count);
                }
            }
            _ => {}
        }
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }
}

/// The unit of a `Duration::from_*` constructor; `Duration::new` counts seconds first.
pub(super) fn duration_unit(callee: &Expr) -> Option<ParameterUnit> {
    let Expr::Path(path) = callee else {
        return None;
    };
    let mut segments = path.path.segments.iter().rev();
    let (name, owner) = (segments.next()?, segments.next()?);
    match name.ident.to_string().as_str() {
        "from_secs" => Some(ParameterUnit::Seconds),
        "from_millis" => Some(ParameterUnit::Milliseconds),
        "from_micros" => Some(ParameterUnit::Microseconds),
        "from_nanos" => Some(ParameterUnit::Nanoseconds),
        "new" if owner.ident == "Duration" => Some(ParameterUnit::Seconds),
        _ => None,
    }
}

/// The range that a loop goes over.
pub(super) struct LoopRange<'ast> {
    pub(super) range: &'ast syn::ExprRange,
    /// Whether the loop runs once for each number of the range.
    pub(super) is_exact: bool,
}

/// The range below `.rev()`, `.map(…)` and the like.
pub(super) fn loop_range(expr: &Expr) -> Option<LoopRange<'_>> {
    let mut expr = expr;
    let mut is_exact = true;
    for _ in 0..MAX_DEPTH {
        match expr {
            Expr::Range(range) => return Some(LoopRange { range, is_exact }),
            Expr::Paren(paren) => expr = &paren.expr,
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                let keeps = ["rev", "into_iter", "map", "enumerate", "inspect", "cycle"];
                is_exact &= keeps.contains(&method.as_str());
                expr = &call.receiver;
            }
            _ => return None,
        }
    }
    None
}
