//! Types that surely do not fit where they are used (E0308): what is wanted at a place against what stands there.
//!
//! Places are noted while a body is inferred and compared at its end. Only types whose outermost parts are known on
//! both sides clash; coercions, trait objects, type parameters and whatever is not known fit everything.

use std::collections::BTreeMap;

use interleave_program::Span;
use syn::{Expr, Stmt};

use super::anchor::anchor;
use super::body::Infer;
use super::ty::{Node, Ty, VarKind};
use crate::spans;

/// Two types that do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// rustc's code.
    pub id: &'static str,
    /// Where rustc points.
    pub at: Span,
    /// The type that is wanted there.
    pub expected: String,
    /// The type that is found.
    pub found: String,
    /// What to write instead.
    pub help: Option<&'static str>,
}

/// A place where a type is wanted.
pub(super) struct Wanted {
    at: Span,
    /// The expression by its anchor, or a type.
    found: Result<u32, Ty>,
    expected: Ty,
    /// It is written `&…`.
    is_shared: bool,
    /// Only plain types are compared: the declaration that wants it may be simpler than std's.
    is_plain: bool,
    /// They clashed already when they met, before unification spoiled a literal's type.
    is_sure: bool,
}

/// An operator between two types.
pub(super) struct Operator {
    at: Span,
    right: Span,
    types: (Ty, Ty),
    /// A clash with a literal, found before unification spoiled its type.
    early: Option<Clash>,
}

const MAX_DEPTH: u32 = 4;

/// How many expressions back the value of one that was just inferred is looked for.
const RECENT: usize = 64;

/// std's types of which the inference knows all there is to know.
const SOLID: &[&str] = &[
    "Arc",
    "Barrier",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "Cell",
    "Condvar",
    "Duration",
    "HashMap",
    "HashSet",
    "Instant",
    "JoinHandle",
    "Mutex",
    "MutexGuard",
    "Option",
    "Ordering",
    "Rc",
    "Receiver",
    "RefCell",
    "Result",
    "RwLock",
    "RwLockReadGuard",
    "RwLockWriteGuard",
    "Sender",
    "String",
    "SyncSender",
    "Thread",
    "ThreadId",
    "Vec",
    "VecDeque",
];

impl Infer<'_, '_> {
    /// `expr` stands where `expected` is wanted.
    pub(super) fn want(&mut self, expr: &Expr, expected: Ty) {
        self.want_leaves(expr, expected, false, 0);
    }

    /// The same for an argument of a function of std.
    pub(super) fn want_plainly(&mut self, expr: &Expr, expected: Ty) {
        self.want_leaves(expr, expected, true, 0);
    }

    /// The sides of an arithmetic operator or comparison must be numbers of one type.
    pub(super) fn want_same(&mut self, operator: u32, right: &Expr, types: (Ty, Ty)) {
        let mut one = Operator {
            at: Span::new(operator, operator + 1),
            right: spans::expr(right),
            types,
            early: None,
        };
        if self.has_literal(types.0, types.1) {
            one.early = self.operator_clash(&one);
        }
        self.operators.push(one);
    }

    fn operator_clash(&mut self, one: &Operator) -> Option<Clash> {
        let (left, right) = one.types;
        if !self.table.is_number(left) || !self.table.is_number(right) {
            return None;
        }
        if !self.is_primitive(left) || !self.is_primitive(right) {
            return None;
        }
        let is_open = |node: &Node| matches!(node, Node::Var { .. });
        let is_literal = is_open(&self.table.node(left)) || is_open(&self.table.node(right));
        if !self.values_clash(right, left, 0) {
            return None;
        }
        Some(Clash {
            id: if is_literal { "E0277" } else { "E0308" },
            at: if is_literal { one.at } else { one.right },
            expected: self.name_of(left, 0),
            found: self.name_of(right, 0),
            help: Some("both sides must have one type: convert one of them with `as`"),
        })
    }

