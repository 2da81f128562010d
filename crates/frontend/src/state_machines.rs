//! The state machines of a text: its `async` bodies, where each can wait, and which variables live on meanwhile.
//!
//! rustc makes them from borrows and types; here scopes and mentions decide. A variable lives on across an await when
//! it is mentioned later (in a loop around the await: anywhere in that loop), when it may have something to drop (its
//! type is not known to be `Copy`) and has not been given away, or when something that lives on borrows from it.

mod held;

use interleave_program::{AwaitPoint, Map, Span, StateMachine};
use syn::punctuated::Punctuated;
use syn::{Expr, Pat, Token, Type};

use crate::infer::{Inferred, Kind, Takes};
use crate::macro_table::{Args, MacroTable};
use crate::resolve::unraw;
use crate::walk::{self, Visit};
use crate::{parse, spans};
use held::Taken;

/// The state machines of `source` in order of place; none when it is no Rust.
#[must_use]
pub fn state_machines(source: &str) -> Vec<StateMachine> {
    let Ok(file) = parse::parse(source) else {
        return Vec::new();
    };
    let (inferred, _) = crate::infer::infer(&file, &Map::new(), &[]);
    let (mut found, _) = search(&file, Some(&inferred));
    found.sort_by_key(|machine| machine.span.start);
    found
}

/// An `async` body, and where the variables that live on across each of its awaits are declared.
pub(crate) struct Waiting {
    /// The function's name; of a block, where it is.
    pub(crate) name: String,
    /// From the name or `async` to the end.
    pub(crate) span: Span,
    /// For each await its place, and the variables of the body itself.
    pub(crate) waits: Vec<(Span, Vec<u32>)>,
}

/// The `async` bodies of a file.
pub(crate) fn waiting(file: &syn::File) -> Vec<Waiting> {
    search(file, None).1
}

fn search(file: &syn::File, inferred: Option<&Inferred>) -> (Vec<StateMachine>, Vec<Waiting>) {
    let macros = MacroTable::of(file);
    let mut search = Search {
        macros: &macros,
        inferred,
        owners: Vec::new(),
        bodies: Vec::new(),
        found: Vec::new(),
        waiting: Vec::new(),
    };
    search.visit_file(file);
    (search.found, search.waiting)
}

struct Search<'m> {
    macros: &'m MacroTable,
    /// What is known of types.
    inferred: Option<&'m Inferred>,
    /// Names of the functions and types around.
    owners: Vec<String>,
    /// Bodies around, the outermost first.
    bodies: Vec<Body>,
    found: Vec<StateMachine>,
    waiting: Vec<Waiting>,
}

#[derive(Default)]
struct Body {
    name: String,
    span: Span,
    is_async: bool,
    takes_all: bool,
    variables: Vec<Variable>,
    /// What is in scope, by scope.
    scopes: Vec<Vec<usize>>,
    /// Where the loops around begin.
    loops: Vec<u32>,
    waits: Vec<Wait>,
}

struct Variable {
    name: String,
    at: u32,
    /// Something of a body around.
    is_captured: bool,
    may_own: bool,
    /// Where it is mentioned, and whether it is given away there.
    mentions: Vec<(u32, bool)>,
    /// The variables that may borrow from it.
    lent_to: Vec<usize>,
}

struct Wait {
    span: Span,
    in_scope: Vec<usize>,
    loops: Vec<u32>,
}

impl Variable {
    fn lives_across(&self, wait: &Wait) -> bool {
        let is_later =
            |(at, given): &(u32, bool)| *at >= wait.span.end || (*at >= wait.span.start && !given);
        let again =
            |start: &u32| *start > self.at && self.mentions.iter().any(|(at, _)| at >= start);
        let is_given = |(at, given): &(u32, bool)| *given && *at < wait.span.end;
        self.mentions.iter().any(is_later)
            || wait.loops.iter().any(again)
            || (self.may_own && !self.mentions.iter().any(is_given))
    }
}

impl Body {
    fn waiting(&self) -> Waiting {
        let waits = self.waits.iter().map(|wait| {
            let alive = self.alive(wait).into_iter();
            let own = alive.filter(|variable| !variable.is_captured);
            (wait.span, own.map(|variable| variable.at).collect())
        });
        Waiting {
            name: self.name.clone(),
            span: self.span,
            waits: waits.collect(),
        }
    }

