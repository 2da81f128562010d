//! Bodies that mean something else for each set of type arguments: `T::new()`, `N` as a value, `parse()` into a `T`.
//!
//! A body *needs* its type arguments when it says so itself, or when it calls what needs them with types of its own
//! parameters. Such a body is inferred and lowered anew for each set of arguments; all others exist once.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, Map, Set, TypeTag};
use proc_macro2::{TokenStream, TokenTree};
use syn::Expr;

use super::base::Head;
use super::body::Infer;
use super::call::ASKED;
use super::output::Inferred;
use super::sig::{AdtId, FnSig, Sig};
use super::ty::{Node, Ty, VarKind, children};
use super::world::{Body, Job, World};
use crate::walk::{self, Visit};

/// Calls whose result's type decides what they do, all of it.
const DECIDED: &[&str] = &[
    "default",
    "downcast",
    "downcast_mut",
    "downcast_ref",
    "from",
    "from_fn",
    "from_str",
    "get_or_insert_default",
    "into",
    "is",
    "or_default",
    "parse",
    "product",
    "sum",
    "try_from",
    "try_into",
    "unwrap_or_default",
];
/// Calls of which only the outermost part of the result's type decides.
const COLLECTING: &[&str] = &["collect", "from_iter", "partition", "unzip"];
/// Type arguments inside type arguments beyond which nothing is asked.
const MAX_DEPTH: u32 = 12;

/// A use of one of the program's functions or constants, with its type arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Where its name stands in its declaration.
    pub at: u32,
    args: Vec<Sig>,
}

impl Target {
    /// Whether no argument is a type parameter of the body around the use.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.args.iter().any(says_parameter)
    }

    /// The same for equal targets only.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}{:?}", self.at, self.args)
    }
}

/// What a const parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamValue {
    Int(IntKind, i128),
    Bool(bool),
    Char(char),
}

/// What one set of type arguments makes of a body.
#[derive(Debug)]
pub struct Instance {
    /// Everything that is inferred in it.
    pub inferred: Inferred,
    /// Its type parameters.
    pub types: Vec<(String, TypeHint)>,
    /// Its const parameters.
    pub values: Vec<(String, ParamValue)>,
    /// `Self`.
    pub self_hint: TypeHint,
}

/// Inference that can be asked again, about one instance of a body.
pub struct Inference<'a> {
    world: World<'a>,
    needs: Set<u32>,
    jobs: Map<u32, usize>,
    /// What is known of literals outside of bodies.
    lengths: Inferred,
}

impl<'a> Inference<'a> {
    pub(super) fn new(world: World<'a>, needs: Set<u32>, lengths: Inferred) -> Self {
        let jobs = world.jobs.iter().enumerate();
        let jobs = jobs.map(|(index, job)| (job.at, index)).collect();
        Self {
            world,
            needs,
            jobs,
            lengths,
        }
    }

    /// Whether what is declared at `at` needs its type arguments.
    #[must_use]
    pub fn needs(&self, at: u32) -> bool {
        self.needs.contains(&at)
    }

    /// The function `name` that the program gives the type that `hint` says.
    #[must_use]
    pub fn function_of(&self, hint: &TypeHint, name: &str) -> Option<Target> {
        let own = self.signature(hint);
        let head = Head::of_sig(&own)?;
        let [sig] = self.world.base.of(head, name) else {
            return None;
        };
        let mut with = vec![Sig::Unknown; usize::from(sig.generics)];
        read_arguments(sig.self_ty.as_ref()?, &own, &mut with);
        let args = sig.body.iter().map(|sig| sig.substitute(&with)).collect();
        Some(Target { at: sig.at, args })
    }

    /// The struct of the program that `hint` says, with its type arguments.
    #[must_use]
    pub fn type_of(&self, hint: &TypeHint) -> Option<Target> {
        let Sig::Adt(id, args) = self.signature(hint) else {
            return None;
        };
        let adt = self.world.adt(id);
        (adt.at != 0 && adt.variants.is_empty()).then_some(Target { at: adt.at, args })
    }

    /// The method declared at `at` of the struct `of` with its type arguments.
    #[must_use]
    pub fn method_of(&self, of: &Target, at: u32) -> Option<Target> {
        let std = self.world.scopes.std.base.adts.len();
        let mut adts = self.world.base.adts.iter();
        let id = AdtId((std + adts.position(|adt| adt.at == of.at)?) as u32);
        let named = self.world.base.methods.get(&Head::Adt(id))?;
        let mut sigs = named.values().flatten();
        let sig = sigs.find(|sig| sig.at == at)?;
        let own = Sig::Adt(id, of.args.clone());
        let mut with = vec![Sig::Unknown; usize::from(sig.generics)];
        // An `impl` for references to it is for the same type here.
        let this = match sig.self_ty.as_ref()? {
            Sig::Ref(_, to) => to,
            this => this,
        };
        read_arguments(this, &own, &mut with);
        let args = sig.body.iter().map(|sig| sig.substitute(&with)).collect();
        Some(Target { at, args })
    }

