//! Patterns: tests first, then bindings, both on the place of what is matched.
//!
//! Tests look through references by themselves. Bindings carry a mode, a register that is true once a
//! reference was looked through: then variables become references (Rust's default binding modes).

use interleave_program::{
    Const, Diagnostic, IntKind, Op, Reg, Shape, ShapeId, ShapeKind, Span, TypeHint, TypeTag,
};
use syn::Pat;

use super::expr::member_name;
use crate::names::Def;
use crate::resolve::{Namespace, unraw};
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// The constant or unit variant that a plain name in a pattern means, if it is not a new variable.
    pub fn constant_pattern(&mut self, ident: &syn::PatIdent) -> Option<Def> {
        if ident.by_ref.is_some() || ident.mutability.is_some() || ident.subpat.is_some() {
            return None;
        }
        let name = unraw(&ident.ident);
        let module = self.b().module();
        let def = self.lookup(module, &name, Namespace::Values)?;
        match def {
            Def::Const(_) => Some(def),
            Def::Constructor(shape) => {
                let kind = self.program.shapes[shape.index()].kind;
                (kind == ShapeKind::Unit).then_some(def)
            }
            _ => None,
        }
    }

    /// Jumps of `fails` are taken when the place's value does not match.
    pub fn test(&mut self, pat: &'a Pat, place: Reg, fails: &mut Vec<usize>) {
        let mark = self.b().mark();
        self.test_inner(pat, place, fails);
        // Literals may have made temporaries, but only numbers and static text: nothing to drop.
        self.b().release(mark);
    }

    fn test_inner(&mut self, pat: &'a Pat, place: Reg, fails: &mut Vec<usize>) {
        let span = spans::pat(pat);
        match pat {
            Pat::Wild(_) | Pat::Rest(_) => {}
            Pat::Paren(p) => self.test_inner(&p.pat, place, fails),
            Pat::Type(p) => self.test_inner(&p.pat, place, fails),
            Pat::Ident(p) => match (self.constant_pattern(p), &p.subpat) {
                (Some(def), _) => self.test_def(span, def, place, fails),
                (None, Some((_, sub))) => self.test_inner(sub, place, fails),
                (None, None) => {}
            },
            Pat::Lit(p) => self.test_literal(span, &p.lit, false, place, fails),
            Pat::Const(p) => {
                let span = spans::block(&p.block);
                self.unsupported(
                    "pattern",
                    span,
                    "a `const` block in a pattern",
                    "name it: `const X: … = …;`",
                );
            }
            Pat::Path(p) => {
                if let Some(crate::resolve::Resolved::Def(def)) =
                    self.value_path(&p.path, p.qself.as_ref(), false)
                {
                    self.test_def(span, def, place, fails);
                }
            }
            Pat::Range(p) => self.test_range(span, p, place, fails),
            Pat::Reference(p) => {
                let inner = self.pointee(span, place);
                self.test_inner(&p.pat, inner, fails);
            }
            Pat::Or(p) => self.test_any(&p.cases, place, fails),
            Pat::Tuple(p) => {
                let parts = tuple_parts(&p.elems, self.tuple_len(p));
                self.test_parts(&parts, place, fails);
            }
            Pat::TupleStruct(p) => {
                let Some(shape) = self.pattern_shape(&p.path, p.qself.as_ref()) else {
                    return;
                };
                self.test_shape(span, shape, place, fails);
                let parts = self.shape_parts(span, shape, &p.elems);
                self.test_parts(&parts, place, fails);
            }
            Pat::Struct(p) => {
                let Some(shape) = self.struct_shape(&p.path, p.qself.as_ref()) else {
                    return;
                };
                self.test_shape(span, shape, place, fails);
                let parts = self.field_parts(shape, p);
                self.test_parts(&parts, place, fails);
            }
            Pat::Slice(p) => self.test_slice(span, p, place, fails),
            _ => self.unsupported(
                "pattern",
                span,
                "this pattern",
                "use an ordinary pattern and `if`",
            ),
        }
    }

    pub fn pointee(&mut self, span: Span, place: Reg) -> Reg {
        let inner = self.b().scratch();
        self.op(
            span,
            Op::Deref {
                dst: inner,
                base: place,
            },
        );
        inner
    }

    fn fail_unless(&mut self, span: Span, cond: Reg, fails: &mut Vec<usize>) {
        let jump = self.jump_unless(span, cond);
        fails.push(jump);
    }

    fn test_def(&mut self, span: Span, def: Def, place: Reg, fails: &mut Vec<usize>) {
        match def {
            Def::Constructor(shape) => self.test_shape(span, shape, place, fails),
            Def::Const(index) => {
                let value = self.b().alloc();
                self.const_into(span, index, value);
                let cond = self.b().scratch();
                self.op(
                    span,
                    Op::Eq {
                        dst: cond,
                        a: place,
                        b: value,
                    },
                );
                self.op(span, Op::Drop { reg: value });
                self.fail_unless(span, cond, fails);
            }
            _ => {
                let message = "a pattern needs a constant, a unit struct or a variant here";
                self.error(Diagnostic::error("E0532", span, message));
            }
        }
    }

    /// Structs and tuples have one shape: nothing to test.
    fn test_shape(&mut self, span: Span, shape: ShapeId, place: Reg, fails: &mut Vec<usize>) {
        let tag = self.program.shapes[shape.index()].tag;
        let is_only = match tag.user_index() {
            Some(index) => self.program.types[index].shapes.len() == 1,
            None => !matches!(
                tag,
                TypeTag::OPTION
                    | TypeTag::POLL
                    | TypeTag::RESULT
                    | TypeTag::ORDERING
                    | TypeTag::TRY_LOCK_ERROR
                    | TypeTag::TRY_SEND_ERROR
                    | TypeTag::TRY_RECV_ERROR
                    | TypeTag::RECV_TIMEOUT_ERROR
            ),
        };
        if is_only {
            return;
        }
        let cond = self.b().scratch();
        self.op(
            span,
            Op::TestShape {
                dst: cond,
                place,
                shape,
            },
        );
        self.fail_unless(span, cond, fails);
    }

    fn test_literal(
        &mut self,
        span: Span,
        lit: &syn::Lit,
        is_negated: bool,
        place: Reg,
        fails: &mut Vec<usize>,
    ) {
        let value = self.b().scratch();
        self.literal_into(lit, value, is_negated);
        let cond = self.b().scratch();
        self.op(
            span,
            Op::Eq {
                dst: cond,
                a: place,
                b: value,
            },
        );
        self.fail_unless(span, cond, fails);
    }

    fn test_range(&mut self, span: Span, p: &'a syn::PatRange, place: Reg, fails: &mut Vec<usize>) {
        let is_closed = matches!(p.limits, syn::RangeLimits::Closed(_));
        if let Some(start) = &p.start {
            let bound = self.b().scratch();
            self.expr_into(start, bound);
            let cond = self.b().scratch();
            self.op(
                span,
                Op::Ge {
                    dst: cond,
                    a: place,
                    b: bound,
                },
            );
            self.fail_unless(span, cond, fails);
        }
        if let Some(end) = &p.end {
            let bound = self.b().scratch();
            self.expr_into(end, bound);
            let cond = self.b().scratch();
            let op = if is_closed {
                Op::Le {
                    dst: cond,
                    a: place,
                    b: bound,
                }
            } else {
                Op::Lt {
                    dst: cond,
                    a: place,
                    b: bound,
                }
            };
            self.op(span, op);
            self.fail_unless(span, cond, fails);
        }
    }

    fn test_any(
        &mut self,
        cases: &'a syn::punctuated::Punctuated<Pat, syn::Token![|]>,
        place: Reg,
        fails: &mut Vec<usize>,
    ) {
        let mut matched = Vec::new();
        let last = cases.len().saturating_sub(1);
        for (index, case) in cases.iter().enumerate() {
            if index == last {
                self.test_inner(case, place, fails);
            } else {
                let mut others = Vec::new();
                self.test_inner(case, place, &mut others);
                matched.push(self.b().jump());
                self.b().land_all(&others);
            }
        }
        self.b().land_all(&matched);
    }

    fn test_parts(&mut self, parts: &[(String, &'a Pat)], place: Reg, fails: &mut Vec<usize>) {
        for (name, pat) in parts {
            if self.always_matches(pat) {
                continue;
            }
            let part = self.part(spans::pat(pat), place, name);
            self.test_inner(pat, part, fails);
        }
    }

    pub fn part(&mut self, span: Span, place: Reg, name: &str) -> Reg {
        let part = self.b().scratch();
        let field = self.symbol(name);
        self.op(
            span,
            Op::RefField {
                dst: part,
                base: place,
                field,
            },
        );
        part
    }

    fn always_matches(&mut self, pat: &Pat) -> bool {
        match pat {
            Pat::Wild(_) | Pat::Rest(_) => true,
            Pat::Ident(p) => p.subpat.is_none() && self.constant_pattern(p).is_none(),
            Pat::Paren(p) => self.always_matches(&p.pat),
            _ => false,
        }
    }

    /// The shape that `Name(…)` matches.
    pub fn pattern_shape(
        &mut self,
        path: &syn::Path,
        qself: Option<&syn::QSelf>,
    ) -> Option<ShapeId> {
        match self.value_path(path, qself, false)? {
            crate::resolve::Resolved::Def(Def::Constructor(shape)) => Some(shape),
            crate::resolve::Resolved::Def(Def::Refused) => None,
            _ => {
                let message = "this is not a tuple struct or variant";
                self.error(Diagnostic::error("E0532", spans::path(path), message));
                None
            }
        }
    }

    /// The number of elements of the tuple that is matched, where elements after `..` count from the end.
    pub fn tuple_len(&mut self, tuple: &syn::PatTuple) -> Option<usize> {
        let rest = tuple
            .elems
            .iter()
            .position(|elem| matches!(elem, Pat::Rest(_)))?;
        if rest + 1 == tuple.elems.len() {
            return None;
        }
        let open = spans::of(tuple.paren_token.span.open());
        if let TypeHint::Tuple(parts) = self.inferred.hint_at(open.start) {
            return Some(parts.len());
        }
        self.unsupported(
            "pattern",
            open,
            "`..` before other elements of a tuple whose type is not known here",
            "write `_` for each left out",
        );
        None
    }

    pub fn shape_parts(
        &mut self,
        span: Span,
        shape: ShapeId,
        elems: &'a syn::punctuated::Punctuated<Pat, syn::Token![,]>,
    ) -> Vec<(String, &'a Pat)> {
        let layout = &self.program.shapes[shape.index()];
        let (count, name) = (layout.fields.len(), layout.name.clone());
        let given = elems
            .iter()
            .filter(|elem| !matches!(elem, Pat::Rest(_)))
            .count();
        let has_rest = given < elems.len();
        if given > count || (!has_rest && given != count) {
            let message = format!("this pattern has {given} fields, but `{name}` has {count}");
            self.error(Diagnostic::error("E0023", span, message));
        }
        tuple_parts(elems, Some(count))
    }

    pub fn field_parts(&mut self, shape: ShapeId, p: &'a syn::PatStruct) -> Vec<(String, &'a Pat)> {
        let layout = self.program.shapes[shape.index()].clone();
        let mut parts = Vec::new();
        for field in &p.fields {
            let name = member_name(&field.member);
            let symbol = self.symbol(&name);
            if layout.slot(symbol).is_none() {
                self.unknown_field(&layout, &name, spans::member(&field.member));
            }
            parts.push((name, &*field.pat));
        }
        if p.rest.is_none() {
            self.report_left_out(&layout, &parts, spans::path(&p.path));
        }
        parts
    }

    fn report_left_out(&mut self, layout: &Shape, parts: &[(String, &'a Pat)], at: Span) {
        let names = layout.fields.iter();
        let names = names.map(|field| self.program.symbols.name(*field).to_owned());
        let left_out: Vec<String> = names
            .filter(|name| !parts.iter().any(|(known, _)| known == name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !left_out.is_empty() && !self.is_prelude {
            let message = format!("pattern does not mention {}", left_out.join(", "));
            let diagnostic = Diagnostic::error("E0027", at, message);
            self.error(diagnostic.with_help("name them, or write `..` for the rest"));
        }
    }

    fn test_slice(&mut self, span: Span, p: &'a syn::PatSlice, place: Reg, fails: &mut Vec<usize>) {
        let (before, rest, after) = slice_parts(p);
        let len = self.b().scratch();
        self.op(span, Op::Len { dst: len, place });
        let wanted = self.b().scratch();
        let count = (before.len() + after.len()) as i128;
        self.load_const(span, wanted, Const::Int(IntKind::Usize, count));
        let cond = self.b().scratch();
        let op = match rest {
            Some(_) => Op::Ge {
                dst: cond,
                a: len,
                b: wanted,
            },
            None => Op::Eq {
                dst: cond,
                a: len,
                b: wanted,
            },
        };
        self.op(span, op);
        self.fail_unless(span, cond, fails);
        for (index, pat) in before.iter().enumerate() {
            if !self.always_matches(pat) {
                let part = self.element(span, place, index, None);
                self.test_inner(pat, part, fails);
            }
        }
        for (index, pat) in after.iter().enumerate() {
            if !self.always_matches(pat) {
                let part = self.element(span, place, after.len() - index, Some(len));
                self.test_inner(pat, part, fails);
            }
        }
    }

    /// The place of element `index`, or of the `index`th from the end when the length is given.
    pub fn element(&mut self, span: Span, place: Reg, index: usize, from_end: Option<Reg>) -> Reg {
        let at = self.b().scratch();
        self.load_const(span, at, Const::Int(IntKind::Usize, index as i128));
        if let Some(len) = from_end {
            self.op(
                span,
                Op::Sub {
                    dst: at,
                    a: len,
                    b: at,
                },
            );
        }
        let part = self.b().scratch();
        self.op(
            span,
            Op::RefIndex {
                dst: part,
                base: place,
                index: at,
            },
        );
        part
    }
}

/// Parts of a tuple pattern with the names of their fields; those after `..` count from the end.
pub fn tuple_parts(
    elems: &syn::punctuated::Punctuated<Pat, syn::Token![,]>,
    count: Option<usize>,
) -> Vec<(String, &Pat)> {
    let rest = elems.iter().position(|elem| matches!(elem, Pat::Rest(_)));
    let mut parts = Vec::new();
    for (index, elem) in elems.iter().enumerate() {
        let at = match (rest, count) {
            (Some(rest), _) if index == rest => continue,
            // Elements after `..` count from the end.
            (Some(rest), Some(count)) if index > rest => {
                (count + index).saturating_sub(elems.len())
            }
            (Some(rest), None) if index > rest => continue,
            _ => index,
        };
        parts.push((at.to_string(), elem));
    }
    parts
}

/// Patterns before `..`, `..` itself, and those after it.
pub type SliceParts<'p> = (Vec<&'p Pat>, Option<&'p Pat>, Vec<&'p Pat>);

/// Splits a slice pattern at its `..`.
pub fn slice_parts(p: &syn::PatSlice) -> SliceParts<'_> {
    let is_rest = |pat: &Pat| match pat {
        Pat::Rest(_) => true,
        Pat::Ident(ident) => ident
            .subpat
            .as_ref()
            .is_some_and(|(_, sub)| matches!(**sub, Pat::Rest(_))),
        _ => false,
    };
    let elems: Vec<&Pat> = p.elems.iter().collect();
    match elems.iter().position(|pat| is_rest(pat)) {
        Some(at) => (
            elems[..at].to_vec(),
            Some(elems[at]),
            elems[at + 1..].to_vec(),
        ),
        None => (elems, None, Vec::new()),
    }
}
