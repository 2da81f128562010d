//! Inference of one body: variables, blocks, statements, and what is written down on the way.

use syn::{Block, Expr, Pat, Stmt};

use super::anchor::{anchor, offset};
use super::facts::{Facts, Local, Step};
use super::project::Pending;
use super::scope::Scopes;
use super::sig::Sig;
use super::ty::{Node, Table, Ty};
use super::world::{Body, Context, Job, World};

/// A loop or labelled block that `break` can leave.
pub(super) struct Target {
    pub(super) label: Option<String>,
    pub(super) ty: Ty,
    pub(super) is_left: bool,
}

/// The state of inferring one body.
pub(super) struct Infer<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) context: &'w Context,
    pub(super) table: Table,
    /// The type parameters as types.
    pub(super) rigid: Vec<Ty>,
    /// Variables in scope, innermost last.
    pub(super) locals: Vec<Local>,
    /// Every variable declared so far, by the offset of its name.
    pub(super) variables: Vec<super::facts::Declared>,
    pub(super) facts: Facts,
    /// References that were made up, of which it is not known whether they are mutable.
    pub(super) guessed: Vec<Ty>,
    /// The pattern being bound is matched against something unknown, perhaps a reference.
    pub(super) binds_unsurely: bool,
    /// Module or block that names are looked up from.
    pub(super) module: usize,
    /// What `return` gives.
    pub(super) ret: Ty,
    pub(super) targets: Vec<Target>,
    pub(super) pending: Vec<Pending>,
    /// Number literals, by start offset.
    pub(super) numbers: Vec<(u32, Ty)>,
    /// Expressions, by anchor.
    pub(super) exprs: Vec<(u32, Ty)>,
    /// Receivers of method calls, and what is called, by anchor.
    pub(super) receivers: Vec<(u32, Ty)>,
    pub(super) callees: Vec<(u32, Ty)>,
    pub(super) wanted: Vec<super::clash::Wanted>,
    pub(super) operators: Vec<super::clash::Operator>,
    pub(super) operands: Vec<super::operands::Operand>,
    /// Variables whose type a literal or an annotation says, by the offset of their name.
    pub(super) plainly_typed: Vec<u32>,
    pub(super) counts: Vec<super::clash::Clash>,
    /// Calls of the program's functions: where, which, and the types that they are called with.
    pub(super) calls: Vec<(u32, u32, Vec<Ty>)>,
    /// Types that decide what a call does, and whether their arguments do too.
    pub(super) decided: Vec<(Ty, bool)>,
    /// What is asked of types.
    pub(super) needs: Vec<super::bounds::Need>,
    /// What `size_of` and its like are asked about: the offset of their name, the type, and whether it is written there.
    pub(super) asked: Vec<(u32, Ty, bool)>,
    /// Functions of std's traits as values, by the offset of their name.
    pub(super) conversions: Vec<(u32, Ty)>,
    /// What `?` makes errors into, by the offset of `?`.
    pub(super) errors: Vec<(u32, Ty)>,
    /// `dyn Trait` where it could also be `impl Trait`.
    pub(super) objects_are_dyn: bool,
    pub(super) waiting: Option<super::bounds::Waiting>,
    pub(super) matches: Vec<super::exhaustive::Match>,
    pub(super) depth: usize,
}

impl<'w, 'a> Infer<'w, 'a> {
    /// Infers the body of `job`, whose type parameters are `args` as far as these go.
    pub(super) fn run(world: &'w World<'a>, job: &'w Job<'a>, args: &[Sig]) -> Self {
        let mut table = Table::new();
        let rigid = (0..job.context.generics)
            .map(|index| table.add(Node::Param(index)))
            .collect();
        let mut infer = Self {
            world,
            context: &job.context,
            table,
            rigid,
            locals: Vec::new(),
            variables: Vec::new(),
            facts: Facts::default(),
            guessed: Vec::new(),
            binds_unsurely: false,
            module: job.context.module,
            ret: Table::UNKNOWN,
            targets: Vec::new(),
            pending: Vec::new(),
            numbers: Vec::new(),
            exprs: Vec::new(),
            receivers: Vec::new(),
            callees: Vec::new(),
            wanted: Vec::new(),
            operators: Vec::new(),
            operands: Vec::new(),
            plainly_typed: Vec::new(),
            counts: Vec::new(),
            calls: Vec::new(),
            decided: Vec::new(),
            needs: Vec::new(),
            asked: Vec::new(),
            conversions: Vec::new(),
            errors: Vec::new(),
            objects_are_dyn: false,
            waiting: None,
            matches: Vec::new(),
            depth: 0,
        };
        for (index, sig) in args.iter().enumerate().take(infer.rigid.len()) {
            infer.rigid[index] = infer.instantiate(sig, &[]);
        }
        infer.job(job);
        infer.solve_all();
        infer
    }