    fn machine(self) -> StateMachine {
        let awaits = self.waits.iter().map(|wait| {
            let alive = self.alive(wait).into_iter();
            AwaitPoint {
                span: wait.span,
                alive: alive.map(|variable| variable.name.clone()).collect(),
            }
        });
        StateMachine {
            awaits: awaits.collect(),
            name: self.name,
            span: self.span,
        }
    }
}

impl<'a> Search<'a> {
    fn body(&mut self) -> Option<&mut Body> {
        self.bodies.last_mut()
    }

    /// Walks a body of its own.
    fn within(
        &mut self,
        span: Span,
        is_async: bool,
        takes_all: bool,
        walk: impl FnOnce(&mut Self),
    ) {
        let mut name = self.owners.join("::");
        if self
            .bodies
            .last()
            .is_some_and(|outer| outer.is_nested_in(&name))
        {
            name.push_str("::{async}");
        }
        self.bodies.push(Body {
            name,
            span,
            is_async,
            takes_all,
            scopes: vec![Vec::new()],
            ..Body::default()
        });
        walk(self);
        if let Some(body) = self.bodies.pop()
            && body.is_async
        {
            self.waiting.push(body.waiting());
            self.found.push(body.machine());
        }
    }

    fn scoped(&mut self, walk: impl FnOnce(&mut Self)) {
        if let Some(body) = self.body() {
            body.scopes.push(Vec::new());
        }
        walk(self);
        if let Some(body) = self.body() {
            body.scopes.pop();
        }
    }

    fn looped(&mut self, at: u32, walk: impl FnOnce(&mut Self)) {
        if let Some(body) = self.body() {
            body.loops.push(at);
        }
        self.scoped(walk);
        if let Some(body) = self.body() {
            body.loops.pop();
        }
    }

    fn declare(&mut self, pattern: &Pat, may_own: bool) {
        let mut names = Vec::new();
        names_of(pattern, &mut names);
        let variables = self.inferred.map(|inferred| &inferred.facts().variables);
        let is_copy = |at: u32| {
            let variable = variables.and_then(|variables| variables.get(&at));
            variable.is_some_and(|it| matches!(it.kind, Kind::Copy | Kind::Shared | Kind::Unique))
        };
        let Some(body) = self.bodies.last_mut() else {
            return;
        };
        for (name, at) in names {
            let may_own = may_own && !is_copy(at);
            let index = body.variables.len();
            body.variables.push(Variable {
                name,
                at,
                is_captured: false,
                may_own,
                mentions: Vec::new(),
                lent_to: Vec::new(),
            });
            if let Some(scope) = body.scopes.last_mut() {
                scope.push(index);
            }
        }
    }

    /// A variable is mentioned, in the innermost body and in those that it comes from.
    fn mention(&mut self, name: &str, at: u32, mut given: bool) {
        for level in (0..self.bodies.len()).rev() {
            let body = &mut self.bodies[level];
            let known = body.find(name);
            if let Some(index) = known {
                body.variables[index].mentions.push((at, given));
                if !body.variables[index].is_captured {
                    return;
                }
                given |= body.takes_all;
                continue;
            }
            let takes_all = body.takes_all;
            let is_outer = self.bodies[..level]
                .iter()
                .any(|outer| outer.find(name).is_some());
            if !is_outer {
                return;
            }
            self.bodies[level].variables.push(Variable {
                name: name.to_owned(),
                at: 0,
                is_captured: true,
                may_own: takes_all,
                mentions: vec![(at, given)],
                lent_to: Vec::new(),
            });
            given |= takes_all;
        }
    }

    fn wait(&mut self, span: Span) {
        if let Some(body) = self.body() {
            body.waits.push(Wait {
                span,
                in_scope: body.scopes.concat(),
                loops: body.loops.clone(),
            });
        }
    }

    fn argument(&mut self, arg: &'a Expr) {
        match arg {
            Expr::Path(path) if path.path.get_ident().is_some() => {
                if let Some(name) = path.path.get_ident() {
                    self.mention(&unraw(name), spans::of(name.span()).start, true);
                }
            }
            Expr::Paren(inner) => self.argument(&inner.expr),
            arg => self.visit_expr(arg),
        }
    }

