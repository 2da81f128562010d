//! What the checks need to know besides types: which variable a name means, how methods take their receiver,
//! what starts a thread, what may cross threads.

use interleave_program::program::TypeHint;
use interleave_program::{Map, Set};

use super::base::Head;
use super::body::Infer;
use super::clash::Clash;
use super::kind::{Kind, Reach};
use super::layout::Layout;
use super::scope::{Def, Space, strings};
use super::sig::{AdtId, FnSig, Receiver, Sig};
use super::ty::{Node, Ty};

/// A variable, as its declaration is known at the end of inference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Whether its type is `Copy`.
    pub is_copy: Option<bool>,
    /// Whether its type is a reference (or raw pointer).
    pub is_reference: Option<bool>,
    /// Whether it is declared `mut`.
    pub is_mut: bool,
    /// Whether its type is what was found: a pattern matched against something unknown may bind a reference to it.
    pub is_sure: bool,
    /// What moving and changing it means.
    pub kind: Kind,
    /// The type, references looked through.
    pub hint: TypeHint,
    /// Whether its type surely holds what may be borrowed: a reference, a guard, an iterator, or a struct with such a field.
    pub holds: bool,
    /// The part of its type that must not move to another thread: "Rc".
    pub not_send: Option<&'static str>,
    /// The part of its type that must not be shared between threads: "RefCell".
    pub not_sync: Option<&'static str>,
}

/// How a method call takes its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `self`, the receiver expression's own value.
    Value,
    /// `self`, of something that the receiver only leads to.
    ValueBehind,
    /// `&self`
    Ref,
    /// `&mut self`, of the receiver expression itself.
    RefMut,
    /// `&mut self`, of something behind the receiver.
    RefMutBehind,
}

/// What a call starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spawns {
    /// A thread or task that may outlive the function.
    Free,
    /// A thread of a scope.
    Scoped,
}

/// One step of auto-deref.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Through a reference, or from an array to a slice: nothing runs.
    Plain,
    /// Through a pointer of std.
    Pointer,
    /// Through a shared reference, which is copied out of its place: it may be used when the place is gone.
    Copied,
    /// Through the program's own `Deref`.
    Own,
}

/// What is known of a type whose name or size the program asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Its name.
    pub name: Option<String>,
    /// Its layout; that of the elements when values have no size of their own.
    pub layout: Option<Layout>,
    /// A `str` or slice: as long as the value says.
    pub is_row: bool,
}

/// The facts of one text.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Variables by the offset of their name's declaration.
    pub variables: Map<u32, Variable>,
    /// For each variable named in an expression (by its offset) the declaration's offset.
    pub uses: Map<u32, u32>,
    /// Declarations of the variables that a format string names, by the string's offset.
    pub inline_uses: Map<u32, Vec<u32>>,
    /// Method calls by the offset of the method's name.
    pub takes: Map<u32, Takes>,
    /// What is between the receiver and the `&mut` that a method takes, by the offset of the method's name.
    pub reaches: Map<u32, Reach>,
    /// Types that do not fit.
    pub clashes: Vec<Clash>,
    /// Traits that types do not implement.
    pub unmet: Vec<super::bounds::Unmet>,
    /// Closures that functions of the program want to be fit to cross threads, by anchor.
    pub sends: Map<u32, Spawns>,
    /// Kinds of expressions, by anchor.
    pub kinds: Map<u32, Kind>,
    /// Calls that start a thread, by anchor.
    pub spawns: Map<u32, Spawns>,
    /// Steps of auto-deref from an expression, by its anchor, up to the last through the program's own `Deref`;
    /// only where there is one.
    pub derefs: Map<u32, Vec<Step>>,
    /// The same of references that deref coercion makes references to something inside; true for `&mut`.
    pub coercions: Map<u32, (bool, Vec<Step>)>,
    /// Uses of functions that several impls of one type have (by the offset of the name): where the one meant is.
    pub twins: Map<u32, u32>,
    /// Calls of `to_owned` that clone, by the method's name.
    pub cloned: Set<u32>,
    /// Calls of inherent methods that std's traits have by the same name (`OF_CONTENT`), by the method's name.
    pub inherent: Set<u32>,
    /// Calls of `Iterator`'s comparisons (`lt` and the like), by the method's name.
    pub iter_orders: Set<u32>,
    /// Closures given to what calls them more than once, by their anchor.
    pub repeated: Set<u32>,
    /// Which of the program's functions and constants are used, and with which types, by the offset of the name.
    pub calls: Map<u32, super::instances::Target>,
    /// Types that functions like `size_of` are asked about, by the offset of the function's name.
    pub asked: Map<u32, Asked>,
    /// Functions of std's traits as values, by the offset of their name: what the first parameter and the result are.
    pub conversions: Map<u32, (TypeHint, TypeHint)>,
    /// What `?` makes errors into, by its offset.
    pub errors: Map<u32, TypeHint>,
    /// Which of the program's functions a call means: where its name is declared, by the offset of the name used.
    pub callees: Map<u32, u32>,
    /// Functions and constants that a type parameter or an object has of a trait, by the offset of the name used: where
    /// the trait declares them. Only the text itself says it: inference of an instance does not know.
    pub of_bounds: Map<u32, u32>,
    /// Fields of the program's structs that are named, by the offset of the name: where the struct is declared.
    pub fields: Map<u32, u32>,
    /// Calls of std's methods whose result borrows from the receiver, by the offset of the method's name.
    pub lends: Set<u32>,
    /// Indexed expressions (by anchor) whose element the program's own `Index` finds.
    pub own_indexed: Set<u32>,
}

