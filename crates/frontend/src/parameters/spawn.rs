//! Recognising what starts a thread or task, and what the program calls it.

use crate::walk::{self, Visit};
use syn::{Expr, Lit};

use super::uses::MAX_DEPTH;

/// The segments of a path expression, without generic arguments.
pub(super) fn segments(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Path(path) => {
            let segments = path.path.segments.iter();
            segments.map(|segment| segment.ident.to_string()).collect()
        }
        Expr::Field(field) => match &field.member {
            syn::Member::Named(ident) => vec![ident.to_string()],
            syn::Member::Unnamed(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Functions and methods that start a thread or task.
pub(super) fn is_spawn(name: &str) -> bool {
    matches!(
        name,
        "spawn" | "spawn_scoped" | "spawn_blocking" | "spawn_local" | "spawn_unchecked"
    )
}

/// Whether what is spawned is a future.
pub(super) fn takes_future(arg: Option<&Expr>) -> bool {
    matches!(arg, Some(Expr::Async(_)))
}

/// The name given by `Builder::new().name("worker".to_string())`, up to the first placeholder.
pub(super) fn builder_name(receiver: &Expr) -> Option<String> {
    let mut expr = receiver;
    for _ in 0..MAX_DEPTH {
        let Expr::MethodCall(call) = expr else {
            return None;
        };
        if call.method == "name" {
            let text = first_text(call.args.first()?)?;
            let text = text
                .split('{')
                .next()?
                .trim_end_matches(['-', '_', ' ', '#', ':']);
            return (!text.is_empty()).then(|| text.to_owned());
        }
        expr = &call.receiver;
    }
    None
}

fn first_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::MethodCall(call) => first_text(&call.receiver),
        Expr::Call(call) => first_text(call.args.first()?),
        Expr::Macro(mac) => {
            let mut tokens = mac.mac.tokens.clone().into_iter();
            let literal = tokens.next()?.to_string();
            Some(literal.trim_matches('"').to_owned())
        }
        _ => None,
    }
}

/// What running a piece of the program once starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Starts {
    Threads,
    Tasks,
}

/// What running the expression once starts, not counting what inner loops or the spawned code do.
pub(super) fn starts(expr: &Expr) -> Option<Starts> {
    let mut search = Search::default();
    search.visit_expr(expr);
    search.found
}

/// The same for a block.
pub(super) fn block_starts(block: &syn::Block) -> Option<Starts> {
    let mut search = Search::default();
    search.visit_block(block);
    search.found
}

/// Whether a call of the function at `path` starts a task rather than a thread.
pub(super) fn is_task(path: &[String], arg: Option<&Expr>) -> bool {
    let runtime = ["tokio", "task", "executor"];
    path.iter().any(|part| runtime.contains(&part.as_str())) || takes_future(arg)
}

#[derive(Default)]
struct Search {
    found: Option<Starts>,
    depth: usize,
}

impl Search {
    fn start(&mut self, is_task: bool) {
        self.found = Some(if is_task {
            Starts::Tasks
        } else {
            Starts::Threads
        });
    }
}

impl<'ast> Visit<'ast> for Search {
    fn as_dyn(&mut self) -> &mut dyn Visit<'ast> {
        self
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if self.found.is_some() || self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Call(call)
                if segments(&call.func)
                    .last()
                    .is_some_and(|name| is_spawn(name)) =>
            {
                self.start(is_task(&segments(&call.func), call.args.first()));
            }
            Expr::MethodCall(call) if is_spawn(&call.method.to_string()) => {
                self.start(takes_future(call.args.first()));
            }
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {}
            _ => walk::visit_expr(self, expr),
        }
        self.depth -= 1;
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}