    /// Arithmetic takes its operands by value, comparisons borrow them.
    fn binary(&mut self, e: &'a syn::ExprBinary) {
        use syn::BinOp::{Add, And, BitAnd, BitOr, BitXor, Div, Mul, Or, Rem, Shl, Shr, Sub};
        use syn::BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
        let taken = match e.op {
            Add(_) | Sub(_) | Mul(_) | Div(_) | Rem(_) | BitXor(_) | BitAnd(_) | BitOr(_)
            | Shl(_) | Shr(_) => Taken::Value,
            Eq(_) | Lt(_) | Le(_) | Ne(_) | Ge(_) | Gt(_) => Taken::Place,
            And(_) | Or(_) => {
                self.visit_expr(&e.left);
                return self.visit_expr(&e.right);
            }
            // `x += f().await` changes `x` when both are there.
            _ => Taken::Place,
        };
        self.operands(&[(&e.left, taken), (&e.right, taken)]);
    }

    fn function(&mut self, sig: &'a syn::Signature, block: &'a syn::Block) {
        let span = spans::join(spans::of(sig.ident.span()), spans::block(block));
        self.owners.push(unraw(&sig.ident));
        self.within(span, sig.asyncness.is_some(), true, |search| {
            for input in &sig.inputs {
                match input {
                    syn::FnArg::Receiver(receiver) => {
                        let at = spans::of(receiver.self_token.span).start;
                        search.declare_self(at);
                    }
                    syn::FnArg::Typed(param) => {
                        search.declare(&param.pat, type_may_own(&param.ty));
                    }
                }
            }
            search.visit_block(block);
        });
        self.owners.pop();
    }

    fn declare_self(&mut self, at: u32) {
        if let Some(body) = self.body() {
            let index = body.variables.len();
            body.variables.push(Variable {
                name: "self".to_owned(),
                at,
                is_captured: false,
                may_own: false,
                mentions: Vec::new(),
                lent_to: Vec::new(),
            });
            body.scopes[0].push(index);
        }
    }

    fn loop_expr(&mut self, expr: &'a Expr) -> bool {
        let at = spans::expr(expr).start;
        match expr {
            Expr::Loop(e) => self.looped(at, |search| search.visit_block(&e.body)),
            Expr::While(e) => self.looped(at, |search| {
                search.visit_expr(&e.cond);
                search.visit_block(&e.body);
            }),
            Expr::ForLoop(e) => {
                self.argument(&e.expr);
                self.looped(at, |search| {
                    search.declare(&e.pat, true);
                    search.visit_block(&e.body);
                });
            }
            _ => return false,
        }
        true
    }

    fn body_expr(&mut self, expr: &'a Expr) -> bool {
        match expr {
            Expr::Async(e) => {
                let span = spans::expr(expr);
                self.within(span, true, e.capture.is_some(), |search| {
                    search.visit_block(&e.block);
                });
            }
            Expr::Closure(e) => {
                let is_async = e.asyncness.is_some();
                let span = spans::expr(expr);
                self.within(span, is_async, e.capture.is_some(), |search| {
                    for input in &e.inputs {
                        search.declare(input, true);
                    }
                    search.visit_expr(&e.body);
                });
            }
            _ => return false,
        }
        true
    }
}

impl Body {
    fn find(&self, name: &str) -> Option<usize> {
        let in_scope = self.scopes.iter().flatten().rev();
        let mut own = in_scope
            .copied()
            .filter(|index| self.variables[*index].name == name);
        own.next().or_else(|| {
            let mut all = self.variables.iter();
            all.position(|variable| variable.is_captured && variable.name == name)
        })
    }

    /// Whether a body inside of this one, in the functions that `name` says, has no function of its own.
    fn is_nested_in(&self, name: &str) -> bool {
        self.name == name || self.name.starts_with(&format!("{name}::{{"))
    }
}