/// std's types that hold a borrow.
const LENT: &[&str] = &[
    "Entry",
    "Iter",
    "MutexGuard",
    "Ref",
    "RefMut",
    "RwLockReadGuard",
    "RwLockWriteGuard",
];

impl Infer<'_, '_> {
    /// Notes how a call of `sig` takes `receiver`, found at type `at` of the auto-deref chain.
    pub(super) fn note_takes(
        &mut self,
        method: u32,
        sig: &FnSig,
        receiver: Ty,
        (at, reach): (Ty, Reach),
    ) {
        let is_own = self.table.find(receiver) == self.table.find(at);
        let of_reference = matches!(sig.self_ty, Some(Sig::Ref(..)));
        let takes = match sig.receiver {
            Receiver::None => return,
            Receiver::Ref => Takes::Ref,
            Receiver::Pointer => Takes::Value,
            Receiver::Value if of_reference => Takes::Ref,
            Receiver::Value if is_own => Takes::Value,
            Receiver::Value => Takes::ValueBehind,
            Receiver::RefMut if is_own => Takes::RefMut,
            Receiver::RefMut => Takes::RefMutBehind,
        };
        self.facts.takes.insert(method, takes);
        if sig.receiver == Receiver::RefMut && !of_reference {
            self.facts.reaches.insert(method, reach);
        }
    }

    /// Notes what a call of the function at `callee` starts.
    pub(super) fn note_spawn(&mut self, call: u32, callee: &syn::Expr) {
        let syn::Expr::Path(path) = callee else {
            return;
        };
        let segments = strings(&path.path);
        if !segments
            .last()
            .is_some_and(|last| last.starts_with("spawn") || last == "unblock")
        {
            return;
        }
        let (Def::Std(known), _) = self.scopes().resolve(self.module, &segments, Space::Value)
        else {
            return;
        };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        if let ["std", "thread", "spawn"]
        | ["tokio", "spawn"]
        | ["tokio" | "async_std", "task", "spawn" | "spawn_blocking"]
        | ["smol", "spawn" | "unblock"]
        | ["trpl", "spawn_task"] = known.as_slice()
        {
            self.facts.spawns.insert(call, Spawns::Free);
        }
    }

    /// The same for a method of std found at type `at`.
    pub(super) fn note_spawn_method(&mut self, method: u32, name: &str, at: Ty) {
        let Node::Adt(id, _) = self.table.node(at) else {
            return;
        };
        if id.0 as usize >= self.world.scopes.std.base.adts.len() {
            return;
        }
        let spawns = match (self.world.adt(id).name.as_str(), name) {
            ("Builder" | "TokioJoinSet", "spawn") => Spawns::Free,
            ("TokioJoinSet", "spawn_blocking") => Spawns::Free,
            ("Scope", "spawn") | ("Builder", "spawn_scoped") => Spawns::Scoped,
            _ => return,
        };
        self.facts.spawns.insert(method, spawns);
    }

