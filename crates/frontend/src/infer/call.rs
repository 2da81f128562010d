//! Calls of functions and methods, and operators of the program's own types.

use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::anchor::{anchor, offset};
use super::base::Head;
use super::body::Infer;
use super::bounds::Asked;
use super::facts::Step;
use super::kind::Reach;
use super::operands::Act;
use super::scope::{Def, Space, strings};
use super::sig::{Bound, FnSig, Receiver, Sig, TraitId};
use super::ty::{Node, Table, Ty};

/// Functions of std whose answer is about a type.
pub const ASKED: &[&str] = &[
    "align_of",
    "align_of_val",
    "of",
    "size_of",
    "size_of_val",
    "type_name",
    "type_name_of_val",
];

/// Methods of one name that a receiver has.
pub(super) struct Candidates<'w> {
    sigs: &'w [FnSig],
    /// The type in the receiver's auto-deref chain that has them.
    this: Ty,
    /// The type in the chain at which they were found.
    at: Ty,
    /// What is between the receiver and it.
    reach: Reach,
    /// Arguments of the trait, after `Self`.
    trait_args: Vec<Ty>,
    /// Steps of auto-deref to `at`.
    steps: Vec<Step>,
}

impl<'w> Infer<'w, '_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall, want: Option<Ty>) -> Ty {
        let callee = self.expr(&call.func, None);
        self.note_decided_path(&call.func, callee);
        self.callees.push((anchor(&call.func), callee));
        self.note_spawn(offset(call.paren_token.span.open()), &call.func);
        let Some((params, ret)) = self.callable(callee) else {
            if self.is_plainly_typed(&call.func) {
                self.note_operand(crate::spans::expr(&call.func), callee, Act::Call);
            }
            self.arguments(&call.args, &[], true);
            return Table::UNKNOWN;
        };
        self.expect(ret, want);
        if let (Expr::Path(path), Node::Fn(..)) = (&*call.func, self.table.node(callee))
            && path
                .path
                .get_ident()
                .is_some_and(|name| self.local(&name.to_string()).is_some())
        {
            let at = crate::spans::expr(&call.func);
            self.want_count("E0057", at, params.len(), call.args.len());
        }
        let is_own = self.is_own_callee(&call.func);
        if let Expr::Path(path) = &*call.func
            && let Some(last) = path.path.segments.last()
        {
            self.ask_arguments(offset(last.ident.span()), &call.args);
        }
        self.arguments(&call.args, &params, !is_own);
        ret
    }

    /// Whether a callee is a function or constructor of the program.
    fn is_own_callee(&self, callee: &Expr) -> bool {
        let Expr::Path(path) = callee else {
            return false;
        };
        let segments = strings(&path.path);
        if segments.len() == 1 && self.local(&segments[0]).is_some() {
            return false;
        }
        let (def, _) = self.scopes().resolve(self.module, &segments, Space::Value);
        segments[0] == "Self" || matches!(def, Def::Fn(_) | Def::Variant(..) | Def::Adt(_))
    }

    /// Whether the method of a type is the program's.
    fn is_own_method(&mut self, at: Ty, name: &str) -> bool {
        let world = self.world;
        let mut heads = self.heads(at).into_iter();
        matches!(self.table.node(at), Node::Param(_) | Node::Object(..))
            || heads.any(|head| !world.base.of(head, name).is_empty())
    }

    /// Lets what is wanted of a call decide its type parameters before its arguments are looked at.
    fn expect(&mut self, ret: Ty, want: Option<Ty>) {
        let Some(want) = want else {
            return;
        };
        if let (Node::Adt(x, _), Node::Adt(y, _)) = (self.table.node(ret), self.table.node(want))
            && x == y
        {
            self.table.unify(ret, want);
        }
    }

    /// Infers arguments against the parameters' types: closures last, when the others are known.
    fn arguments(&mut self, args: &Punctuated<Expr, Token![,]>, params: &[Ty], is_std: bool) {
        let is_closure = |arg: &Expr| matches!(arg, Expr::Closure(_));
        let fits = args.len() == params.len();
        let param = |index: usize| params.get(index).copied().filter(|_| fits);
        for (index, arg) in args.iter().enumerate().filter(|(_, arg)| !is_closure(arg)) {
            let found = self.expr(arg, param(index));
            if let Some(param) = param(index) {
                match is_std {
                    true => self.want_plainly(arg, param),
                    false => self.want(arg, param),
                }
            }
            self.coerce_value(arg, found, param(index).unwrap_or(Table::UNKNOWN));
        }
        self.solve();
        for (index, arg) in args.iter().enumerate().filter(|(_, arg)| is_closure(arg)) {
            let found = self.expr(arg, param(index));
            self.coerce(found, param(index).unwrap_or(Table::UNKNOWN));
        }
        self.solve();
    }

    /// Parameters and result of something callable, looked at through pointers.
    pub(super) fn callable(&mut self, ty: Ty) -> Option<(Vec<Ty>, Ty)> {
        let mut ty = ty;
        for _ in 0..8 {
            match self.table.node(ty) {
                Node::Fn(_, params, ret) => return Some((params.to_vec(), ret)),
                Node::Param(index) => {
                    let (_, params, ret) = self.fn_bound(index)?;
                    let params = params.iter().map(|sig| self.own(sig)).collect();
                    return Some((params, self.own(ret)));
                }
                _ => ty = self.deref(ty)?,
            }
        }
        None
    }

    fn fn_bound(&self, index: u16) -> Option<(bool, &'w [Sig], &'w Sig)> {
        self.context
            .bounds
            .iter()
            .find_map(|(of, bound)| match bound {
                Bound::Fn(once, params, ret) if *of == index => {
                    Some((*once, params.as_slice(), ret))
                }
                _ => None,
            })
    }

    /// Whether something callable can be called only once.
    pub(super) fn is_once(&mut self, ty: Ty) -> bool {
        let mut ty = ty;
        for _ in 0..8 {
            match self.table.node(ty) {
                Node::Fn(once, ..) => return once,
                Node::Param(index) => return self.fn_bound(index).is_some_and(|(once, ..)| once),
                _ => match self.deref(ty) {
                    Some(next) => ty = next,
                    None => return false,
                },
            }
        }
        false
    }

    /// Type arguments for a function: `this` decides those of its type, `turbofish` the first of its own.
    pub(super) fn open(&mut self, sig: &FnSig, this: Option<Ty>, turbofish: &[Ty]) -> Vec<Ty> {
        let with: Vec<Ty> = (0..sig.generics).map(|_| self.table.fresh()).collect();
        if let (Some(this), Some(own)) = (this, &sig.self_ty) {
            let own = self.instantiate(own, &with);
            self.table.unify(own, this);
        }
        for (ty, written) in with.iter().skip(usize::from(sig.own)).zip(turbofish) {
            self.table.unify(*ty, *written);
        }
        for (index, bound) in &sig.bounds {
            self.satisfy(usize::from(*index), bound, &with);
        }
        with
    }

    fn satisfy(&mut self, index: usize, bound: &Bound, with: &[Ty]) {
        let Some(of) = with.get(index).copied() else {
            return;
        };
        match bound {
            Bound::Fn(once, params, ret) => {
                let params = self.instantiate_all(params, with);
                let ret = self.instantiate(ret, with);
                let function = self.table.add(Node::Fn(*once, params.into(), ret));
                self.table.unify(of, function);
            }
            Bound::Iterator(item) | Bound::IntoIterator(item) if *item != Sig::Unknown => {
                let item = self.instantiate(item, with);
                self.require_item(of, item);
            }
            Bound::Future(output) if *output != Sig::Unknown => {
                let output = self.instantiate(output, with);
                let given = self.project(of, "Output", Vec::new());
                self.table.unify(given, output);
            }
            Bound::Range(end) => {
                let end = self.instantiate(end, with);
                self.require_range(of, end);
            }
            _ => {}
        }
    }

    /// A function as a value: its receiver is the first parameter. Constants and unit variants of std's table
    /// are their value.
    pub(super) fn function_value(
        &mut self,
        sig: &FnSig,
        name: &str,
        this: Option<Ty>,
        turbofish: &[Ty],
        at: u32,
    ) -> Ty {
        let with = self.open(sig, this, turbofish);
        self.note_call(at, sig, &with);
        if sig.body.is_empty()
            && ASKED.contains(&name)
            && let Some(ty) = with.get(usize::from(sig.own))
        {
            self.asked.push((at, *ty, !turbofish.is_empty()));
        }
        let ret = self.instantiate(&sig.ret, &with);
        let takes_nothing = sig.params.is_empty() && sig.receiver == Receiver::None;
        if takes_nothing && name.starts_with(char::is_uppercase) {
            return ret;
        }
        let mut params = Vec::new();
        let own = sig.self_ty.as_ref().map(|own| self.instantiate(own, &with));
        match (sig.receiver, own) {
            (Receiver::None, _) | (_, None) => {}
            (Receiver::Value | Receiver::Pointer, Some(own)) => params.push(own),
            (kind, Some(own)) => {
                let mutable = kind == Receiver::RefMut;
                params.push(self.table.add(Node::Ref(mutable, own)));
            }
        }
        params.extend(self.instantiate_all(&sig.params, &with));
        self.table.add(Node::Fn(false, params.into(), ret))
    }

    /// Iterators' own comparisons go before those that every type has by reference: `receiver` as std's iterator when it
    /// is one and `name` is one of these.
    fn compared_iterator(&mut self, receiver: Ty, name: &str) -> Option<Ty> {
        const COMPARING: &[&str] = &["cmp", "eq", "ge", "gt", "le", "lt", "ne", "partial_cmp"];
        let is_value = matches!(self.table.node(receiver), Node::Adt(..) | Node::Param(_));
        if !is_value || !COMPARING.contains(&name) || self.deref(receiver).is_some() {
            return None;
        }
        let item = self.item(receiver)?;
        Some(self.adt(self.world.scopes.std.iter, &[item]))
    }

    /// Whether it is a future's `poll`, which only what is pinned has.
    fn takes_pin(&self, sig: &FnSig) -> bool {
        let future = self.world.scopes.std.future;
        let is_of_future = matches!(&sig.self_ty, Some(Sig::Adt(id, _)) if *id == future);
        is_of_future || sig.receiver == Receiver::Pointer
    }

    /// Whether `to_owned` clones: what implements `Clone` has no other, unless the program says so.
    fn is_owned_by_cloning(&mut self, receiver: Ty) -> bool {
        let peeled = self.table.peel(receiver);
        let Node::Adt(id, _) = self.table.node(peeled) else {
            return false;
        };
        let own = self.world.base.of(Head::Adt(id), "to_owned");
        own.is_empty() && !matches!(self.std_name(id), Some("String" | "Vec"))
    }

    pub(super) fn method_call(&mut self, call: &syn::ExprMethodCall, want: Option<Ty>) -> Ty {
        let mut receiver = self.expr(&call.receiver, None);
        self.solve();
        self.receivers.push((anchor(&call.receiver), receiver));
        let mut name = call.method.to_string();
        if name == "to_owned" && call.args.is_empty() && self.is_owned_by_cloning(receiver) {
            self.facts.cloned.insert(offset(call.method.span()));
            "clone".clone_into(&mut name);
        }
        if call.args.len() == 1
            && let Some(iter) = self.compared_iterator(receiver, &name)
        {
            self.facts.iter_orders.insert(offset(call.method.span()));
            receiver = iter;
        }
        if name == "into_iter"
            && let Some(item) = self.item_by_value(receiver)
        {
            if !matches!(self.table.node(receiver), Node::Ref(..)) {
                let method = offset(call.method.span());
                self.facts.takes.insert(method, super::facts::Takes::Value);
            }
            return self.adt(self.world.scopes.std.iter, &[item]);
        }
        if let ("get" | "get_mut", Some(range)) = (name.as_str(), call.args.first())
            && is_range(range)
        {
            let range = self.expr(range, None);
            let part = self.indexed_by(receiver, range);
            let part = self.table.reference(part);
            return self.adt(self.world.scopes.std.option, &[part]);
        }
        let turbofish: Vec<Ty> = match &call.turbofish {
            Some(args) => self.written_generics(args),
            None => Vec::new(),
        };
        let Some(mut found) = self.method(receiver, &name) else {
            return self.unknown_method(call, receiver);
        };
        if name == "clone" && call.args.is_empty() {
            let at = crate::spans::of(call.method.span());
            self.note_operand(at, receiver, Act::Clone);
        }
        let steps = std::mem::take(&mut found.steps);
        self.note_steps(&call.receiver, steps);
        let method = offset(call.method.span());
        found.sigs = self.of_bound(method, &name, found.sigs);
        let sig = match self.twin(found.sigs, found.this, method) {
            Some(one) => one,
            None => return self.overloaded(call, found.sigs, found.at),
        };
        if sig.is_inherent && crate::impls::OF_CONTENT.contains(&name.as_str()) {
            self.facts.inherent.insert(method);
        }
        self.note_of_trait(method, found.at, sig);
        self.note_takes(method, sig, receiver, (found.at, found.reach));
        self.note_spawn_method(method, &name, found.at);
        if name == "poll" && call.args.len() == 1 && self.takes_pin(sig) {
            let at = crate::spans::of(call.method.span());
            self.ask(at, receiver, Asked::Pinned);
        }
        let at = crate::spans::of(call.method.span());
        self.want_count("E0061", at, sig.params.len(), call.args.len());
        let with = self.open(sig, Some(found.this), &turbofish);
        for (ty, known) in with.iter().skip(1).zip(&found.trait_args) {
            self.table.unify(*ty, *known);
        }
        let params = self.instantiate_all(&sig.params, &with);
        let ret = match name.as_str() {
            "transpose" => self.transposed(found.this),
            "into" => match self.bound_into(found.at) {
                Some(to) => to,
                None => self.instantiate(&sig.ret, &with),
            },
            _ => self.instantiate(&sig.ret, &with),
        };
        if name == "into" {
            self.require_made(found.this, ret);
        }
        self.note_call(method, sig, &with);
        self.note_decided(&name, ret, &turbofish);
        self.ask_arguments(method, &call.args);
        self.expect(ret, want);
        let is_own = self.is_own_method(found.at, &name);
        self.arguments(&call.args, &params, !is_own);
        ret
    }

    /// Those of `sigs` that a call at `method` means: in an instance what the bounds of the generic text say.
    fn of_bound(&self, method: u32, name: &str, sigs: &'w [FnSig]) -> &'w [FnSig] {
        let world = self.world;
        let Some(declared) = world.of_bounds.get(&method) else {
            return sigs;
        };
        let declares = |sig: &FnSig| {
            let of = sig.of_trait.and_then(|id| world.traits.get(id.0 as usize));
            let method = of.and_then(|of| of.methods.get(name));
            method.is_some_and(|method| method.at == *declared)
        };
        match sigs.iter().position(declares) {
            Some(index) if !sigs[index + 1..].iter().any(declares) => &sigs[index..=index],
            _ => sigs,
        }
    }

    /// `Option<Result<T, E>>` from `Result<Option<T>, E>` and the other way round.
    fn transposed(&mut self, ty: Ty) -> Ty {
        let std = self.world.scopes.std;
        let (option, result) = (std.option, std.result);
        let Node::Adt(outer, args) = self.table.node(ty) else {
            return Table::UNKNOWN;
        };
        let inner = args.first().map(|inner| self.table.node(*inner));
        match (inner, args.get(1)) {
            (Some(Node::Adt(of, parts)), None) if outer == option && of == result => {
                let held = self.adt(option, &parts[..1]);
                self.adt(result, &[held, parts[1]])
            }
            (Some(Node::Adt(of, parts)), Some(error)) if outer == result && of == option => {
                let held = self.adt(result, &[parts[0], *error]);
                self.adt(option, &[held])
            }
            _ => Table::UNKNOWN,
        }
    }

    fn unknown_method(&mut self, call: &syn::ExprMethodCall, receiver: Ty) -> Ty {
        self.table.taint(receiver);
        self.arguments(&call.args, &[], true);
        self.made_of_unknown(call).unwrap_or(Table::UNKNOWN)
    }

    /// What std's `parse`, `collect` and the like make of a receiver that is not known: what is wanted of them.
    fn made_of_unknown(&mut self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let name = call.method.to_string();
        let is_fallible = matches!(name.as_str(), "parse" | "try_into");
        let is_plain = matches!(name.as_str(), "collect" | "into" | "product" | "sum");
        if !call.args.is_empty() || !(is_fallible || is_plain) || self.world.has_function(&name) {
            return None;
        }
        let turbofish = match &call.turbofish {
            Some(args) => self.written_generics(args),
            None => Vec::new(),
        };
        let made = match turbofish.first() {
            Some(written) => *written,
            None => self.table.fresh(),
        };
        let ret = match is_fallible {
            true => self.adt(self.world.scopes.std.result, &[made, Table::UNKNOWN]),
            false => made,
        };
        self.note_decided(&name, ret, &turbofish);
        Some(ret)
    }

    /// A call of one of several methods: arguments come first and choose, without help from a signature.
    fn overloaded(&mut self, call: &syn::ExprMethodCall, sigs: &'w [FnSig], this: Ty) -> Ty {
        let found: Vec<Ty> = call.args.iter().map(|arg| self.expr(arg, None)).collect();
        let chosen = match found.first() {
            Some(first) => self.overload_for(sigs.iter(), *first),
            None => sigs.first(),
        };
        let Some(sig) = chosen else {
            found.iter().for_each(|ty| self.table.taint(*ty));
            return Table::UNKNOWN;
        };
        let with = self.open(sig, Some(this), &[]);
        for (found, param) in found.iter().zip(&sig.params) {
            let param = self.instantiate(param, &with);
            self.coerce(*found, param);
        }
        self.instantiate(&sig.ret, &with)
    }

    /// The one whose first parameter fits an argument of type `first`.
    fn overload_for(
        &mut self,
        mut sigs: impl Iterator<Item = &'w FnSig>,
        first: Ty,
    ) -> Option<&'w FnSig> {
        let peeled = self.table.peel(first);
        let heads = self.heads(peeled);
        let fits = |sig: &&FnSig| {
            let head = sig.params.first().and_then(Head::of_sig);
            head.is_none_or(|head| heads.contains(&head))
        };
        sigs.find(fits)
    }

    /// The methods called `name` of the first type in the auto-deref chain of `receiver` that has any.
    pub(super) fn method(&mut self, receiver: Ty, name: &str) -> Option<Candidates<'w>> {
        let (mut ty, mut reach) = (receiver, Reach::Owner);
        let mut steps = Vec::new();
        for _ in 0..12 {
            if let Some(found) = self.own_method(ty, name) {
                return Some(Candidates {
                    reach,
                    steps,
                    ..found
                });
            }
            reach = self.step(ty, reach);
            steps.push(self.step_of(ty));
            ty = self.deref(ty)?;
        }
        None
    }

    fn own_method(&mut self, ty: Ty, name: &str) -> Option<Candidates<'w>> {
        let world = self.world;
        let found = |sigs: &'w [FnSig], this: Ty| Candidates {
            sigs,
            this,
            at: ty,
            reach: Reach::Owner,
            trait_args: Vec::new(),
            steps: Vec::new(),
        };
        match self.table.node(ty) {
            // Whatever it is made of, what it makes is said elsewhere.
            Node::Unknown if name == "into" => {}
            Node::Ref(..) | Node::Unknown | Node::Never => return None,
            Node::Param(index) => {
                if let Some(found) = self.bound_method(index, ty, name) {
                    return Some(found);
                }
            }
            Node::Object(Some(id), args) => {
                if let Some(sig) = self.trait_method(id, name, 0) {
                    return Some(Candidates {
                        sigs: std::slice::from_ref(sig),
                        this: ty,
                        at: ty,
                        reach: Reach::Owner,
                        trait_args: args.to_vec(),
                        steps: Vec::new(),
                    });
                }
            }
            // `dyn Any`, or an object that has the same methods: `dyn Error`.
            Node::Object(None, _) => {
                let any = world.scopes.std.base.by_name.get("Any");
                let sigs = any.map_or(&[][..], |id| world.functions_of(Head::Adt(*id), name));
                if !sigs.is_empty() {
                    return Some(found(sigs, ty));
                }
            }
            _ => {}
        }
        let std = world.scopes.std;
        // What the program gives all futures or streams goes before what a crate does.
        if let Node::Adt(id, _) = self.table.node(ty)
            && (id == std.future || id == std.stream)
            && let Some(sig) = world.blanket.get(name)
        {
            return Some(found(std::slice::from_ref(sig), ty));
        }
        for head in self.heads(ty) {
            let sigs = world.functions_of(head, name);
            // `Rc::as_ptr` is no method: `rc.as_ptr()` is one of what is inside.
            let is_method = |sig: &FnSig| sig.receiver != Receiver::None || !sig.body.is_empty();
            if sigs.iter().any(is_method) {
                return Some(found(sigs, ty));
            }
        }
        let of_iterators = world.functions_of(Head::Adt(std.iter), name);
        if !of_iterators.is_empty()
            && let Some(item) = self.item(ty)
        {
            let this = self.adt(std.iter, &[item]);
            return Some(found(of_iterators, this));
        }
        let of_streams = world.functions_of(Head::Adt(std.stream), name);
        if !of_streams.is_empty()
            && let Some(item) = self.streamed(ty)
        {
            let this = self.adt(std.stream, &[item]);
            return Some(found(of_streams, this));
        }
        if self.table.is_var(ty) && name != "into"
            || self.is_transparent(ty)
            || self.is_passed_over(ty, name)
        {
            return None;
        }
        if let Some(sig) = world.blanket.get(name) {
            return Some(found(std::slice::from_ref(sig), ty));
        }
        let universal = std.base.of(Head::Adt(std.universal), name);
        let with_receiver = universal.iter().all(|sig| sig.receiver != Receiver::None);
        (!universal.is_empty() && with_receiver).then(|| found(universal, ty))
    }

    /// Whether a pointer has the method `name` of a trait only if its content does, and the content has one of its own
    /// instead: `node.min()` of a `Box<Node>`.
    fn is_passed_over(&mut self, ty: Ty, name: &str) -> bool {
        let std = self.world.scopes.std;
        let is_pointer = match self.table.node(ty) {
            Node::Adt(id, _) => std.is_pointer(id),
            _ => false,
        };
        if !is_pointer || !crate::impls::OF_CONTENT.contains(&name) {
            return false;
        }
        let Some(content) = self.deref(ty) else {
            return false;
        };
        let world = self.world;
        let heads = self.heads(content);
        let mut sigs = heads.iter().flat_map(|head| world.base.of(*head, name));
        sigs.any(|sig| sig.is_inherent && sig.receiver != Receiver::None)
            || self.is_passed_over(content, name)
    }

    fn is_transparent(&mut self, ty: Ty) -> bool {
        match self.table.node(ty) {
            Node::Adt(id, _) => self.world.adt(id).is_transparent,
            _ => false,
        }
    }

    fn bound_method(&mut self, index: u16, this: Ty, name: &str) -> Option<Candidates<'w>> {
        let bounds = &self.context.bounds;
        for (of, bound) in bounds {
            if let Bound::Trait(id, args) = bound
                && *of == index
                && let Some(sig) = self.trait_method(*id, name, 0)
            {
                let trait_args = args.iter().map(|sig| self.own(sig)).collect();
                return Some(Candidates {
                    sigs: std::slice::from_ref(sig),
                    this,
                    at: this,
                    reach: Reach::Owner,
                    trait_args,
                    steps: Vec::new(),
                });
            }
        }
        None
    }

    /// What the bounds of a type parameter say that `into` makes of it, when that is one type.
    fn bound_into(&mut self, ty: Ty) -> Option<Ty> {
        let Node::Param(index) = self.table.node(ty) else {
            return None;
        };
        let bounds = self.context.bounds.iter().filter(|(of, _)| *of == index);
        let mut made = bounds.filter_map(|(_, bound)| match bound {
            Bound::Into(to) => Some(to),
            Bound::Trait(id, _) => self.world.traits.get(id.0 as usize)?.into.as_ref(),
            _ => None,
        });
        let (one, None) = (made.next()?, made.next()) else {
            return None;
        };
        Some(self.own(one))
    }

    pub(super) fn trait_method(&self, id: TraitId, name: &str, depth: u32) -> Option<&'w FnSig> {
        let found = self.world.traits.get(id.0 as usize)?;
        if let Some(sig) = found.methods.get(name) {
            return Some(sig);
        }
        if depth > 8 {
            return None;
        }
        let mut supertraits = found.supertraits.iter();
        supertraits.find_map(|id| self.trait_method(*id, name, depth + 1))
    }

    /// The result of an operator's method on `left`, when its type has it. The method is noted as called at the
    /// offset beside its name, if that is not 0.
    pub(super) fn operator(
        &mut self,
        (method, operator): (&str, u32),
        left: Ty,
        right: Option<Ty>,
    ) -> Option<Ty> {
        if let Node::Param(_) = self.table.node(left) {
            return Some(left);
        }
        let world = self.world;
        for head in self.heads(left) {
            let sigs = world.functions_of(head, method).iter();
            let sigs: Vec<&FnSig> = sigs.filter(|sig| !sig.is_inherent).collect();
            let sig = match (sigs.as_slice(), right) {
                ([], _) => continue,
                ([one], _) => Some(*one),
                (many, Some(right)) => self.overload_for(many.iter().copied(), right),
                (many, None) => many.first().copied(),
            };
            let sig = sig?;
            let with = self.open(sig, Some(left), &[]);
            if let (Some(right), Some(param)) = (right, sig.params.first()) {
                let param = self.instantiate(param, &with);
                self.coerce(right, param);
            }
            if operator != 0 {
                self.note_call(operator, sig, &with);
            }
            return Some(self.instantiate(&sig.ret, &with));
        }
        None
    }
}

fn is_range(expr: &Expr) -> bool {
    match expr {
        Expr::Range(_) => true,
        Expr::Paren(paren) => is_range(&paren.expr),
        _ => false,
    }
}