impl<'a> Visit<'a> for Search<'a> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        let around = std::mem::take(&mut self.bodies);
        let owners = std::mem::take(&mut self.owners);
        self.function(&item.sig, &item.block);
        (self.bodies, self.owners) = (around, owners);
    }

    fn visit_item(&mut self, item: &'a syn::Item) {
        let syn::Item::Impl(it) = item else {
            return walk::visit_item(self, item);
        };
        let owner = match &*it.self_ty {
            Type::Path(path) => path.path.segments.last().map(|last| unraw(&last.ident)),
            _ => None,
        };
        let around = std::mem::take(&mut self.bodies);
        let owners = std::mem::replace(&mut self.owners, owner.into_iter().collect());
        walk::visit_item(self, item);
        (self.bodies, self.owners) = (around, owners);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.scoped(|search| walk::visit_block(search, block));
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        let mut may_own = true;
        if let Some(init) = &local.init {
            match &*init.expr {
                Expr::Lit(_) | Expr::Reference(_) => may_own = false,
                _ => {}
            }
            self.argument(&init.expr);
            if let Some((_, other)) = &init.diverge {
                self.visit_expr(other);
            }
        }
        match &local.init {
            Some(init) => self.declare_from(&local.pat, &init.expr, may_own),
            None => self.declare(&local.pat, may_own),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.loop_expr(expr) || self.body_expr(expr) {
            return;
        }
        match expr {
            Expr::Await(e) => {
                self.argument(&e.base);
                self.wait(spans::expr(expr));
            }
            Expr::Path(path) => {
                if let Some(name) = path.path.get_ident() {
                    self.mention(&unraw(name), spans::of(name.span()).start, false);
                }
            }
            Expr::Call(e) => {
                self.visit_expr(&e.func);
                self.operands(&by_value(&e.args));
            }
            Expr::MethodCall(e) => {
                let at = spans::of(e.method.span()).start;
                let takes = self.inferred.map(|inferred| &inferred.facts().takes);
                let receiver = match takes.and_then(|takes| takes.get(&at)) {
                    Some(Takes::Value) => Taken::Value,
                    _ => Taken::Place,
                };
                let mut all = by_value(&e.args);
                all.insert(0, (&e.receiver, receiver));
                self.operands(&all);
            }
            Expr::Binary(e) => self.binary(e),
            Expr::Index(e) => self.operands(&[(&e.expr, Taken::Place), (&e.index, Taken::Value)]),
            Expr::Tuple(e) => self.operands(&by_value(&e.elems)),
            Expr::Array(e) => self.operands(&by_value(&e.elems)),
            Expr::Struct(e) if e.rest.is_none() => {
                let fields = e.fields.iter().map(|field| (&field.expr, Taken::Value));
                self.operands(&fields.collect::<Vec<_>>());
            }
            Expr::Let(e) => {
                self.visit_expr(&e.expr);
                self.declare_from(&e.pat, &e.expr, true);
            }
            Expr::Match(e) => {
                self.visit_expr(&e.expr);
                for arm in &e.arms {
                    self.scoped(|search| {
                        search.declare_from(&arm.pat, &e.expr, true);
                        search.visit_expr(&arm.body);
                    });
                }
            }
            expr => walk::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let macros = self.macros;
        let Some(args) = macros.get(mac) else {
            return;
        };
        let span = spans::mac(mac);
        match args {
            Args::List(list) => {
                let all = list.iter().map(|arg| (&arg.value, Taken::Place));
                self.operands(&all.collect::<Vec<_>>());
                list.iter().for_each(|arg| self.inline_mentions(&arg.value));
            }
            Args::Repeat(value, count) => {
                self.visit_expr(value);
                self.visit_expr(count);
            }
            Args::Matches(value, ..) => self.visit_expr(value),
            Args::Futures(_, list) => {
                list.iter().for_each(|arg| self.argument(&arg.value));
                self.wait(span);
            }
            Args::Select(select) => {
                // That of `futures` only borrows what it waits for.
                let first = mac.path.segments.first();
                let takes = first.is_some_and(|first| first.ident == "tokio");
                for branch in &select.branches {
                    match takes {
                        true => self.argument(&branch.future),
                        false => self.visit_expr(&branch.future),
                    }
                    if let Some(condition) = &branch.condition {
                        self.visit_expr(condition);
                    }
                }
                self.wait(span);
                for branch in &select.branches {
                    self.scoped(|search| {
                        search.declare_from(&branch.pat, &branch.future, true);
                        search.visit_expr(&branch.handler);
                    });
                }
                select.rest().for_each(|(_, arm)| self.visit_expr(arm));
            }
            Args::Broken(_) => {}
        }
    }
}

impl Search<'_> {
    /// Variables that a format string names: `{name}`.
    fn inline_mentions(&mut self, format: &Expr) {
        let Expr::Lit(lit) = format else {
            return;
        };
        let syn::Lit::Str(text) = &lit.lit else {
            return;
        };
        let at = spans::of(text.span()).start;
        for part in text.value().split('{').skip(1) {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let name = part.split(|c| !is_name(c)).next().unwrap_or("");
            if !name.is_empty() {
                self.mention(name, at, false);
            }
        }
    }
}