    /// Notes which function is called at `used`, and whether what it gives is borrowed from the receiver.
    pub(super) fn note_callee(&mut self, used: u32, sig: &FnSig) {
        if sig.at != FnSig::OF_STD {
            self.facts.callees.insert(used, sig.at);
            return;
        }
        let is_iterator =
            matches!(&sig.self_ty, Some(Sig::Adt(id, _)) if *id == self.world.scopes.std.iter);
        let borrows = matches!(sig.receiver, Receiver::Ref | Receiver::RefMut);
        let is_lent = borrows && !is_iterator && self.lends(&sig.ret);
        if is_lent && !sig.params.iter().any(|param| self.is_guard(param)) {
            self.facts.lends.insert(used);
        }
    }

    /// Notes that the item of a trait is used that `owner` has by its bounds or as an object.
    pub(super) fn note_of_trait(&mut self, used: u32, owner: Ty, sig: &FnSig) {
        let by_trait = matches!(
            self.table.node(owner),
            Node::Param(_) | Node::Object(Some(_), _)
        );
        if by_trait && sig.at != FnSig::OF_STD {
            self.facts.of_bounds.insert(used, sig.at);
        }
    }

    fn lends(&self, sig: &Sig) -> bool {
        match sig {
            Sig::Ref(..) => true,
            Sig::Tuple(parts) => parts.iter().any(|part| self.lends(part)),
            Sig::Adt(id, args) => {
                self.std_name(*id).is_some_and(|name| LENT.contains(&name))
                    || args.iter().any(|arg| self.lends(arg))
            }
            _ => false,
        }
    }

    fn is_guard(&self, sig: &Sig) -> bool {
        matches!(sig, Sig::Adt(id, _) if self.std_name(*id).is_some_and(|name| name.ends_with("Guard")))
    }

    /// Whether a type surely holds a borrow: itself, in a type argument, or in a field of the program's own types.
    fn holds(&mut self, ty: Ty, depth: u32) -> bool {
        if depth > 8 {
            return false;
        }
        match self.table.node(ty) {
            Node::Ref(..) => !self.is_guessed(ty),
            Node::Tuple(parts) => parts.iter().any(|part| self.holds(*part, depth + 1)),
            Node::Adt(id, args) => match self.std_name(id) {
                Some(name) if LENT.contains(&name) => true,
                Some(_) => args.iter().any(|arg| self.holds(*arg, depth + 1)),
                None => {
                    let holds =
                        |this: &mut Self, part, depth| this.holds(part, depth).then_some("");
                    self.any_part(id, &args, depth, holds).is_some()
                }
            },
            _ => false,
        }
    }

    /// A variable of the body by name, for a use at `at`.
    pub(super) fn use_local(&mut self, name: &str, at: u32) -> Option<Ty> {
        let mut locals = self.locals.iter().rev();
        let local = locals.find(|local| local.name == name)?;
        if let Some(declared) = local.at {
            self.facts.uses.insert(at, declared);
        }
        Some(local.ty)
    }

    /// Notes the variables that the format string at `at` names: `{x}`, `{x:?}`, `{:x$}`.
    pub(super) fn note_inline(&mut self, at: u32, text: &str) {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || crate::expand::is_mark(c);
        let mut found = Vec::new();
        // `{{` is a brace of the text.
        let plain = text.replace("{{", "");
        for (index, _) in plain.match_indices('{') {
            let rest = &plain[index + 1..];
            let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
            let mut locals = self.locals.iter().rev();
            let local = locals.find(|local| !name.is_empty() && local.name == name);
            found.extend(local.and_then(|local| local.at));
        }
        if !found.is_empty() {
            self.facts.inline_uses.entry(at).or_default().extend(found);
        }
    }