    fn job(&mut self, job: &Job<'_>) {
        for (name, sig) in &job.consts {
            let ty = self.own(sig);
            self.locals.push(Local::nowhere(name.clone(), ty));
        }
        for (pat, sig) in &job.inputs {
            let ty = self.own(sig);
            match pat {
                Some(pat) => {
                    if let Pat::Ident(name) = pat {
                        self.plainly_typed.push(offset(name.ident.span()));
                    }
                    self.bind(pat, ty);
                }
                None => match job.receiver {
                    Some(receiver) => {
                        let token = receiver.self_token.span;
                        let ident = syn::Ident::new("self", token);
                        self.declare(&ident, receiver.mutability.is_some(), ty);
                    }
                    None => self.locals.push(Local::nowhere("self".to_owned(), ty)),
                },
            }
        }
        self.ret = self.own(&job.ret);
        match job.body {
            Body::Block(block) => {
                let ty = self.block(block, Some(self.ret));
                if let Some(output) = job.output {
                    self.want_body(block, ty, output);
                }
                match tail(block) {
                    Some(tail) => self.coerce_value(tail, ty, self.ret),
                    None => self.coerce(ty, self.ret),
                }
            }
            Body::Expr(expr) => {
                let ty = self.expr(expr, Some(self.ret));
                self.want(expr, self.ret);
                self.coerce(ty, self.ret);
            }
        }
    }

    pub(super) fn scopes(&self) -> &'w Scopes<'a> {
        &self.world.scopes
    }

    /// A type as the body writes it.
    pub(super) fn sig(&self, ty: &syn::Type) -> Sig {
        self.converted(|convert| convert.ty(ty))
    }

    pub(super) fn converted<R>(&self, with: impl FnOnce(&mut super::sig::Convert<'_>) -> R) -> R {
        if self.module == self.context.module {
            return self.world.convert(self.context, with);
        }
        let context = Context {
            module: self.module,
            ..self.context.clone()
        };
        self.world.convert(&context, with)
    }

    /// A signature in terms of the body's own type parameters.
    pub(super) fn own(&mut self, sig: &Sig) -> Ty {
        let rigid = std::mem::take(&mut self.rigid);
        let ty = self.instantiate(sig, &rigid);
        self.rigid = rigid;
        ty
    }

    /// The type that the body writes at `ty`.
    pub(super) fn written(&mut self, ty: &syn::Type) -> Ty {
        let sig = self.sig(ty);
        self.own(&sig)
    }

    /// Runs `with`, then forgets the variables that it declared.
    pub(super) fn scoped<R>(&mut self, with: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.locals.len();
        let result = with(self);
        self.locals.truncate(before);
        result
    }

    pub(super) fn block(&mut self, block: &Block, want: Option<Ty>) -> Ty {
        let outer = self.module;
        let start = offset(block.brace_token.span.open());
        if let Some(module) = self.scopes().blocks.get(&start) {
            self.module = *module;
        }
        let ty = self.scoped(|infer| infer.statements(&block.stmts, want));
        self.module = outer;
        ty
    }

    fn statements(&mut self, stmts: &[Stmt], want: Option<Ty>) -> Ty {
        let mut diverges = false;
        for (index, stmt) in stmts.iter().enumerate() {
            let is_last = index + 1 == stmts.len();
            match stmt {
                Stmt::Local(local) => self.let_statement(local),
                Stmt::Expr(expr, None) if is_last => return self.expr(expr, want),
                Stmt::Expr(expr, _) => {
                    let ty = self.expr(expr, None);
                    diverges |= self.table.is_never(ty);
                }
                Stmt::Macro(mac) => {
                    let is_value = is_last && mac.semi_token.is_none();
                    let ty = self.mac(&mac.mac, if is_value { want } else { None });
                    self.exprs.push((offset(mac.mac.bang_token.span), ty));
                    if is_value {
                        return ty;
                    }
                    self.pin_in_place(&mac.mac);
                    diverges |= self.table.is_never(ty);
                }
                Stmt::Item(_) => {}
            }
            self.solve();
        }
        if diverges { Table::NEVER } else { Table::UNIT }
    }

    fn let_statement(&mut self, local: &syn::Local) {
        let (pat, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some(self.written(&typed.ty))),
            pat => (pat, None),
        };
        let mut bound = ty;
        if let Some(init) = &local.init {
            let found = self.expr(&init.expr, ty);
            match ty {
                Some(ty) => {
                    self.want(&init.expr, ty);
                    self.coerce_value(&init.expr, found, ty);
                }
                None => bound = Some(found),
            }
            if let Pat::Ident(name) = pat
                && (ty.is_some() || matches!(*init.expr, Expr::Lit(_) | Expr::Struct(_)))
            {
                self.plainly_typed.push(offset(name.ident.span()));
            }
            if let Some((_, otherwise)) = &init.diverge {
                self.expr(otherwise, None);
            }
        }
        let mut bound = bound.unwrap_or_else(|| self.table.fresh());
        if self.table.is_never(bound) {
            bound = self.table.fresh();
        }
        if let Pat::Slice(slice) = pat
            && local.init.as_ref().is_some_and(|it| it.diverge.is_none())
        {
            self.bind_array(slice, bound);
        }
        let init = local.init.as_ref().filter(|_| ty.is_none());
        let is_unsure = init.is_some_and(|init| self.hands_on_unsure(&init.expr));
        let outer = self.binds_unsurely;
        self.binds_unsurely |= is_unsure;
        self.bind(pat, bound);
        self.binds_unsurely = outer;
    }