    fn signature(&self, hint: &TypeHint) -> Sig {
        let all = |hints: &[TypeHint]| hints.iter().map(|hint| self.signature(hint)).collect();
        match hint {
            TypeHint::Unknown => Sig::Unknown,
            TypeHint::Number(value) => Sig::Number(*value),
            TypeHint::Tuple(parts) => Sig::Tuple(all(parts)),
            TypeHint::Named(TypeTag::ARRAY, args) if args.len() == 2 => Sig::Array(
                Box::new(self.signature(&args[0])),
                Box::new(self.signature(&args[1])),
            ),
            TypeHint::Named(tag, args) => {
                let name = TypeTag::BUILTIN_NAMES.get(usize::from(tag.0));
                let std = &self.world.scopes.std.base.adts;
                let count = (std.len() + self.world.base.adts.len()) as u32;
                let mut all_adts = (0..count).map(AdtId);
                match name.and_then(|name| Sig::primitive(name)) {
                    Some(primitive) => primitive,
                    None => match all_adts.find(|id| self.world.tag(*id) == Some(*tag)) {
                        Some(id) => Sig::Adt(id, all(args)),
                        None => Sig::Unknown,
                    },
                }
            }
        }
    }

    /// The instance of the body that `target` means. `tags` is as for [`infer`](super::infer).
    pub fn instance(&mut self, target: &Target, tags: &Map<u32, TypeTag>) -> Option<Instance> {
        for adt in &mut self.world.base.adts {
            adt.tag = tags.get(&adt.at).copied();
        }
        let job = &self.world.jobs[*self.jobs.get(&target.at)?];
        let mut infer = Infer::run(&self.world, job, &target.args);
        let mut instance = Instance {
            inferred: self.lengths.clone(),
            types: Vec::new(),
            values: Vec::new(),
            self_hint: TypeHint::Unknown,
        };
        for (name, index) in &job.context.params {
            let Some(ty) = infer.rigid.get(usize::from(*index)).copied() else {
                continue;
            };
            match infer.hint(ty, 0) {
                TypeHint::Number(value) => {
                    let declared = job.consts.iter().find(|(known, _)| known == name);
                    let value = param_value(declared.map(|(_, sig)| sig), value);
                    instance.values.push((name.clone(), value));
                }
                hint => instance.types.push((name.clone(), hint)),
            }
        }
        if let Some(own) = &job.context.self_sig {
            let own = infer.own(own);
            instance.self_hint = infer.hint(own, 0);
        }
        infer.finish(&mut instance.inferred);
        Some(instance)
    }
}

fn param_value(declared: Option<&Sig>, value: i128) -> ParamValue {
    match declared {
        Some(Sig::Bool) => ParamValue::Bool(value != 0),
        Some(Sig::Char) => {
            let char = u32::try_from(value).ok().and_then(char::from_u32);
            ParamValue::Char(char.unwrap_or_default())
        }
        Some(Sig::Int(kind)) => ParamValue::Int(*kind, value),
        _ => ParamValue::Int(IntKind::Usize, value),
    }
}

/// Which bodies need their type arguments, while bodies are being inferred.
#[derive(Default)]
pub(super) struct Needs {
    found: Set<u32>,
    /// Who uses what with types of its own parameters.
    uses: Vec<(u32, u32)>,
}

impl Needs {
    /// Notes what the body of `job` says.
    pub(super) fn note(&mut self, job: &Job<'_>, infer: &mut Infer<'_, '_>) {
        if job.context.generics == 0 {
            return;
        }
        if infer.is_decided_by_parameters() || says_own_parameter(job) {
            self.found.insert(job.at);
        }
        for (_, at, types) in &infer.calls.clone() {
            if types.iter().any(|ty| infer.mentions_parameter(*ty, 0)) {
                self.uses.push((job.at, *at));
            }
        }
    }

    /// All that need them: also who uses such things, traits' declarations that such things implement, and structs
    /// with methods of traits that need them.
    pub(super) fn closed(mut self, world: &World<'_>) -> Set<u32> {
        loop {
            let before = self.found.len();
            for (declared, by) in world.implementing.iter() {
                if by.iter().any(|at| self.found.contains(at)) {
                    self.found.insert(*declared);
                }
            }
            for (method, adt) in &world.of_traits {
                if self.found.contains(method) {
                    self.found.insert(*adt);
                }
            }
            for (user, used) in &self.uses {
                if self.found.contains(used) {
                    self.found.insert(*user);
                }
            }
            if self.found.len() == before {
                return self.found;
            }
        }
    }
}