    /// Moves what was noted into `into`, with the variables' final types.
    pub(super) fn finish_facts(&mut self, into: &mut Facts) {
        let mut facts = std::mem::take(&mut self.facts);
        for declared in std::mem::take(&mut self.variables) {
            let at = declared.at;
            let variable = self.variable_facts(declared);
            into.variables.insert(at, variable);
        }
        for (at, ty, is_written) in std::mem::take(&mut self.asked) {
            let asked = self.asked_facts(ty, is_written);
            into.asked.insert(at, asked);
        }
        for (at, ty) in std::mem::take(&mut self.conversions) {
            if let Node::Fn(_, params, ret) = self.table.node(ty) {
                let from = params
                    .first()
                    .map_or(TypeHint::Unknown, |from| self.hint(*from, 0));
                into.conversions.insert(at, (from, self.hint(ret, 0)));
            }
        }
        for (at, ty) in std::mem::take(&mut self.errors) {
            into.errors.insert(at, self.hint(ty, 0));
        }
        into.uses.append(&mut facts.uses);
        into.inline_uses.append(&mut facts.inline_uses);
        into.takes.append(&mut facts.takes);
        into.reaches.append(&mut facts.reaches);
        into.twins.append(&mut facts.twins);
        into.inherent.append(&mut facts.inherent);
        into.spawns.append(&mut facts.spawns);
        into.sends.append(&mut facts.sends);
        into.derefs.append(&mut facts.derefs);
        into.coercions.append(&mut facts.coercions);
        into.cloned.append(&mut facts.cloned);
        into.own_indexed.append(&mut facts.own_indexed);
        into.callees.append(&mut facts.callees);
        into.of_bounds.append(&mut facts.of_bounds);
        into.fields.append(&mut facts.fields);
        into.lends.append(&mut facts.lends);
        into.iter_orders.append(&mut facts.iter_orders);
        into.repeated.append(&mut facts.repeated);
    }

    fn asked_facts(&mut self, ty: Ty, is_written: bool) -> Asked {
        self.objects_are_dyn = is_written;
        let element = match self.table.node(ty) {
            Node::Str => Some(self.table.add(Node::Int(interleave_program::IntKind::U8))),
            Node::Slice(of) => Some(of),
            _ => None,
        };
        Asked {
            name: self.type_name(ty, 0),
            layout: self.layout(element.unwrap_or(ty), 0),
            is_row: element.is_some(),
        }
    }

    /// Notes the steps of auto-deref from `expr`.
    pub(super) fn note_steps(&mut self, expr: &syn::Expr, steps: Vec<Step>) {
        if let Some(steps) = up_to_own(steps) {
            self.facts.derefs.insert(super::anchor::anchor(expr), steps);
        }
    }

    /// Makes the value of `expr` fit where `expected` is wanted, and notes the steps of auto-deref that this takes.
    pub(super) fn coerce_value(&mut self, expr: &syn::Expr, found: Ty, expected: Ty) {
        let steps = self.coerce_by(found, expected);
        if let (syn::Expr::Reference(_) | syn::Expr::Path(_), Some(steps)) =
            (expr, up_to_own(steps))
        {
            let is_mut = matches!(self.table.node(expected), Node::Ref(true, _));
            let at = super::anchor::anchor(expr);
            self.facts.coercions.insert(at, (is_mut, steps));
        }
    }

    /// Notes that a reference to references is used where one of the references is wanted: that is copied.
    pub(super) fn note_copied(&mut self, expr: &syn::Expr, found: Ty, expected: Ty) {
        let Node::Ref(false, to) = self.table.node(expected) else {
            return;
        };
        let is_known = !matches!(self.table.node(to), Node::Var { .. } | Node::Unknown);
        let more = self
            .references_behind(found)
            .checked_sub(self.references_behind(expected));
        if let (true, Some(more @ 1..)) = (is_known, more) {
            let at = super::anchor::anchor(expr);
            let steps = vec![Step::Copied; more];
            self.facts.coercions.insert(at, (false, steps));
        }
    }

    /// How many shared references are one behind the other behind a reference.
    fn references_behind(&mut self, ty: Ty) -> usize {
        let Node::Ref(_, mut inner) = self.table.node(ty) else {
            return 0;
        };
        let mut count = 0;
        while let Node::Ref(false, next) = self.table.node(inner) {
            count += 1;
            inner = next;
        }
        count
    }

    /// One step from a type.
    pub(super) fn step_of(&mut self, ty: Ty) -> Step {
        match self.table.node(ty) {
            // `ManuallyDrop` is a struct of the prelude, with a `Deref` like the program's.
            Node::Adt(id, _) if matches!(self.std_name(id), None | Some("ManuallyDrop")) => {
                Step::Own
            }
            Node::Adt(..) => Step::Pointer,
            _ => Step::Plain,
        }
    }