    /// The value of a branch is that of the expression at its end: rustc points there.
    fn want_leaves(&mut self, expr: &Expr, expected: Ty, is_plain: bool, depth: u32) {
        if depth > 16 {
            return;
        }
        let mut leaf = |expr: &Expr| self.want_leaves(expr, expected, is_plain, depth + 1);
        match expr {
            Expr::Paren(paren) => leaf(&paren.expr),
            Expr::If(branch) => {
                if let Some((_, otherwise)) = &branch.else_branch {
                    if let Some(last) = tail(&branch.then_branch) {
                        leaf(last);
                    }
                    leaf(otherwise);
                }
            }
            Expr::Match(matched) => matched.arms.iter().for_each(|arm| leaf(&arm.body)),
            Expr::Block(block) => {
                if let (Some(last), None) = (tail(&block.block), &block.label) {
                    leaf(last);
                }
            }
            Expr::Cast(cast) if matches!(*cast.ty, syn::Type::Infer(_)) => {}
            Expr::Unsafe(_) | Expr::Closure(_) | Expr::Loop(_) | Expr::Try(_) => {}
            _ => {
                let mut one = Wanted {
                    at: spans::expr(expr),
                    found: Ok(anchor(expr)),
                    expected,
                    is_shared: matches!(expr, Expr::Reference(of) if of.mutability.is_none()),
                    is_plain,
                    is_sure: false,
                };
                let mut known = self.exprs.iter().rev().take(RECENT);
                let found = known.find(|(at, _)| Ok(*at) == one.found);
                if let Some((_, found)) = found.copied() {
                    one.is_sure =
                        self.has_literal(found, expected) && self.clash(found, expected, &one);
                }
                self.wanted.push(one);
            }
        }
    }

    fn has_literal(&mut self, a: Ty, b: Ty) -> bool {
        let mut is_open =
            |ty| matches!(self.table.node(ty), Node::Var { .. }) && self.is_primitive(ty);
        is_open(a) || is_open(b)
    }

    /// A function's body must give what its signature says.
    pub(super) fn want_body(&mut self, block: &syn::Block, found: Ty, output: &syn::ReturnType) {
        let expected = self.ret;
        match (tail(block), output) {
            (Some(last), _) => self.want(last, expected),
            (None, syn::ReturnType::Type(_, ty)) if block.stmts.last().is_none_or(is_statement) => {
                self.wanted.push(Wanted {
                    at: spans::ty(ty),
                    found: Err(found),
                    expected,
                    is_shared: false,
                    is_plain: false,
                    is_sure: false,
                });
            }
            _ => {}
        }
    }

    /// A call with too many or too few arguments: of a method (E0061) or something callable in a variable (E0057).
    pub(super) fn want_count(&mut self, id: &'static str, at: Span, wanted: usize, given: usize) {
        if wanted != given {
            let plural = |n: usize| if n == 1 { "" } else { "s" };
            self.counts.push(Clash {
                id,
                at,
                expected: format!("{wanted} argument{}", plural(wanted)),
                found: format!("{given}"),
                help: None,
            });
        }
    }

    /// Compares everything that was noted.
    pub(super) fn clashes(&mut self) -> Vec<Clash> {
        let operators = std::mem::take(&mut self.operators);
        let wanted = std::mem::take(&mut self.wanted);
        let types: BTreeMap<u32, Ty> = self.exprs.iter().copied().collect();
        let mut clashes = std::mem::take(&mut self.counts);
        let unequal: Vec<Clash> = operators
            .iter()
            .filter_map(|one| one.early.clone().or_else(|| self.operator_clash(one)))
            .collect();
        clashes.extend(unequal);
        for one in wanted {
            let found = match one.found {
                Ok(at) => types.get(&at).copied(),
                Err(ty) => Some(ty),
            };
            let Some(found) = found else {
                continue;
            };
            if one.is_sure || self.clash(found, one.expected, &one) {
                clashes.push(Clash {
                    id: "E0308",
                    at: one.at,
                    expected: self.name_of(one.expected, 0),
                    found: self.name_of(found, 0),
                    help: self.help(found, one.expected),
                });
            }
        }
        clashes
    }

    fn clash(&mut self, found: Ty, expected: Ty, at: &Wanted) -> bool {
        if at.is_plain {
            return self.plain_clash(found, expected);
        }
        match (self.table.node(found), self.table.node(expected)) {
            (Node::Ref(false, _), Node::Ref(true, _)) if at.is_shared => !self.is_guessed(expected),
            (Node::Ref(_, from), Node::Ref(_, to)) => self.references_clash(from, to),
            // A body of `()` may end with a call whose value std's table does not know exactly.
            (Node::Tuple(_), Node::Tuple(to)) if to.is_empty() => false,
            (_, Node::Tuple(to)) if to.is_empty() => self.is_primitive(found),
            _ => self.values_clash(found, expected, 0),
        }
    }

    /// Numbers, texts and the like, which mean the same everywhere.
    fn plain_clash(&mut self, found: Ty, expected: Ty) -> bool {
        let is_plain = |infer: &mut Self, ty: Ty| {
            let string = infer.world.scopes.std.string;
            match infer.table.node(ty) {
                Node::Ref(false, to) => matches!(infer.table.node(to), Node::Str),
                Node::Adt(id, _) => id == string || infer.std_name(id) == Some("Duration"),
                _ => infer.is_primitive(ty),
            }
        };
        is_plain(self, found) && is_plain(self, expected) && {
            match (self.table.node(found), self.table.node(expected)) {
                (Node::Ref(..), Node::Ref(..)) => false,
                _ => self.values_clash(found, expected, 0),
            }
        }
    }

