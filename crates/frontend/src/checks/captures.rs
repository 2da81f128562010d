//! What a thread's closure may take from the function around it: E0373, E0277 and E0521.
//!
//! A thread or task may outlive the function that starts it, so its closure must own what it uses (E0373),
//! and what it owns or, in a scope, borrows must be fit to cross threads (E0277).

use crate::walk::{self, Visit};
use interleave_program::{Diagnostic, Set, Span};
use syn::{Expr, ReturnType, Stmt, Type};

use super::closure_uses::{Body, Uses, closure_uses};
use super::{MAX_DEPTH, between, span};
use crate::infer::{Inferred, Kind, Spawns, Variable};
use crate::spans;
use crate::state_machines::{Waiting, waiting};

pub(super) fn check(file: &syn::File, inferred: &Inferred) -> Vec<Diagnostic> {
    let mut finder = Finder {
        inferred,
        found: Vec::new(),
        lent: Set::new(),
        waiting: Vec::new(),
        depth: 0,
    };
    if !inferred.facts().spawns.is_empty() {
        finder.waiting = waiting(file);
    }
    finder.visit_file(file);
    finder.found
}

struct Finder<'i> {
    inferred: &'i Inferred,
    found: Vec<Diagnostic>,
    /// Parameters that are references to what the caller has, by where they are declared.
    lent: Set<u32>,
    /// The file's `async` bodies.
    waiting: Vec<Waiting>,
    depth: usize,
}

/// A closure or async block as far as captures go.
struct Taker<'a> {
    body: Body<'a>,
    /// All of it.
    range: Span,
    /// Where rustc points: `||`, or `async`.
    head: Span,
    moves: bool,
    what: &'static str,
}

fn taker(expr: &Expr) -> Option<Taker<'_>> {
    match expr {
        Expr::Closure(closure) => {
            let head = between(closure.inputs_begin.span, closure.inputs_end.span);
            let first = closure
                .capture
                .as_ref()
                .map_or(closure.inputs_begin.span, |m| m.span);
            Some(Taker {
                body: Body::Expr(&closure.body),
                range: Span::new(span(first).start, end_of(&closure.body)),
                head,
                moves: closure.capture.is_some(),
                what: "closure",
            })
        }
        Expr::Async(block) => {
            let head = span(block.async_token.span);
            let close = span(block.block.brace_token.span.close());
            Some(Taker {
                body: Body::Block(&block.block),
                range: Span::new(head.start, close.end),
                head,
                moves: block.capture.is_some(),
                what: "async block",
            })
        }
        Expr::Paren(paren) => taker(&paren.expr),
        _ => None,
    }
}

/// An offset past everything that a closure's body declares.
fn end_of(body: &Expr) -> u32 {
    let mut last = Last { end: 0, depth: 0 };
    last.visit_expr(body);
    last.end
}

struct Last {
    end: u32,
    depth: usize,
}

impl<'a> Visit<'a> for Last {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_ident(&mut self, ident: &'a proc_macro2::Ident) {
        self.end = self.end.max(span(ident.span()).end);
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.end = self.end.max(span(block.brace_token.span.close()).end);
        walk::visit_block(self, block);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let close = match &mac.delimiter {
            syn::MacroDelimiter::Paren(paren) => paren.span.close(),
            syn::MacroDelimiter::Brace(brace) => brace.span.close(),
            syn::MacroDelimiter::Bracket(bracket) => bracket.span.close(),
        };
        self.end = self.end.max(span(close).end);
    }
}