    /// The same where a reference becomes one to something inside: what std's functions get is what they work on.
    pub(super) fn coercion_step(&mut self, ty: Ty) -> Step {
        match self.table.node(ty) {
            Node::Adt(id, _) => match self.std_name(id) {
                Some("Cow" | "LazyCell" | "LazyLock" | "TokioWatchRef") => Step::Own,
                _ if self.world.adt(id).is_transparent => Step::Own,
                _ => self.step_of(ty),
            },
            _ => self.step_of(ty),
        }
    }

    fn variable_facts(&mut self, declared: Declared) -> Variable {
        let Declared {
            name,
            ty,
            is_mut,
            is_sure,
            ..
        } = declared;
        let kind = match is_sure {
            true => self.kind(ty),
            false => Kind::Unknown,
        };
        let is_reference = match self.table.node(ty) {
            Node::Ref(..) | Node::Ptr(_) => Some(true),
            Node::Unknown | Node::Never | Node::Param(_) | Node::Object(..) | Node::Fn(..) => None,
            Node::Var { .. } if self.table.is_var(ty) => None,
            _ => Some(false),
        };
        Variable {
            name,
            is_copy: self.is_copy(ty, 0),
            is_reference,
            is_mut,
            is_sure,
            kind,
            holds: self.holds(ty, 0),
            hint: self.hint(ty, 0),
            not_send: self.not_send(ty, 0),
            not_sync: self.not_sync(ty, 0),
        }
    }

    /// The first part of a type that is not `Send`, when there surely is one.
    pub(super) fn not_send(&mut self, ty: Ty, depth: u32) -> Option<&'static str> {
        if depth > 8 {
            return None;
        }
        match self.table.node(ty) {
            Node::Ref(false, to) => self.not_sync(to, depth + 1),
            Node::Ref(true, to) | Node::Slice(to) | Node::Array(to, _) => {
                self.not_send(to, depth + 1)
            }
            Node::Tuple(parts) => parts
                .iter()
                .find_map(|part| self.not_send(*part, depth + 1)),
            Node::Ptr(_) => Some("*const"),
            Node::Param(index) => self.is_bare_parameter(index).then_some("a type parameter"),
            Node::Adt(id, args) => match self.std_name(id) {
                Some("Rc") => Some("Rc"),
                Some("RcWeak") => Some("rc::Weak"),
                Some("MutexGuard") => Some("MutexGuard"),
                Some("NonNull") => Some("NonNull"),
                Some("Arc" | "Weak") => {
                    let of = args.first().copied()?;
                    let unsent = self.not_send(of, depth + 1);
                    unsent.or_else(|| self.not_sync(of, depth + 1))
                }
                _ => self.any_part(id, &args, depth, Self::not_send),
            },
            _ => None,
        }
    }

    /// The first part of a type that is not `Sync`, when there surely is one.
    pub(super) fn not_sync(&mut self, ty: Ty, depth: u32) -> Option<&'static str> {
        if depth > 8 {
            return None;
        }
        match self.table.node(ty) {
            Node::Ref(_, to) | Node::Slice(to) | Node::Array(to, _) => self.not_sync(to, depth + 1),
            Node::Tuple(parts) => parts
                .iter()
                .find_map(|part| self.not_sync(*part, depth + 1)),
            Node::Adt(id, args) => match self.std_name(id) {
                Some("Rc") => Some("Rc"),
                Some("RcWeak") => Some("rc::Weak"),
                Some("Cell") => Some("Cell"),
                Some("RefCell") => Some("RefCell"),
                Some("UnsafeCell") => Some("UnsafeCell"),
                Some("NonNull") => Some("NonNull"),
                Some("OnceCell") => Some("OnceCell"),
                Some("Receiver") => Some("Receiver"),
                Some(
                    "Mutex"
                    | "RwLock"
                    | "OnceLock"
                    | "Sender"
                    | "SyncSender"
                    | "Arc"
                    | "Weak"
                    | "TokioMutex"
                    | "TokioRwLock"
                    | "TokioSender"
                    | "TokioReceiver"
                    | "TokioUnboundedSender"
                    | "TokioUnboundedReceiver",
                ) => {
                    let of = args.first().copied()?;
                    self.not_send(of, depth + 1)
                }
                _ => self.any_part(id, &args, depth, Self::not_sync),
            },
            _ => None,
        }
    }

    pub(super) fn std_name(&self, id: AdtId) -> Option<&'static str> {
        let adts = &self.world.scopes.std.base.adts;
        adts.get(id.0 as usize).map(|adt| adt.name.as_str())
    }

    /// Type arguments of std's types, fields of the program's. Types that an `unsafe impl` vouches for have none.
    fn any_part(
        &mut self,
        id: AdtId,
        args: &[Ty],
        depth: u32,
        test: fn(&mut Self, Ty, u32) -> Option<&'static str>,
    ) -> Option<&'static str> {
        if self.std_name(id).is_some() {
            return args.iter().find_map(|arg| test(self, *arg, depth + 1));
        }
        let world = self.world;
        if world.vouched.contains(&Head::Adt(id)) {
            return None;
        }
        let adt = world.adt(id);
        let variants = adt.variants.iter().flat_map(|(_, fields)| fields);
        for (_, sig) in adt.fields.iter().chain(variants) {
            let ty = self.instantiate(sig, args);
            if let Some(found) = test(self, ty, depth + 1) {
                return Some(found);
            }
        }
        None
    }
}