    /// The type of `expr`; `want` is what is expected of it, for closures and constructors.
    pub(super) fn expr(&mut self, expr: &Expr, want: Option<Ty>) -> Ty {
        if self.depth >= super::MAX_DEPTH {
            return Table::UNKNOWN;
        }
        self.depth += 1;
        let ty = self.expr_kind(expr, want);
        self.depth -= 1;
        self.exprs.push((anchor(expr), ty));
        ty
    }

    /// A type of std with its arguments.
    pub(super) fn adt(&mut self, id: super::sig::AdtId, args: &[Ty]) -> Ty {
        self.table.add(Node::Adt(id, args.into()))
    }

    /// Makes `actual` fit where `expected` is wanted, as coercion does: references are looked through,
    /// collections become slices, closures and structs become trait objects.
    pub(super) fn coerce(&mut self, actual: Ty, expected: Ty) {
        self.coerce_by(actual, expected);
    }

    /// The same; answers the steps of auto-deref behind the reference that it took.
    pub(super) fn coerce_by(&mut self, actual: Ty, expected: Ty) -> Vec<Step> {
        let (a, e) = (self.table.node(actual), self.table.node(expected));
        let (mut from, to) = match (a, e) {
            (Node::Ref(_, from), Node::Ref(_, to)) => (from, to),
            (Node::Adt(of, _), Node::Adt(iter, items))
                if of != iter && iter == self.world.scopes.std.iter =>
            {
                // Some iterator where `dyn Iterator` is wanted.
                if let (Some(item), Some(wanted)) = (self.item(actual), items.first()) {
                    self.table.unify(item, *wanted);
                }
                return Vec::new();
            }
            _ => {
                self.table.unify(actual, expected);
                return Vec::new();
            }
        };
        let target = self.table.node(to);
        if matches!(target, Node::Var { .. } | Node::Unknown | Node::Object(..)) {
            self.table.unify(from, to);
            return Vec::new();
        }
        let mut steps = Vec::new();
        for _ in 0..8 {
            if self.same_head(from, to) {
                self.table.unify(from, to);
                return steps;
            }
            steps.push(self.coercion_step(from));
            match self.deref(from) {
                Some(next) => from = next,
                None => break,
            }
        }
        self.table.unify(actual, expected);
        Vec::new()
    }

    fn same_head(&mut self, a: Ty, b: Ty) -> bool {
        match (self.table.node(a), self.table.node(b)) {
            (Node::Adt(x, _), Node::Adt(y, _)) => x == y,
            (Node::Var { .. }, _) => true,
            (Node::Slice(_) | Node::Array(..), Node::Slice(_) | Node::Array(..)) => true,
            (a, b) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
        }
    }
}

/// The expression that is the value of a block.
fn tail(block: &Block) -> Option<&Expr> {
    match block.stmts.last()? {
        Stmt::Expr(Expr::Unsafe(inner), None) => tail(&inner.block),
        Stmt::Expr(expr, None) => Some(expr),
        _ => None,
    }
}