impl Finder<'_> {
    fn variable(&self, declared: u32) -> Option<&Variable> {
        self.inferred.facts().variables.get(&declared)
    }

    /// A call that starts a thread with `arg`.
    fn spawned(&mut self, spawns: Spawns, arg: &Expr) {
        let Some(taker) = taker(arg) else {
            self.given(arg);
            return;
        };
        let uses = closure_uses(taker.body, taker.range, self.inferred);
        for (declared, uses) in &uses {
            let Some(variable) = self.variable(*declared).cloned() else {
                continue;
            };
            if spawns == Spawns::Free && !taker.moves && is_borrowed(&variable, uses) {
                self.borrows(&taker, *declared, uses.first);
                return;
            }
            let moves = taker.moves || uses.by_value;
            let offending = match moves {
                true => variable.not_send,
                false => variable.not_sync,
            };
            if let Some(part) = offending.filter(|_| uses.whole) {
                self.crosses(&taker, *declared, uses.first, part);
                return;
            }
        }
    }

    /// The `async fn` of the program that a spawned call calls.
    fn called<'s, 'e>(&'s self, arg: &'e Expr) -> Option<(&'s Waiting, Vec<&'e Expr>)> {
        let Expr::Call(call) = arg else {
            return None;
        };
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        let name = path.path.get_ident()?.to_string();
        let mut named = self.waiting.iter().filter(|body| body.name == name);
        let (body, None) = (named.next()?, named.next()) else {
            return None;
        };
        Some((body, call.args.iter().collect()))
    }

    /// A task that may move to another thread must not hold across an await, or be given, what may not.
    fn waits_with(&mut self, call: &Expr, arg: &Expr) {
        let (body, given) = match arg {
            Expr::Async(_) => {
                let range = spans::expr(arg);
                let body = self.waiting.iter().find(|body| body.span == range);
                (body, Vec::new())
            }
            arg => match self.called(arg) {
                Some((body, given)) => (Some(body), given),
                None => return,
            },
        };
        // What a type parameter stands for is known where the function is called.
        let unsent = |variable: &Variable| {
            let part = variable.not_send.filter(|part| !part.contains(' '))?;
            Some((variable.name.clone(), part))
        };
        let held = body.and_then(|body| {
            body.waits.iter().find_map(|(at, alive)| {
                let mut alive = alive.iter().filter_map(|it| self.variable(*it));
                let (name, part) = alive.find_map(unsent)?;
                Some((name, part, *at))
            })
        });
        let taken = given.into_iter().find_map(|given| {
            let (name, part) = unsent(self.handed_on(given)?)?;
            Some((name, part, spans::expr(given)))
        });
        let (is_held, found) = (taken.is_none(), taken.or(held));
        if let Some((name, part, at)) = found {
            let message = format!(
                "the future cannot be sent between threads safely: `{name}` has a `{part}`"
            );
            let label = match is_held {
                true => format!("`{name}` is still there while this waits"),
                false => format!("`{name}` is given to the task"),
            };
            let help = match part {
                "MutexGuard" => {
                    "let go of the guard before the `.await` (a block, or `drop`), or use `tokio::sync::Mutex`"
                }
                "Rc" | "rc::Weak" => "use `Arc` instead of `Rc`: its count is atomic",
                _ => "drop it before the `.await`, or use `spawn_local` on a `LocalSet`",
            };
            let diagnostic = Diagnostic::error("E0277", spans::expr(call), message);
            self.found
                .push(diagnostic.with_label(at, label).with_help(help));
        }
    }

    /// The variable that an argument hands on, or a clone of it.
    fn handed_on(&self, given: &Expr) -> Option<&Variable> {
        let path = match given {
            Expr::Path(path) => path,
            Expr::MethodCall(call) if call.method == "clone" => match &*call.receiver {
                Expr::Path(path) => path,
                _ => return None,
            },
            _ => return None,
        };
        let at = span(path.path.get_ident()?.span()).start;
        self.variable(*self.inferred.facts().uses.get(&at)?)
    }

    /// A task that may outlive the function is given a reference to one of the function's variables.
    fn lends(&mut self, arg: &Expr) {
        let Some((_, given)) = self.called(arg) else {
            return;
        };
        for given in given {
            let Expr::Reference(reference) = given else {
                continue;
            };
            let Some(variable) = self.handed_on(&reference.expr) else {
                continue;
            };
            let is_own = variable.is_reference == Some(false) && variable.is_sure;
            if is_own && matches!(&*reference.expr, Expr::Path(_)) {
                let name = &variable.name;
                let message = format!("`{name}` does not live long enough");
                self.found.push(
                    Diagnostic::error("E0597", spans::expr(given), message)
                        .with_label(
                            spans::expr(arg),
                            "the task may outlive the variable".to_owned(),
                        )
                        .with_help("give the task something of its own (a clone, an `Arc`)"),
                );
                return;
            }
        }
    }

    /// A thread that may outlive the function must not take with it what the function was only lent.
    fn escapes(&mut self, call: &Expr, arg: &Expr) {
        let Some(taker) = taker(arg).filter(|taker| taker.moves) else {
            return;
        };
        let uses = closure_uses(taker.body, taker.range, self.inferred);
        for (declared, uses) in &uses {
            let Some(variable) = self.variable(*declared) else {
                continue;
            };
            let is_reference = matches!(variable.kind, Kind::Shared | Kind::Unique);
            if self.lent.contains(declared) && is_reference {
                let name = variable.name.clone();
                let message = format!(
                    "`{name}` is only borrowed by the function, but the thread may outlive the call"
                );
                let at = spans::expr(call);
                self.found.push(
                    Diagnostic::error("E0521", at, message)
                        .with_label(uses.first, format!("the thread takes `{name}` with it"))
                        .with_help("give the thread something of its own (a clone, an `Arc`), or use `thread::scope`"),
                );
                return;
            }
        }
    }

    /// Notes the parameters that are references to what the caller has.
    fn parameters(&mut self, sig: &syn::Signature) {
        let lifetimes = || sig.generics.params.iter();
        let is_bound = lifetimes().any(
            |param| matches!(param, syn::GenericParam::Lifetime(found) if !found.bounds.is_empty()),
        );
        if is_bound || sig.generics.where_clause.is_some() {
            return;
        }
        let is_short = |lifetime: &Option<syn::Lifetime>| {
            lifetime.as_ref().is_none_or(|it| it.ident != "static")
        };
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => {
                    if let syn::ReceiverKind::Reference(_, lifetime, _) = &receiver.kind
                        && is_short(lifetime)
                    {
                        self.lent.insert(span(receiver.self_token.span).start);
                    }
                }
                syn::FnArg::Typed(typed) => {
                    if let (syn::Pat::Ident(name), Type::Reference(reference)) =
                        (&*typed.pat, &*typed.ty)
                        && is_short(&reference.lifetime)
                    {
                        self.lent.insert(span(name.ident.span()).start);
                    }
                }
            }
        }
    }

    /// A thread's closure that a variable holds.
    fn given(&mut self, arg: &Expr) {
        let Expr::Path(path) = arg else {
            return;
        };
        let facts = self.inferred.facts();
        let ident = path.path.get_ident();
        let declared = ident.and_then(|ident| facts.uses.get(&span(ident.span()).start));
        let variable = declared.and_then(|declared| facts.variables.get(declared));
        if let Some(variable) = variable
            && let Some(part) = variable.not_send
        {
            let name = &variable.name;
            let message = format!("`{name}`, {part}, cannot be sent between threads safely");
            self.found.push(
                Diagnostic::error("E0277", spans::expr(arg), message)
                    .with_help("say that it may: `F: FnOnce() + Send + 'static`"),
            );
        }
    }

    fn borrows(&mut self, taker: &Taker<'_>, declared: u32, used: Span) {
        let name = self
            .variable(declared)
            .map_or("", |variable| variable.name.as_str());
        let message = format!(
            "the {} may outlive the current function, but it borrows `{name}`, which is owned by the \
             current function",
            taker.what
        );
        let diagnostic = Diagnostic::error("E0373", taker.head, message)
            .with_label(used, format!("`{name}` is borrowed here"));
        let help = match taker.what {
            "closure" => {
                "write `move` before the closure's `|`, so that it takes what it uses with it"
            }
            _ => "write `async move`, so that the block takes what it uses with it",
        };
        self.found.push(diagnostic.with_help(help));
    }

    fn crosses(&mut self, taker: &Taker<'_>, declared: u32, used: Span, part: &str) {
        let how = match part {
            "Cell" | "RefCell" | "OnceCell" | "Receiver" | "UnsafeCell" => "shared",
            _ => "sent",
        };
        let name = self
            .variable(declared)
            .map_or("", |variable| variable.name.as_str());
        let what = match part.contains(' ') {
            true => format!("`{name}`, {part},"),
            false => format!("`{part}`"),
        };
        let message = format!("{what} cannot be {how} between threads safely");
        let help = match part {
            "a type parameter" => "say that it may: `T: Send + 'static`",
            "Rc" | "rc::Weak" => "use `Arc` instead of `Rc`: its count is atomic",
            "RefCell" | "Cell" | "OnceCell" => {
                "use `Mutex`, `RwLock` or an atomic instead: they lock what they share"
            }
            "UnsafeCell" | "NonNull" | "*const" => {
                "say for your type that it may: `unsafe impl Send for …`, `unsafe impl Sync for …`"
            }
            "MutexGuard" => "give the thread the `Arc<Mutex<…>>` and lock it there",
            "Receiver" => "give the receiver to one thread, or put it into a `Mutex`",
            _ => "give the thread something that may cross threads",
        };
        let diagnostic = Diagnostic::error("E0277", taker.head, message)
            .with_label(used, format!("the thread uses `{name}` here"));
        self.found.push(diagnostic.with_help(help));
    }

    /// A closure that a function returns must own what it uses just as a thread's.
    fn returned(&mut self, output: &ReturnType, block: &syn::Block) {
        let ReturnType::Type(_, ty) = output else {
            return;
        };
        if !is_callable(ty) {
            return;
        }
        let Some(Stmt::Expr(value, None)) = block.stmts.last() else {
            return;
        };
        let value = match value {
            Expr::Call(call) if is_box_new(&call.func) => call.args.first(),
            value => Some(value),
        };
        if let Some(taker) = value.and_then(taker)
            && !taker.moves
        {
            let uses = closure_uses(taker.body, taker.range, self.inferred);
            let borrowed = uses.iter().find(|(declared, uses)| {
                self.variable(**declared)
                    .is_some_and(|variable| is_borrowed(variable, uses))
            });
            if let Some((declared, uses)) = borrowed {
                self.borrows(&taker, *declared, uses.first);
            }
        }
    }
}