/// The steps up to the last through the program's own `Deref`, if there is one.
fn up_to_own(mut steps: Vec<Step>) -> Option<Vec<Step>> {
    let last = steps.iter().rposition(|step| *step == Step::Own)?;
    steps.truncate(last + 1);
    Some(steps)
}

/// A variable in scope.
pub(super) struct Local {
    pub(super) name: String,
    pub(super) ty: Ty,
    /// Where it is declared; const parameters are nowhere.
    pub(super) at: Option<u32>,
}

impl Local {
    pub(super) fn nowhere(name: String, ty: Ty) -> Self {
        Self { name, ty, at: None }
    }
}

/// A declaration, with what is known of it before the body has been inferred.
pub(super) struct Declared {
    at: u32,
    name: String,
    ty: Ty,
    is_mut: bool,
    is_sure: bool,
}

impl Infer<'_, '_> {
    /// Declares a variable.
    pub(super) fn declare(&mut self, ident: &syn::Ident, is_mut: bool, ty: Ty) {
        let at = super::anchor::offset(ident.span());
        let name = ident.to_string();
        self.variables.push(Declared {
            at,
            name: name.clone(),
            ty,
            is_mut,
            is_sure: !self.binds_unsurely,
        });
        self.locals.push(Local {
            name,
            ty,
            at: Some(at),
        });
    }

    /// Whether a value is, or is made of, a variable of which it is not sure whether it is a reference.
    pub(super) fn hands_on_unsure(&self, expr: &syn::Expr) -> bool {
        use syn::Expr;
        match expr {
            Expr::Path(path) => path.path.get_ident().is_some_and(|name| {
                let mut known = self.variables.iter().rev();
                let found = known.find(|declared| *name == declared.name);
                found.is_some_and(|declared| !declared.is_sure)
            }),
            Expr::Tuple(tuple) => tuple.elems.iter().any(|part| self.hands_on_unsure(part)),
            Expr::Call(call) => call.args.iter().any(|arg| self.hands_on_unsure(arg)),
            Expr::Paren(inner) => self.hands_on_unsure(&inner.expr),
            Expr::Unsafe(of) => self.ends_in_unsure(&of.block),
            Expr::Block(of) => self.ends_in_unsure(&of.block),
            _ => false,
        }
    }

    fn ends_in_unsure(&self, block: &syn::Block) -> bool {
        match block.stmts.last() {
            Some(syn::Stmt::Expr(last, None)) => self.hands_on_unsure(last),
            _ => false,
        }
    }

    /// The type of a variable by name, without noting a use.
    pub(super) fn local(&self, name: &str) -> Option<Ty> {
        let mut locals = self.locals.iter().rev();
        locals
            .find(|local| local.name == name)
            .map(|local| local.ty)
    }
}