impl Infer<'_, '_> {
    /// Notes a use of one of the program's functions or constants, at `used`.
    pub(super) fn note_call(&mut self, used: u32, sig: &FnSig, with: &[Ty]) {
        self.note_callee(used, sig);
        if !sig.body.is_empty() {
            let types = self.instantiate_all(&sig.body, with);
            self.calls.push((used, sig.at, types));
            self.await_arguments(used, sig, with);
        }
    }

    /// Notes that a struct of the program is made at `used`: its methods may need its type arguments.
    pub(super) fn note_made(&mut self, used: u32, own: Ty) {
        if let Node::Adt(id, args) = self.table.node(own) {
            let adt = self.world.adt(id);
            if adt.at != 0 && adt.variants.is_empty() && !args.is_empty() {
                self.calls.push((used, adt.at, args.to_vec()));
            }
        }
    }

    /// Notes a method call whose result's type decides what it does.
    pub(super) fn note_decided(&mut self, name: &str, ret: Ty, turbofish: &[Ty]) {
        let is_deep = DECIDED.contains(&name);
        if is_deep || COLLECTING.contains(&name) {
            self.decided.push((ret, is_deep));
            let written = turbofish.iter().map(|ty| (*ty, is_deep));
            self.decided.extend(written);
        }
    }

    /// The same for a call of the function that a path names.
    pub(super) fn note_decided_path(&mut self, callee: &Expr, ty: Ty) {
        let Expr::Path(path) = callee else {
            return;
        };
        let Some(last) = path.path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        if let Node::Fn(_, _, ret) = self.table.node(ty) {
            self.note_decided(&name, ret, &[]);
        }
        // `TypeId::of`, and what is asked about types.
        if name == "of" {
            let written = self.written_arguments(&last.arguments);
            let written = written.into_iter().map(|ty| (ty, true));
            self.decided.extend(written);
        }
        if let Some((_, ty, _)) = self.asked.last().filter(|_| ASKED.contains(&name.as_str())) {
            self.decided.push((*ty, true));
        }
    }

    fn is_decided_by_parameters(&mut self) -> bool {
        let decided = std::mem::take(&mut self.decided);
        let mut decided = decided.into_iter();
        decided.any(|(ty, is_deep)| match is_deep {
            true => self.mentions_parameter(ty, 0),
            false => self.is_parameter(ty, 0),
        })
    }

    fn mentions_parameter(&mut self, ty: Ty, depth: u32) -> bool {
        match self.table.node(ty) {
            _ if depth > MAX_DEPTH => false,
            Node::Param(_) => true,
            node => children(&node).any(|child| self.mentions_parameter(child, depth + 1)),
        }
    }

    /// A type parameter, perhaps inside of `Option` or `Result`.
    fn is_parameter(&mut self, ty: Ty, depth: u32) -> bool {
        let std = self.world.scopes.std;
        match self.table.node(ty) {
            Node::Param(_) => true,
            Node::Adt(id, args) if depth < MAX_DEPTH && (id == std.option || id == std.result) => {
                let first = args.first().copied();
                first.is_some_and(|inner| self.is_parameter(inner, depth + 1))
            }
            _ => false,
        }
    }

    /// What was noted of calls, with the types as they came out.
    pub(super) fn targets(&mut self) -> Vec<(u32, Target)> {
        let calls = std::mem::take(&mut self.calls);
        let targets = calls.into_iter().map(|(used, at, types)| {
            let args = types.iter().map(|ty| self.closed(*ty, 0)).collect();
            (used, Target { at, args })
        });
        targets.collect()
    }

    fn closed_all(&mut self, types: &[Ty], depth: u32) -> Vec<Sig> {
        types.iter().map(|ty| self.closed(*ty, depth + 1)).collect()
    }

    fn closed_box(&mut self, ty: Ty, depth: u32) -> Box<Sig> {
        Box::new(self.closed(ty, depth + 1))
    }