/// Whether a closure without `move` surely captures the variable by reference, and the variable is no reference itself.
fn is_borrowed(variable: &Variable, uses: &Uses) -> bool {
    variable.is_reference == Some(false) && variable.is_copy.is_some() && !uses.by_value
}

fn is_box_new(callee: &Expr) -> bool {
    let Expr::Path(path) = callee else {
        return false;
    };
    let names: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|s| s.ident.to_string())
        .collect();
    names == ["Box", "new"]
}

/// `impl Fn…` or `Box<dyn Fn…>`
fn is_callable(ty: &Type) -> bool {
    let is_fn = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            matches!(
                name.strip_prefix("Async").unwrap_or(&name),
                "Fn" | "FnMut" | "FnOnce"
            )
        }),
        _ => false,
    };
    match ty {
        Type::ImplTrait(bounds) => bounds.bounds.iter().any(is_fn),
        Type::TraitObject(object) => object.bounds.iter().any(is_fn),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let syn::PathArguments::AngleBracketed(args) = &last.arguments else {
                return false;
            };
            last.ident == "Box"
                && args.args.iter().any(|arg| match arg {
                    syn::GenericArgument::Type(ty) => is_callable(ty),
                    _ => false,
                })
        }),
        _ => false,
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.parameters(&item.sig);
        self.returned(&item.sig.output, &item.block);
        walk::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.parameters(&item.sig);
        self.returned(&item.sig.output, &item.block);
        walk::visit_impl_item_fn(self, item);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let (at, args) = match expr {
            Expr::Call(call) => (call.paren_token.span.open(), Some(&call.args)),
            Expr::MethodCall(call) => (call.method.span(), Some(&call.args)),
            _ => (proc_macro2::Span::call_site(), None),
        };
        if let Expr::Closure(closure) = expr
            && let at = span(closure.inputs_begin.span).start
            && let Some(spawns) = self.inferred.facts().sends.get(&at)
        {
            self.spawned(*spawns, expr);
        }
        if let Some(args) = args
            && let Some(spawns) = self.inferred.facts().spawns.get(&span(at).start)
            && let Some(arg) = args.last()
        {
            self.spawned(*spawns, arg);
            if *spawns == Spawns::Free {
                self.waits_with(expr, arg);
                self.lends(arg);
                self.escapes(expr, arg);
            }
        }
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        use syn::parse::Parser;
        let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = parser.parse2(mac.tokens.clone()) {
            arguments
                .iter()
                .for_each(|argument| self.visit_expr(argument));
        }
    }

    fn visit_type(&mut self, _: &'a Type) {}
}