    fn is_primitive(&mut self, ty: Ty) -> bool {
        match self.table.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char => true,
            Node::Var { kind, tainted } => kind != VarKind::General && !tainted,
            _ => false,
        }
    }

    fn is_solid(&mut self, ty: Ty) -> bool {
        match self.table.node(ty) {
            Node::Adt(id, _) => self.std_name(id).is_none_or(|name| SOLID.contains(&name)),
            Node::Tuple(_) | Node::Array(..) | Node::Str => true,
            Node::Ref(..) => !self.is_guessed(ty),
            _ => self.is_primitive(ty),
        }
    }

    /// A future that has not been awaited, where its value is wanted.
    fn is_unawaited(&mut self, found: Ty, expected: Ty) -> bool {
        let std = self.world.scopes.std;
        let is_future = matches!(self.table.node(found), Node::Adt(id, _) if id == std.future);
        let is_value = match self.table.node(expected) {
            Node::Adt(id, _) => [std.string, std.vec, std.option, std.result].contains(&id),
            _ => self.is_primitive(expected),
        };
        is_future && is_value
    }

    fn values_clash(&mut self, found: Ty, expected: Ty, depth: u32) -> bool {
        if self.is_unawaited(found, expected) {
            return true;
        }
        if depth > MAX_DEPTH || !self.is_solid(found) || !self.is_solid(expected) {
            return false;
        }
        let (a, b) = (self.table.node(found), self.table.node(expected));
        match (&a, &b) {
            (Node::Adt(x, xs), Node::Adt(y, ys)) if x == y => {
                let pairs = xs.iter().zip(ys.iter());
                pairs
                    .into_iter()
                    .any(|(x, y)| self.parts_clash(*x, *y, depth + 1))
            }
            (Node::Tuple(xs), Node::Tuple(ys)) => {
                let pairs = xs.iter().zip(ys.iter());
                xs.len() != ys.len()
                    || pairs
                        .into_iter()
                        .any(|(x, y)| self.values_clash(*x, *y, depth + 1))
            }
            (Node::Ref(..), Node::Ref(..)) | (Node::Str, _) | (_, Node::Str) => false,
            (Node::Array(x, _), Node::Array(y, _)) => self.parts_clash(*x, *y, depth + 1),
            (Node::Var { kind, .. }, node) | (node, Node::Var { kind, .. }) => match node {
                Node::Int(_) => *kind == VarKind::Float,
                Node::F32 | Node::F64 => *kind == VarKind::Int,
                Node::Var { kind: other, .. } => kind != other,
                _ => true,
            },
            (Node::Int(x), Node::Int(y)) => x != y,
            (Node::Adt(..), Node::Adt(..)) => true,
            _ => std::mem::discriminant(&a) != std::mem::discriminant(&b),
        }
    }

    /// Inside another type nothing is coerced, but less is known for sure.
    fn parts_clash(&mut self, found: Ty, expected: Ty, depth: u32) -> bool {
        let string = self.world.scopes.std.string;
        let is_known = |infer: &mut Self, ty: Ty| match infer.table.node(ty) {
            Node::Ref(false, to) => matches!(infer.table.node(to), Node::Str),
            Node::Adt(id, _) => id == string,
            _ => infer.is_primitive(ty),
        };
        is_known(self, found)
            && is_known(self, expected)
            && self.values_clash(found, expected, depth)
    }

    /// Whether no chain of dereferences leads from one type to another.
    fn references_clash(&mut self, from: Ty, to: Ty) -> bool {
        let (mut from, to) = (self.table.peel(from), self.table.peel(to));
        for _ in 0..8 {
            let (a, b) = (self.table.node(from), self.table.node(to));
            let is_own = matches!(&a, Node::Adt(id, _) if self.std_name(*id).is_none());
            let same = match (&a, &b) {
                (Node::Adt(x, _), Node::Adt(y, _)) => x == y,
                (Node::Var { .. }, Node::Var { .. } | Node::Int(_) | Node::F32 | Node::F64)
                | (Node::Int(_) | Node::F32 | Node::F64, Node::Var { .. }) => true,
                (Node::Int(x), Node::Int(y)) => x == y,
                (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
            };
            let is_known = self.is_solid(from) || matches!(a, Node::Slice(_) | Node::Str);
            if same || is_own || !is_known || !(self.is_solid(to) || matches!(b, Node::Slice(_))) {
                return false;
            }
            match self.deref(from) {
                Some(next) => from = self.table.peel(next),
                None => return true,
            }
        }
        false
    }

    pub(super) fn name_of(&mut self, ty: Ty, depth: u32) -> String {
        if depth > MAX_DEPTH {
            return "_".to_owned();
        }
        match self.table.node(ty) {
            Node::Int(kind) => kind.name().to_owned(),
            Node::F32 => "f32".to_owned(),
            Node::F64 => "f64".to_owned(),
            Node::Bool => "bool".to_owned(),
            Node::Char => "char".to_owned(),
            Node::Str => "str".to_owned(),
            Node::Var {
                kind: VarKind::Int, ..
            } => "integer".to_owned(),
            Node::Var {
                kind: VarKind::Float,
                ..
            } => "floating-point number".to_owned(),
            Node::Ref(mutable, to) => {
                let prefix = if mutable { "&mut " } else { "&" };
                format!("{prefix}{}", self.name_of(to, depth + 1))
            }
            Node::Tuple(parts) => format!("({})", self.names_of(&parts, depth)),
            Node::Array(of, _) | Node::Slice(of) => format!("[{}]", self.name_of(of, depth + 1)),
            Node::Adt(id, args) if args.is_empty() => self.shown_name(id).to_owned(),
            Node::Adt(id, args) => {
                let args = self.names_of(&args, depth);
                format!("{}<{args}>", self.shown_name(id))
            }
            _ => "_".to_owned(),
        }
    }

    /// What the program calls a type.
    fn shown_name(&self, id: super::sig::AdtId) -> &str {
        let name = &self.world.adt(id).name;
        // Those of async crates have names of their own in the table.
        match self.std_name(id) {
            Some(of_std) => {
                let prefixes = ["Tokio", "Async"].iter();
                let mut stripped = prefixes.filter_map(|prefix| of_std.strip_prefix(prefix));
                stripped.next().unwrap_or(of_std)
            }
            None => name,
        }
    }

    fn names_of(&mut self, parts: &[Ty], depth: u32) -> String {
        let names: Vec<String> = parts
            .iter()
            .map(|ty| self.name_of(*ty, depth + 1))
            .collect();
        names.join(", ")
    }

    fn help(&mut self, found: Ty, expected: Ty) -> Option<&'static str> {
        let std = self.world.scopes.std;
        match (self.table.node(found), self.table.node(expected)) {
            (Node::Ref(_, of), Node::Adt(id, _)) if id == std.string => {
                let is_text = matches!(self.table.node(of), Node::Str);
                is_text.then_some("make a `String` of it: `.to_string()`")
            }
            (Node::Ref(false, _), Node::Ref(true, _)) => Some("write `&mut`"),
            (Node::Adt(..) | Node::Array(..), Node::Ref(true, _)) => Some("lend it: `&mut …`"),
            (Node::Adt(..) | Node::Array(..), Node::Ref(..)) => Some("lend it: `&…`"),
            (Node::Int(_), Node::Int(_) | Node::F32 | Node::F64)
            | (Node::F32 | Node::F64, Node::Int(_)) => {
                Some("convert it: `as` and the type that is wanted, or `try_into()`")
            }
            (Node::Adt(id, _), _) if id == std.future => {
                Some("wait for the value: write `.await` behind it")
            }
            (_, Node::Adt(id, _)) if id == std.option => Some("wrap it: `Some(…)`"),
            (_, Node::Adt(id, _)) if id == std.result => Some("wrap it: `Ok(…)`"),
            (Node::Adt(id, _), _) if id == std.option || id == std.result => {
                Some("take the value out of it: `?`, `unwrap()` or `match`")
            }
            (Node::Adt(id, _), _)
                if self
                    .std_name(id)
                    .is_some_and(|name| name.ends_with("Guard")) =>
            {
                Some("look through the guard: `*guard`")
            }
            (Node::Tuple(parts), _) if parts.is_empty() => {
                Some("a `;` after the last expression throws its value away")
            }
            (Node::Ref(..), node) if !matches!(node, Node::Ref(..)) => {
                Some("a value is wanted here, not a reference: `*…` or `.clone()`")
            }
            _ => None,
        }
    }
}

/// The expression that gives a block its value.
fn tail(block: &syn::Block) -> Option<&Expr> {
    match block.stmts.last() {
        Some(Stmt::Expr(expr, None)) => Some(expr),
        _ => None,
    }
}

/// Statements after which a block surely has no value.
fn is_statement(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Local(_) | Stmt::Expr(_, Some(_)))
        || matches!(stmt, Stmt::Macro(mac) if mac.semi_token.is_some())
}
