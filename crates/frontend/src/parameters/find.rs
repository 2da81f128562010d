//! Finding the literals: a walk over the syntax tree that knows which thread or function it is in.

use crate::walk::{self, Visit};
use interleave_program::{IntKind, LineIndex, ParameterUnit, Span};
use proc_macro2::Span as TokenSpan;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Pat, RangeLimits, Token, Type};

use super::comments::Comments;
use super::literal::integer;
use super::name::{Name, Word, singular};
use super::spawn::{self, Starts};
use super::uses::{MAX_DEPTH, Uses, duration_unit, loop_range};

/// A literal that can be a slider.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) name: Name,
    pub(super) span: Span,
    pub(super) value: i64,
    pub(super) shown_offset: i64,
    pub(super) unit: ParameterUnit,
    /// Smallest value that the literal can have where it stands.
    pub(super) smallest: i64,
    /// Largest such value.
    pub(super) largest: i64,
}

/// All literals of `file` that can be sliders, in order of appearance.
pub(super) fn find(
    file: &syn::File,
    source: &str,
    lines: &LineIndex,
    comments: &Comments,
) -> Vec<Found> {
    let mut finder = Finder {
        uses: Uses::of(file),
        place: Place::default(),
        found: Vec::new(),
        integers: Vec::new(),
        depth: 0,
    };
    finder.visit_file(file);
    let line_of = |span: Span| lines.locate(source, span.start).line;
    let mut found = finder.found;
    let mut taken: Vec<u32> = found.iter().map(|found| line_of(found.span)).collect();
    for literal in finder.integers {
        let line = line_of(literal.span);
        if comments.speaks_for(line) && !taken.contains(&line) {
            taken.push(line);
            found.push(literal);
        }
    }
    interleave_program::sort_by_key(&mut found, |found| found.span.start);
    found.dedup_by_key(|found| found.span.start);
    found
}

/// Where in the program the walk is.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The thread or function.
    scope: Option<Word>,
    /// The variable, field or collection that takes what is being made.
    binding: Option<String>,
    /// What an enclosing call does with a duration.
    verb: Option<Word>,
    /// Whether a loop runs here more than once.
    in_loop: bool,
}

struct Finder {
    uses: Uses,
    place: Place,
    found: Vec<Found>,
    /// Every other integer literal, for comments that ask for it.
    integers: Vec<Found>,
    depth: usize,
}