fn by_value(all: &Punctuated<Expr, Token![,]>) -> Vec<(&Expr, Taken)> {
    all.iter().map(|expr| (expr, Taken::Value)).collect()
}

fn names_of(pattern: &Pat, names: &mut Vec<(String, u32)>) {
    match pattern {
        Pat::Ident(ident) => {
            let name = unraw(&ident.ident);
            // A constant or a variant without a path.
            if !name.starts_with(char::is_uppercase) {
                names.push((name, spans::of(ident.ident.span()).start));
            }
            if let Some((_, inner)) = &ident.subpat {
                names_of(inner, names);
            }
        }
        Pat::Tuple(it) => it.elems.iter().for_each(|part| names_of(part, names)),
        Pat::TupleStruct(it) => it.elems.iter().for_each(|part| names_of(part, names)),
        Pat::Slice(it) => it.elems.iter().for_each(|part| names_of(part, names)),
        Pat::Struct(it) => it
            .fields
            .iter()
            .for_each(|field| names_of(&field.pat, names)),
        Pat::Reference(it) => names_of(&it.pat, names),
        Pat::Paren(it) => names_of(&it.pat, names),
        Pat::Type(it) => names_of(&it.pat, names),
        // All alternatives bind the same names.
        Pat::Or(it) => {
            if let Some(first) = it.cases.first() {
                names_of(first, names);
            }
        }
        _ => {}
    }
}

/// Whether values of a written type may have something to drop.
fn type_may_own(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => false,
        Type::Path(path) => path.path.get_ident().is_none_or(|name| {
            let name = name.to_string();
            interleave_program::IntKind::from_name(&name).is_none()
                && !["bool", "char", "f32", "f64", "Duration", "Instant"].contains(&name.as_str())
        }),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::state_machines;
    use expect_test::{Expect, expect};

    fn check(source: &str, expected: &Expect) {
        let mut shown = String::new();
        for machine in state_machines(source) {
            shown += &format!("{}\n", machine.name);
            for point in machine.awaits {
                let words = point.span.text(source);
                let words = match words.contains('\n') {
                    true => "select!",
                    false => words,
                };
                shown += &format!("  {words}: {}\n", point.alive.join(", "));
            }
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn what_is_used_later_or_dropped_later_lives_on() {
        check(
            "async fn f(n: u32, text: String, list: &[u32]) -> usize {
                 let small = 1;
                 let _guard = Guard::new();
                 first(n).await;
                 let length = text.len();
                 consume(text).await;
                 println!(\"{length}\");
                 length
             }",
            &expect![[r#"
                f
                  first(n).await: text, _guard
                  consume(text).await: _guard, length
            "#]],
        );
    }

    #[test]
    fn operands_and_what_is_borrowed_live_on() {
        check(
            "async fn f(n: u32) -> u32 {
                 let one: u32 = first().await;
                 let sum = one + second(n).await;
                 let list = [sum, 1];
                 let part = &list[..1];
                 third().await;
                 for x in part { fourth(*x).await; }
                 let mut total = 0;
                 total += fifth(&sum, sixth().await).await;
                 let later = async { println!(\"{total}\") };
                 later.await;
                 seventh().await;
                 0
             }",
            &expect![[r#"
                f
                  first().await: n
                  second(n).await: one
                  third().await: sum, list, part
                  fourth(*x).await: sum, list, part, x
                  sixth().await: sum, total
                  fifth(&sum, sixth().await).await: sum, total
                  later.await: total
                  seventh().await: 
                f::{async}
            "#]],
        );
    }

    #[test]
    fn loops_blocks_and_macros() {
        check(
            "impl Server {
                 async fn run(self, mut rx: Receiver) {
                     let mut count = 0;
                     while let Some(job) = rx.recv().await {
                         count += 1;
                         let task = async move { work(&job).await; count };
                         tokio::select! {
                             value = task => drop(value),
                             _ = sleep(LIMIT) => break,
                         }
                     }
                 }
             }",
            &expect![[r#"
                Server::run
                  rx.recv().await: rx, count
                  select!: rx, count
                Server::run::{async}
                  work(&job).await: job, count
            "#]],
        );
    }
}
