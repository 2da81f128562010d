//! Patterns: what they bind, with default binding modes.

use syn::{Expr, Lit, Pat, RangeLimits};

use super::body::Infer;
use super::scope::{Def, Space, strings};
use super::ty::{Node, Table, Ty};

/// How the variables of a pattern bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Move,
    Ref,
    RefMut,
}

impl Infer<'_, '_> {
    /// Declares the variables of `pat`, matched against a value of type `ty`.
    pub(super) fn bind(&mut self, pat: &Pat, ty: Ty) {
        self.bind_in(pat, ty, Mode::Move);
    }

    fn bind_in(&mut self, pat: &Pat, ty: Ty, mode: Mode) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        self.depth += 1;
        self.bind_kind(pat, ty, mode);
        self.depth -= 1;
    }

    fn bind_kind(&mut self, pat: &Pat, ty: Ty, mode: Mode) {
        match pat {
            Pat::Ident(ident) => self.bind_ident(ident, ty, mode),
            Pat::Paren(paren) => self.bind_in(&paren.pat, ty, mode),
            Pat::Type(typed) => {
                let written = self.written(&typed.ty);
                self.coerce(ty, written);
                self.bind_in(&typed.pat, written, mode);
            }
            Pat::Reference(reference) => {
                let inner = match self.table.node(ty) {
                    Node::Ref(_, inner) => inner,
                    _ => {
                        let inner = self.table.fresh();
                        let reference = self.guessed_reference(inner);
                        self.table.unify(ty, reference);
                        inner
                    }
                };
                self.bind_in(&reference.pat, inner, Mode::Move);
            }
            Pat::Or(or) => or
                .cases
                .iter()
                .for_each(|case| self.bind_in(case, ty, mode)),
            Pat::Guard(guard) => {
                self.bind_in(&guard.pat, ty, mode);
                self.expr(&guard.guard, Some(Table::BOOL));
            }
            Pat::Lit(lit) => self.bind_literal(lit, ty),
            Pat::Range(range) => {
                let peeled = self.table.peel(ty);
                for end in [&range.start, &range.end].into_iter().flatten() {
                    let end = self.expr(end, Some(peeled));
                    self.table.unify(end, peeled);
                }
                debug_assert!(matches!(
                    range.limits,
                    RangeLimits::HalfOpen(_) | RangeLimits::Closed(_)
                ));
            }
            Pat::Path(path) => self.bind_path(&path.path, ty),
            Pat::Const(_) | Pat::Wild(_) | Pat::Rest(_) => {}
            Pat::Tuple(_) | Pat::TupleStruct(_) | Pat::Struct(_) | Pat::Slice(_) => {
                let (ty, mode) = self.look_through(ty, mode);
                let outer = self.binds_unsurely;
                let is_known = !self.table.is_var(ty) && ty != Table::UNKNOWN;
                self.binds_unsurely |= !is_known;
                self.bind_parts(pat, ty, mode);
                self.binds_unsurely = outer;
            }
            _ => {}
        }
    }

    fn bind_ident(&mut self, ident: &syn::PatIdent, ty: Ty, mode: Mode) {
        let name = ident.ident.to_string();
        let is_plain = ident.by_ref.is_none() && ident.mutability.is_none();
        if is_plain && ident.subpat.is_none() && self.names_constant(&name) {
            return;
        }
        let bound = match mode {
            _ if ident.by_ref.is_some() => {
                let mutable = ident.mutability.is_some();
                self.table.add(Node::Ref(mutable, ty))
            }
            Mode::Move => ty,
            Mode::Ref => self.table.add(Node::Ref(false, ty)),
            Mode::RefMut => self.table.add(Node::Ref(true, ty)),
        };
        if let Some((_, pat)) = &ident.subpat {
            self.bind_in(pat, ty, mode);
        }
        let is_mut = ident.by_ref.is_none() && ident.mutability.is_some();
        self.declare(&ident.ident, is_mut, bound);
    }

    /// Whether an identifier in a pattern is not a variable: a unit struct, variant or constant.
    fn names_constant(&mut self, name: &str) -> bool {
        if !name.starts_with(char::is_uppercase) {
            return false;
        }
        let path = [name.to_owned()];
        match self.scopes().resolve(self.module, &path, Space::Value).0 {
            Def::Std(path) => {
                // `None`, or a variant brought in by `use`.
                name == "None" || path.len() > 1
            }
            _ => true,
        }
    }

    fn bind_literal(&mut self, lit: &syn::ExprLit, ty: Ty) {
        if matches!(lit.lit, Lit::Int(_) | Lit::Float(_)) {
            let peeled = self.table.peel(ty);
            let found = self.literal(&lit.lit);
            self.table.unify(found, peeled);
        }
    }

    /// Default binding modes: a reference is looked through and makes what is inside bind by reference.
    fn look_through(&mut self, ty: Ty, mode: Mode) -> (Ty, Mode) {
        let (mut ty, mut mode) = (ty, mode);
        for _ in 0..8 {
            let Node::Ref(mutable, inner) = self.table.node(ty) else {
                break;
            };
            mode = match (mutable, mode) {
                (true, Mode::Move | Mode::RefMut) => Mode::RefMut,
                _ => Mode::Ref,
            };
            ty = inner;
        }
        (ty, mode)
    }

    fn bind_parts(&mut self, pat: &Pat, ty: Ty, mode: Mode) {
        match pat {
            Pat::Tuple(tuple) => {
                let open = super::anchor::offset(tuple.paren_token.span.open());
                self.exprs.push((open, ty));
                self.bind_tuple(tuple, ty, mode);
            }
            Pat::TupleStruct(tuple) => {
                let fields = self.fields_of(&tuple.path, ty);
                self.bind_list(&tuple.elems, &fields, mode);
            }
            Pat::Struct(named) => {
                let fields = self.fields_of(&named.path, ty);
                for field in &named.fields {
                    let name = member(&field.member);
                    let known = fields.iter().find(|(known, _)| *known == name);
                    let ty = known.map_or(Table::UNKNOWN, |(_, ty)| *ty);
                    self.bind_in(&field.pat, ty, mode);
                }
            }
            Pat::Slice(slice) => self.bind_slice(slice, ty, mode),
            _ => {}
        }
    }

    fn bind_tuple(&mut self, tuple: &syn::PatTuple, ty: Ty, mode: Mode) {
        let has_rest = tuple.elems.iter().any(|pat| matches!(pat, Pat::Rest(_)));
        if !has_rest && self.table.is_var(ty) {
            let parts: Vec<Ty> = tuple.elems.iter().map(|_| self.table.fresh()).collect();
            let built = self.table.add(Node::Tuple(parts.into()));
            self.table.unify(ty, built);
        }
        let parts = match self.table.node(ty) {
            Node::Tuple(parts) => parts.to_vec(),
            _ => Vec::new(),
        };
        let fields: Vec<(String, Ty)> = parts.into_iter().map(|ty| (String::new(), ty)).collect();
        self.bind_list(&tuple.elems, &fields, mode);
    }

    /// Elements from both ends; `..` stands for what is between.
    fn bind_list(
        &mut self,
        pats: &syn::punctuated::Punctuated<Pat, syn::Token![,]>,
        fields: &[(String, Ty)],
        mode: Mode,
    ) {
        let rest = pats.iter().position(|pat| matches!(pat, Pat::Rest(_)));
        for (index, pat) in pats.iter().enumerate() {
            let at = match rest {
                Some(rest) if index > rest => (fields.len() + index).checked_sub(pats.len()),
                _ => Some(index),
            };
            let ty = at
                .and_then(|at| fields.get(at))
                .map_or(Table::UNKNOWN, |(_, ty)| *ty);
            self.bind_in(pat, ty, mode);
        }
    }

    /// `let [a, b] = …`: what nothing else is known of is an array of as many elements.
    pub(super) fn bind_array(&mut self, slice: &syn::PatSlice, ty: Ty) {
        let is_rest = |pat: &Pat| match pat {
            Pat::Ident(ident) => ident.subpat.is_some(),
            pat => matches!(pat, Pat::Rest(_)),
        };
        if !self.table.is_var(ty) || slice.elems.iter().any(is_rest) {
            return;
        }
        let of = self.table.fresh();
        let len = self.table.add(Node::Number(slice.elems.len() as i128));
        let array = self.table.add(Node::Array(of, len));
        self.table.unify(ty, array);
    }

    fn bind_slice(&mut self, slice: &syn::PatSlice, ty: Ty, mode: Mode) {
        let of = match self.table.node(ty) {
            Node::Slice(of) | Node::Array(of, _) => of,
            _ => Table::UNKNOWN,
        };
        for pat in &slice.elems {
            match pat {
                Pat::Ident(ident)
                    if matches!(
                        ident.subpat.as_ref().map(|(_, sub)| &**sub),
                        Some(Pat::Rest(_))
                    ) =>
                {
                    let rest = self.table.add(Node::Slice(of));
                    let mode = if mode == Mode::Move { Mode::Ref } else { mode };
                    let mutable = mode == Mode::RefMut;
                    let rest = self.table.add(Node::Ref(mutable, rest));
                    self.declare(&ident.ident, ident.mutability.is_some(), rest);
                }
                pat => self.bind_in(pat, of, mode),
            }
        }
    }

    fn bind_path(&mut self, path: &syn::Path, ty: Ty) {
        self.fields_of(path, ty);
    }

    /// The fields of the struct or variant at `path`, whose type is made `ty`.
    pub(super) fn fields_of(&mut self, path: &syn::Path, ty: Ty) -> Vec<(String, Ty)> {
        let Some((own, fields)) = self.constructor(path) else {
            self.table.taint(ty);
            return Vec::new();
        };
        let peeled = self.table.peel(ty);
        self.table.unify(own, peeled);
        fields
    }

    /// The type that a struct or variant constructor makes, and its fields, at fresh type arguments.
    pub(super) fn constructor(&mut self, path: &syn::Path) -> Option<(Ty, Vec<(String, Ty)>)> {
        let segments = strings(path);
        if segments.first().is_some_and(|first| first == "Self") {
            let own = self.context.self_sig.clone()?;
            let own = self.own(&own);
            let Node::Adt(id, args) = self.table.node(own) else {
                return None;
            };
            let variant = segments.get(1).map(String::as_str);
            return Some((own, self.fields(id, variant, &args)?));
        }
        let (def, used) = self.scopes().resolve(self.module, &segments, Space::Type);
        match def {
            Def::Adt(id) if used == segments.len() => {
                let own = self.written_path(path, used);
                self.made(own, id, None)
            }
            Def::Variant(id, index) => {
                let (name, _) = self.world.adt(id).variants.get(index)?;
                let count = self.world.adt(id).generics;
                let args: Vec<Ty> = (0..count).map(|_| self.table.fresh()).collect();
                let own = self.adt(id, &args);
                self.made(own, id, Some(name))
            }
            Def::Alias(_) => {
                let own = self.written_path(path, used);
                let Node::Adt(id, _) = self.table.node(own) else {
                    return None;
                };
                let variant = segments.get(used).cloned();
                self.made(own, id, variant.as_deref())
            }
            _ => {
                // A variable name of the value space, or std's.
                if self.depth >= super::MAX_DEPTH {
                    return None;
                }
                self.depth += 1;
                let value = self.path_value(path);
                self.depth -= 1;
                match self.table.node(value) {
                    Node::Fn(_, params, ret) => {
                        let params = params.iter().enumerate();
                        let fields = params.map(|(index, ty)| (index.to_string(), *ty)).collect();
                        Some((ret, fields))
                    }
                    Node::Adt(..) => Some((value, Vec::new())),
                    _ => None,
                }
            }
        }
    }

    fn made(
        &mut self,
        own: Ty,
        id: super::sig::AdtId,
        variant: Option<&str>,
    ) -> Option<(Ty, Vec<(String, Ty)>)> {
        let Node::Adt(_, args) = self.table.node(own) else {
            return None;
        };
        let fields = self.fields(id, variant, &args)?;
        Some((own, fields))
    }

    fn fields(
        &mut self,
        id: super::sig::AdtId,
        variant: Option<&str>,
        args: &[Ty],
    ) -> Option<Vec<(String, Ty)>> {
        let world = self.world;
        let adt = world.adt(id);
        let sigs = match variant {
            None => &adt.fields,
            Some(name) => &adt.variants.iter().find(|(known, _)| known == name)?.1,
        };
        let typed = sigs
            .iter()
            .map(|(name, sig)| (name.clone(), self.instantiate(sig, args)));
        Some(typed.collect())
    }

    /// The type that the first `used` segments of an expression's path write.
    pub(super) fn written_path(&mut self, path: &syn::Path, used: usize) -> Ty {
        let mut prefix = syn::Path {
            leading_colon: None,
            segments: syn::punctuated::Punctuated::new(),
        };
        // Only the names matter for resolving; the last segment's arguments are converted by themselves.
        for segment in path.segments.iter().take(used) {
            prefix
                .segments
                .push(syn::PathSegment::from(segment.ident.clone()));
        }
        let last = path.segments.iter().nth(used.saturating_sub(1));
        let sig = self.converted(|convert| {
            let mut sig = convert.path(&prefix);
            if let (super::sig::Sig::Adt(_, args), Some(last)) = (&mut sig, last) {
                let written = convert.arguments(&last.arguments);
                for (arg, written) in args.iter_mut().zip(written) {
                    *arg = written;
                }
            }
            sig
        });
        self.own(&sig)
    }

    /// A literal as an expression has it, with its number recorded.
    pub(super) fn literal(&mut self, lit: &Lit) -> Ty {
        let start = super::anchor::offset(lit.span());
        match lit {
            Lit::Int(int) => {
                let ty = match super::sig::Sig::primitive(int.suffix()) {
                    Some(sig) => self.own(&sig),
                    None => self.table.variable(super::ty::VarKind::Int),
                };
                self.numbers.push((start, ty));
                ty
            }
            Lit::Float(float) => {
                let ty = match float.suffix() {
                    "f32" => Table::F32,
                    "f64" => Table::F64,
                    _ => self.table.variable(super::ty::VarKind::Float),
                };
                self.numbers.push((start, ty));
                ty
            }
            Lit::Bool(_) => Table::BOOL,
            Lit::Char(_) => Table::CHAR,
            Lit::Byte(_) => Table::int(interleave_program::IntKind::U8),
            Lit::Str(_) => self.table.reference(Table::STR),
            Lit::ByteStr(text) => {
                let byte = Table::int(interleave_program::IntKind::U8);
                let len = Node::Number(text.value().len() as i128);
                let len = self.table.add(len);
                let array = self.table.add(Node::Array(byte, len));
                self.table.reference(array)
            }
            _ => Table::UNKNOWN,
        }
    }
}

/// A field's name: its identifier or its number.
pub(super) fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => ident.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// Whether an expression is a literal, perhaps negated or in parentheses.
pub(super) fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Paren(paren) => is_literal(&paren.expr),
        Expr::Unary(unary) => is_literal(&unary.expr),
        _ => false,
    }
}