impl Finder {
    fn within(&mut self, place: Place, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.place, place);
        walk(self);
        self.place = outer;
    }

    fn within_scope(&mut self, scope: Word, walk: impl FnOnce(&mut Self)) {
        let place = Place {
            scope: Some(scope),
            ..Place::default()
        };
        self.within(place, walk);
    }

    fn with_binding(&mut self, binding: Option<String>, walk: impl FnOnce(&mut Self)) {
        let place = Place {
            binding,
            verb: None,
            ..self.place.clone()
        };
        self.within(place, walk);
    }

    fn with_verb(&mut self, verb: Option<Word>, walk: impl FnOnce(&mut Self)) {
        let mut place = self.place.clone();
        place.verb = verb.or(place.verb);
        self.within(place, walk);
    }

    fn scoped(&self, thing: Word) -> Name {
        Name {
            scope: self.place.scope.clone(),
            thing,
        }
    }

    /// A plain literal at `expr` that may take any value of its type from 0.
    fn add(&mut self, expr: &Expr, name: Name, unit: ParameterUnit, largest: i64) {
        let (Some(value), Some(span)) = (integer(expr), span_of(expr)) else {
            return;
        };
        self.found.push(Found {
            name,
            span,
            value,
            shown_offset: 0,
            unit,
            smallest: 0.min(value),
            largest: largest.max(value),
        });
    }

    /// The literals in the argument of a duration: alone, or as a term or factor.
    fn duration(&mut self, arg: &Expr, unit: ParameterUnit) {
        match arg {
            Expr::Lit(_) => {
                let name = match (&self.place.verb, &self.place.binding) {
                    (Some(verb), _) => self.scoped(verb.clone()),
                    (None, Some(binding)) => Name {
                        scope: None,
                        thing: Word::program(binding),
                    },
                    (None, None) => self.scoped(Word::time()),
                };
                self.add(arg, name, unit, i64::MAX);
            }
            Expr::Paren(paren) => self.duration(&paren.expr, unit),
            Expr::Cast(cast) => self.duration(&cast.expr, unit),
            Expr::Binary(binary)
                if matches!(binary.op, syn::BinOp::Add(_) | syn::BinOp::Mul(_)) =>
            {
                self.duration(&binary.left, unit);
                self.duration(&binary.right, unit);
            }
            _ => {}
        }
    }

    /// The end of a loop's range.
    fn loop_end(&mut self, over: &Expr, thing: Word, shows_rounds: bool) {
        let Some(over) = loop_range(over) else {
            return;
        };
        let Some(end) = &over.range.end else {
            return;
        };
        let (Some(value), Some(span)) = (integer(end), span_of(end)) else {
            return;
        };
        let is_closed = matches!(over.range.limits, RangeLimits::Closed(_));
        let start = over.range.start.as_ref().and_then(|start| integer(start));
        let first_empty = start.map(|start| start - i64::from(is_closed));
        let exact = first_empty.filter(|_| over.is_exact);
        let thing = match exact {
            None if shows_rounds => Word::end(),
            _ => thing,
        };
        let typed = [Some(end), over.range.start.as_ref()];
        let kind = typed.into_iter().flatten().find_map(|expr| suffix(expr));
        self.found.push(Found {
            name: match shows_rounds {
                true => self.scoped(thing),
                false => self.unless_main(thing),
            },
            span,
            value,
            shown_offset: exact.map_or(0, i64::wrapping_neg),
            unit: ParameterUnit::Count,
            smallest: first_empty
                .unwrap_or(0)
                .max(0.min(start.unwrap_or(0)))
                .min(value),
            largest: largest(kind, value),
        });
    }

    /// "threads" in `main`, "serve threads" elsewhere.
    fn unless_main(&self, thing: Word) -> Name {
        let scope = self.place.scope.clone();
        Name {
            scope: scope.filter(|scope| scope.en != "main"),
            thing,
        }
    }

    fn call(&mut self, call: &syn::ExprCall) {
        let path = spawn::segments(&call.func);
        let name = path.last().map_or("", String::as_str);
        let owner = path.iter().rev().nth(1).map_or("", String::as_str);
        if let Some(unit) = duration_unit(&call.func) {
            if let Some(arg) = call.args.first() {
                self.duration(arg, unit);
            }
        } else if spawn::is_spawn(name) {
            let scope = self.spawned(None, spawn::is_task(&path, call.args.first()));
            self.within_scope(scope, |finder| {
                call.args.iter().for_each(|arg| finder.visit_expr(arg))
            });
            return;
        } else if let Some(first) = call.args.first()
            && let Some(thing) = counted(owner, name)
        {
            let name = self.unless_main(thing);
            self.add(first, name, ParameterUnit::Count, i64::MAX);
        } else {
            self.own_function(name, call);
        }
        let verb = verb_of(owner, name);
        self.with_verb(verb, |finder| walk::visit_expr_call(finder, call));
    }

    /// Literals passed for a parameter that is used as a duration or count.
    fn own_function(&mut self, function: &str, call: &syn::ExprCall) {
        for (index, arg) in call.args.iter().enumerate() {
            let Some(parameter) = self.uses.parameter(function, index) else {
                continue;
            };
            let Some(unit) = self.uses.unit(parameter) else {
                continue;
            };
            let name = Name {
                scope: Some(Word::program(function)),
                thing: Word::program(parameter),
            };
            self.add(arg, name, unit, largest(suffix(arg), 0));
        }
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let binding = self.place.binding.clone();
        self.visit_expr(&call.receiver);
        let args = |finder: &mut Self| call.args.iter().for_each(|arg| finder.visit_expr(arg));
        match name.as_str() {
            "execute" => self.within_scope(Word::ours("job", "任务"), args),
            _ if spawn::is_spawn(&name) => {
                let named = spawn::builder_name(&call.receiver);
                let scope = self.spawned(named, spawn::takes_future(call.args.first()));
                self.within_scope(scope, args);
            }
            "push" | "push_back" | "insert" | "extend" => {
                let collection = spawn::segments(&call.receiver).pop();
                self.with_binding(collection.or(binding), |finder| {
                    finder.place.in_loop = true;
                    args(finder);
                });
            }
            "for_each" | "map" | "flat_map" => {
                if let Some(starts) = call.args.iter().find_map(spawn::starts) {
                    self.loop_end(&call.receiver, started(starts), false);
                } else if name == "for_each" {
                    self.loop_end(&call.receiver, Word::rounds(), true);
                }
                let mut place = self.place.clone();
                place.in_loop = true;
                self.within(place, args);
            }
            _ => self.with_verb(verb_of("", &name), args),
        }
    }

    /// What a spawned thread is called: by its builder, its variable, or as one of many.
    fn spawned(&self, named: Option<String>, is_task: bool) -> Word {
        if let Some(name) = named {
            return Word::program(&name);
        }
        match (&self.place.binding, is_task) {
            (Some(binding), _) => Word::program(&singular(binding)),
            (None, true) => Word::ours("task", "任务"),
            (None, false) if self.place.in_loop => Word::ours("thread", "线程"),
            (None, false) => Word::ours("child", "子线程"),
        }
    }

    fn for_loop(&mut self, each: &syn::ExprForLoop) {
        match spawn::block_starts(&each.body) {
            Some(starts) => self.loop_end(&each.expr, started(starts), false),
            None => self.loop_end(&each.expr, Word::rounds(), true),
        }
        self.visit_expr(&each.expr);
        self.repeated(&each.body);
    }

    fn repeated(&mut self, body: &syn::Block) {
        let place = Place {
            scope: self.place.scope.clone(),
            in_loop: true,
            ..Place::default()
        };
        self.within(place, |finder| finder.visit_block(body));
    }

    /// `const` and `static` items: integers are parameters, durations take their name.
    fn constant(&mut self, ident: &syn::Ident, ty: &Type, expr: &Expr) {
        let name = ident.to_string();
        if let (Some(kind), Some(value)) = (int_type(ty), integer(expr)) {
            let unit = self.uses.unit(&name).or_else(|| unit_by_name(&name));
            let thing = Name {
                scope: None,
                thing: Word::program(&name),
            };
            let before = self.found.len();
            self.add(
                expr,
                thing,
                unit.unwrap_or(ParameterUnit::Count),
                largest(Some(kind), value),
            );
            if let Some(found) = self.found.get_mut(before) {
                found.smallest = i64::try_from(kind.min()).unwrap_or(i64::MIN);
            }
        }
        self.with_binding(Some(name), |finder| finder.visit_expr(expr));
    }

    /// Any other integer literal: a parameter only when a comment asks for it.
    fn other_integer(&mut self, expr: &Expr) {
        let (Some(value), Some(span)) = (integer(expr), span_of(expr)) else {
            return;
        };
        let name = match &self.place.binding {
            Some(binding) => Name {
                scope: None,
                thing: Word::program(binding),
            },
            None => self.scoped(Word::number()),
        };
        self.integers.push(Found {
            name,
            span,
            value,
            shown_offset: 0,
            unit: ParameterUnit::Count,
            smallest: 0,
            largest: largest(suffix(expr), value),
        });
    }

    /// `let n = 4;` when `n` is used as a duration or a loop's end.
    fn local(&mut self, local: &syn::Local) {
        let (pat, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some(&*typed.ty)),
            pat => (pat, None),
        };
        let binding = match pat {
            Pat::Ident(ident) if ident.ident != "_" => Some(ident),
            _ => None,
        };
        let init = local.init.as_ref();
        if let (Some(ident), Some(init)) = (binding, init)
            && let Some(unit) = self.uses.unit(&ident.ident.to_string())
            && ident.mutability.is_none()
        {
            let name = Name {
                scope: None,
                thing: Word::program(&ident.ident.to_string()),
            };
            let kind = ty.and_then(int_type).or_else(|| suffix(&init.expr));
            self.add(&init.expr, name, unit, largest(kind, 0));
        }
        let binding = binding.map(|ident| ident.ident.to_string());
        self.with_binding(binding, |finder| walk::visit_local(finder, local));
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn as_dyn(&mut self) -> &mut dyn Visit<'ast> {
        self
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let scope = Word::program(&item.sig.ident.to_string());
        self.within_scope(scope, |finder| walk::visit_item_fn(finder, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let scope = Word::program(&item.sig.ident.to_string());
        self.within_scope(scope, |finder| walk::visit_impl_item_fn(finder, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        let scope = Word::program(&item.sig.ident.to_string());
        self.within_scope(scope, |finder| walk::visit_trait_item_fn(finder, item));
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(&item.ident, &item.ty, &item.expr);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.constant(&item.ident, &item.ty, &item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(&item.ident, &item.ty, &item.expr);
    }

    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_local(&mut self, local: &'ast syn::Local) {
        self.local(local);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        let name = match &field.member {
            syn::Member::Named(ident) => Some(ident.to_string()),
            syn::Member::Unnamed(_) => None,
        };
        self.with_binding(name, |finder| walk::visit_field_value(finder, field));
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = arguments.parse2(mac.tokens.clone()) {
            arguments
                .iter()
                .for_each(|argument| self.visit_expr(argument));
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            Expr::ForLoop(each) => self.for_loop(each),
            Expr::While(each) => {
                self.visit_expr(&each.cond);
                self.repeated(&each.body);
            }
            Expr::Loop(each) => self.repeated(&each.body),
            Expr::Lit(_) => self.other_integer(expr),
            Expr::Closure(closure) => self.with_binding(self.place.binding.clone(), |finder| {
                walk::visit_expr_closure(finder, closure);
            }),
            _ => walk::visit_expr(self, expr),
        }
        self.depth -= 1;
    }
}

fn started(starts: Starts) -> Word {
    match starts {
        Starts::Threads => Word::threads(),
        Starts::Tasks => Word::tasks(),
    }
}

/// What a call does with the durations in its arguments.
fn verb_of(owner: &str, name: &str) -> Option<Word> {
    let is_constructor =
        name.starts_with(char::is_uppercase) || owner.starts_with(char::is_uppercase);
    match name {
        _ if name.contains("timeout") => Some(Word::timeout()),
        _ if name.contains("sleep") => Some(Word::sleep()),
        "work" => Some(Word::work()),
        "" | "new" | "from" | "drop" | "min" | "max" => None,
        _ if is_constructor || owner.is_empty() && name.len() < 2 => None,
        _ if owner.is_empty() && !is_method_of_duration(name) => Some(Word::program(name)),
        "interval" | "delay" | "park" => Some(Word::program(name)),
        _ => None,
    }
}

/// Methods whose duration argument is not what they wait for.
fn is_method_of_duration(name: &str) -> bool {
    let arithmetic = [
        "add", "sub", "mul", "div", "since", "send", "push", "insert", "cmp", "eq",
    ];
    arithmetic.iter().any(|part| name.contains(part))
}

/// Constructors whose argument is a count that matters.
fn counted(owner: &str, name: &str) -> Option<Word> {
    match (owner, name) {
        (_, "sync_channel") | ("mpsc" | "broadcast", "channel") => Some(Word::capacity()),
        ("Semaphore", "new") => Some(Word::permits()),
        (owner, "new" | "with_threads") if owner.ends_with("Pool") => Some(Word::pool_size()),
        _ => None,
    }
}

fn unit_by_name(name: &str) -> Option<ParameterUnit> {
    let lower = name.to_lowercase();
    match lower.rsplit('_').next()? {
        "ms" | "millis" => Some(ParameterUnit::Milliseconds),
        "us" | "micros" => Some(ParameterUnit::Microseconds),
        "ns" | "nanos" => Some(ParameterUnit::Nanoseconds),
        "secs" | "seconds" => Some(ParameterUnit::Seconds),
        _ => None,
    }
}

fn int_type(ty: &Type) -> Option<IntKind> {
    match ty {
        Type::Path(path) => IntKind::from_name(&path.path.get_ident()?.to_string()),
        _ => None,
    }
}

fn suffix(expr: &Expr) -> Option<IntKind> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => IntKind::from_name(int.suffix()),
            _ => None,
        },
        Expr::Unary(unary) => suffix(&unary.expr),
        _ => None,
    }
}

/// Largest value of a literal of this type; without one, of an `i32` or wider when it already is.
fn largest(kind: Option<IntKind>, value: i64) -> i64 {
    let kind = kind.unwrap_or(IntKind::I32);
    let largest = i64::try_from(kind.max()).unwrap_or(i64::MAX);
    if value > largest { i64::MAX } else { largest }
}

fn span_of(expr: &Expr) -> Option<Span> {
    let span = |first: TokenSpan, last: TokenSpan| {
        Span::new(
            first.byte_range().start as u32,
            last.byte_range().end as u32,
        )
    };
    match expr {
        Expr::Lit(lit) => Some(span(lit.lit.span(), lit.lit.span())),
        Expr::Unary(unary) => match (&unary.op, &*unary.expr) {
            (syn::UnOp::Neg(minus), Expr::Lit(lit)) => Some(span(minus.span, lit.lit.span())),
            _ => None,
        },
        _ => None,
    }
}