    /// A type as a signature.
    fn closed(&mut self, ty: Ty, depth: u32) -> Sig {
        if depth > MAX_DEPTH {
            return Sig::Unknown;
        }
        match self.table.node(ty) {
            Node::Var {
                kind: VarKind::Int,
                tainted: false,
            } => Sig::Int(IntKind::I32),
            Node::Var {
                kind: VarKind::Float,
                ..
            } => Sig::F64,
            Node::Var { .. } | Node::Link(_) | Node::Unknown => Sig::Unknown,
            Node::Never => Sig::Never,
            Node::Int(kind) => Sig::Int(kind),
            Node::F32 => Sig::F32,
            Node::F64 => Sig::F64,
            Node::Bool => Sig::Bool,
            Node::Char => Sig::Char,
            Node::Str => Sig::Str,
            Node::Number(value) => Sig::Number(value),
            Node::Param(index) => Sig::Param(index),
            Node::Ref(mutable, to) => Sig::Ref(mutable, self.closed_box(to, depth)),
            Node::Ptr(to) => Sig::Ptr(self.closed_box(to, depth)),
            Node::Slice(of) => Sig::Slice(self.closed_box(of, depth)),
            Node::Array(of, len) => {
                Sig::Array(self.closed_box(of, depth), self.closed_box(len, depth))
            }
            Node::Tuple(parts) => Sig::Tuple(self.closed_all(&parts, depth)),
            Node::Adt(id, args) => Sig::Adt(id, self.closed_all(&args, depth)),
            Node::Object(id, args) => Sig::Object(id, self.closed_all(&args, depth)),
            Node::Fn(once, params, ret) => {
                let params = self.closed_all(&params, depth);
                Sig::Fn(once, params, self.closed_box(ret, depth))
            }
        }
    }
}

/// Reads off `own` what the parameters in `sig` stand for.
fn read_arguments(sig: &Sig, own: &Sig, with: &mut [Sig]) {
    match (sig, own) {
        (Sig::Param(index), own) => {
            if let Some(known) = with.get_mut(usize::from(*index)) {
                *known = own.clone();
            }
        }
        (Sig::Ref(_, x), Sig::Ref(_, y))
        | (Sig::Ptr(x), Sig::Ptr(y))
        | (Sig::Slice(x), Sig::Slice(y)) => read_arguments(x, y, with),
        (Sig::Array(x, m), Sig::Array(y, n)) => {
            read_arguments(x, y, with);
            read_arguments(m, n, with);
        }
        (Sig::Tuple(xs), Sig::Tuple(ys)) | (Sig::Adt(_, xs), Sig::Adt(_, ys)) => {
            for (x, y) in xs.iter().zip(ys) {
                read_arguments(x, y, with);
            }
        }
        _ => {}
    }
}

fn says_parameter(sig: &Sig) -> bool {
    match sig {
        Sig::Param(_) => true,
        Sig::Ref(_, to) | Sig::Ptr(to) | Sig::Slice(to) => says_parameter(to),
        Sig::Array(of, len) => says_parameter(of) || says_parameter(len),
        Sig::Tuple(parts) | Sig::Adt(_, parts) | Sig::Object(_, parts) => {
            parts.iter().any(says_parameter)
        }
        Sig::Fn(_, params, ret) => params.iter().any(says_parameter) || says_parameter(ret),
        _ => false,
    }
}

/// Whether a body says `T::…` of a type parameter, or names a const parameter. `Self` is what each type makes of it.
fn says_own_parameter(job: &Job<'_>) -> bool {
    let params = job.context.params.iter();
    let names = params.map(|(name, _)| name.as_str());
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty() && *name != "Self")
        .collect();
    let mut search = Says {
        names: &names,
        depth: 0,
        found: false,
    };
    match job.body {
        Body::Block(block) => search.visit_block(block),
        Body::Expr(expr) => search.visit_expr(expr),
    }
    search.found
}

struct Says<'n> {
    names: &'n [&'n str],
    depth: usize,
    found: bool,
}

impl Says<'_> {
    fn is_name(&self, ident: &proc_macro2::Ident) -> bool {
        self.names.iter().any(|name| ident == name)
    }

    /// Macro arguments are tokens; a text may name a const parameter in braces.
    fn tokens(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => self.is_name(&ident),
            TokenTree::Group(group) => self.tokens(group.stream()),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let mut names = self.names.iter();
                names.any(|name| text.contains(&format!("{{{name}")))
            }
            TokenTree::Punct(_) => false,
        })
    }
}

impl<'a> Visit<'a> for Says<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Path(path) = expr {
            let first = path.path.segments.first();
            let starts = first.is_some_and(|first| self.is_name(&first.ident));
            let of = path.qself.as_ref().map(|qself| &*qself.ty);
            let is_of = |of: &syn::Type| matches!(of, syn::Type::Path(of) if of.path.segments.first().is_some_and(|first| self.is_name(&first.ident)));
            self.found |= starts || of.is_some_and(is_of);
        }
        if self.depth < super::MAX_DEPTH && !self.found {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.found |= self.tokens(mac.tokens.clone());
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}
