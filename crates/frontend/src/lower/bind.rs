//! Patterns that match: declaring and filling their variables.
//!
//! The mode, a register, is true once a reference was looked through: then variables become references
//! (Rust's default binding modes).

use interleave_program::{Const, IntKind, Op, Reg, ShapeId, Span};
use syn::Pat;

use super::pattern::{slice_parts, tuple_parts};
use crate::names::Def;
use crate::resolve::{Namespace, unraw};
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// Declares and fills the variables of a pattern that matches. `mode` is true in a register when a
    /// reference has been looked through already.
    pub fn bind(&mut self, pat: &'a Pat, place: Reg, mode: Option<Reg>) {
        if !self.has_variables(pat) {
            return;
        }
        let span = spans::pat(pat);
        match pat {
            Pat::Paren(p) => self.bind(&p.pat, place, mode),
            Pat::Type(p) => self.bind(&p.pat, place, mode),
            Pat::Ident(p) => self.bind_ident(p, place, mode),
            Pat::Reference(p) => {
                let inner = self.pointee(span, place);
                self.bind(&p.pat, inner, None);
            }
            Pat::Or(p) => self.bind_any(p, place, mode),
            Pat::Tuple(p) => {
                let (place, mode) = self.peel(span, place, mode);
                let parts = tuple_parts(&p.elems, self.tuple_len(p));
                self.bind_parts(&parts, place, mode);
            }
            Pat::TupleStruct(p) => {
                let Some(shape) = self.pattern_shape(&p.path, p.qself.as_ref()) else {
                    return self.declare_all_of(pat);
                };
                let (place, mode) = self.peel(span, place, mode);
                let parts = self.shape_parts(span, shape, &p.elems);
                self.bind_parts(&parts, place, mode);
            }
            Pat::Struct(p) => {
                let Some(shape) = self.struct_shape(&p.path, p.qself.as_ref()) else {
                    return self.declare_all_of(pat);
                };
                let (place, mode) = self.peel(span, place, mode);
                let parts = self.field_parts(shape, p);
                self.bind_parts(&parts, place, mode);
            }
            Pat::Slice(p) => self.bind_slice(span, p, place, mode),
            _ => {}
        }
    }

    /// Declares the variables of a pattern that is refused, so that their uses give no further errors.
    fn declare_all_of(&mut self, pat: &Pat) {
        let mut names = Vec::new();
        variables(pat, &mut names);
        for name in names {
            let reg = self.b().alloc();
            self.b().declare(&name, reg);
        }
    }

    /// Whether a variable of the pattern takes part of the value, so that a closure captures it by value.
    pub fn moves_parts(&mut self, pat: &Pat) -> bool {
        match pat {
            Pat::Ident(p) => p.by_ref.is_none() && self.constant_pattern(p).is_none(),
            Pat::Paren(p) => self.moves_parts(&p.pat),
            Pat::Type(p) => self.moves_parts(&p.pat),
            Pat::Or(p) => p.cases.iter().any(|case| self.moves_parts(case)),
            Pat::Tuple(p) => p.elems.iter().any(|elem| self.moves_parts(elem)),
            Pat::TupleStruct(p) => p.elems.iter().any(|elem| self.moves_parts(elem)),
            Pat::Slice(p) => p.elems.iter().any(|elem| self.moves_parts(elem)),
            Pat::Struct(p) => p.fields.iter().any(|field| self.moves_parts(&field.pat)),
            _ => false,
        }
    }

    fn has_variables(&mut self, pat: &Pat) -> bool {
        match pat {
            Pat::Ident(p) => self.constant_pattern(p).is_none(),
            Pat::Paren(p) => self.has_variables(&p.pat),
            Pat::Type(p) => self.has_variables(&p.pat),
            Pat::Reference(p) => self.has_variables(&p.pat),
            Pat::Or(p) => p.cases.iter().any(|case| self.has_variables(case)),
            Pat::Tuple(p) => p.elems.iter().any(|elem| self.has_variables(elem)),
            Pat::TupleStruct(p) => p.elems.iter().any(|elem| self.has_variables(elem)),
            Pat::Slice(p) => p.elems.iter().any(|elem| self.has_variables(elem)),
            Pat::Struct(p) => p.fields.iter().any(|field| self.has_variables(&field.pat)),
            _ => false,
        }
    }

    /// Looks through references in a place of its own.
    fn peel(&mut self, span: Span, place: Reg, mode: Option<Reg>) -> (Reg, Option<Reg>) {
        let inner = self.b().scratch();
        let own = self.b().scratch();
        self.op(
            span,
            Op::Copy {
                dst: inner,
                src: place,
            },
        );
        match mode {
            Some(src) => self.op(span, Op::Copy { dst: own, src }),
            None => self.op(
                span,
                Op::Bool {
                    dst: own,
                    value: false,
                },
            ),
        };
        self.op(
            span,
            Op::PatPeel {
                place: inner,
                mode: own,
            },
        );
        (inner, Some(own))
    }

    fn bind_parts(&mut self, parts: &[(String, &'a Pat)], place: Reg, mode: Option<Reg>) {
        for (name, pat) in parts {
            if self.has_variables(pat) {
                let part = self.part(spans::pat(pat), place, name);
                self.bind(pat, part, mode);
            }
        }
    }

    fn bind_ident(&mut self, p: &'a syn::PatIdent, place: Reg, mode: Option<Reg>) {
        let span = spans::of(p.ident.span());
        let name = unraw(&p.ident);
        let reg = self.variable(&name);
        // What is `Copy` in it is taken before all of it is.
        if let Some((_, sub)) = &p.subpat {
            self.bind(sub, place, mode);
        }
        match (&p.by_ref, mode) {
            (Some(_), _) => {
                self.op(
                    span,
                    Op::Copy {
                        dst: reg,
                        src: place,
                    },
                );
            }
            (None, Some(mode)) => {
                self.op(
                    span,
                    Op::Bind {
                        dst: reg,
                        place,
                        mode,
                    },
                );
            }
            (None, None) => {
                self.op(span, Op::Load { dst: reg, place });
            }
        }
    }

    /// The register of a variable that a pattern binds: alternatives of one pattern share it.
    fn variable(&mut self, name: &str) -> Reg {
        let shared = self.b().shared.iter().find(|(known, _)| known == name);
        if let Some((_, reg)) = shared {
            return *reg;
        }
        let reg = self.b().alloc();
        self.b().declare(name, reg);
        reg
    }

    fn bind_any(&mut self, p: &'a syn::PatOr, place: Reg, mode: Option<Reg>) {
        let mut names = Vec::new();
        if let Some(first) = p.cases.first() {
            variables(first, &mut names);
        }
        let known = self.b().shared.len();
        for name in names {
            let is_constant = self
                .quiet_name(&name)
                .is_some_and(|def| matches!(def, Def::Constructor(_) | Def::Const(_)));
            if !is_constant {
                let reg = self.variable(&name);
                self.b().shared.push((name, reg));
            }
        }
        let last = p.cases.len().saturating_sub(1);
        let mut done = Vec::new();
        for (index, case) in p.cases.iter().enumerate() {
            let mut fails = Vec::new();
            if index != last {
                self.test(case, place, &mut fails);
            }
            self.bind(case, place, mode);
            if index != last {
                done.push(self.b().jump());
                self.b().land_all(&fails);
            }
        }
        self.b().land_all(&done);
        self.b().shared.truncate(known);
    }

    fn quiet_name(&mut self, name: &str) -> Option<Def> {
        let module = self.b().module();
        self.lookup(module, name, Namespace::Values)
    }

    fn bind_slice(&mut self, span: Span, p: &'a syn::PatSlice, place: Reg, mode: Option<Reg>) {
        let (place, mode) = self.peel(span, place, mode);
        let (before, rest, after) = slice_parts(p);
        let len = self.b().scratch();
        self.op(span, Op::Len { dst: len, place });
        for (index, pat) in before.iter().enumerate() {
            if self.has_variables(pat) {
                let part = self.element(span, place, index, None);
                self.bind(pat, part, mode);
            }
        }
        if let Some(rest) = rest {
            self.bind_rest(span, rest, place, len, (before.len(), after.len()));
        }
        for (index, pat) in after.iter().enumerate() {
            if self.has_variables(pat) {
                let part = self.element(span, place, after.len() - index, Some(len));
                self.bind(pat, part, mode);
            }
        }
    }

    /// `name @ ..`: the elements in between, as a slice.
    fn bind_rest(
        &mut self,
        span: Span,
        rest: &'a Pat,
        place: Reg,
        len: Reg,
        (before, after): (usize, usize),
    ) {
        let Pat::Ident(ident) = rest else {
            return;
        };
        let name = unraw(&ident.ident);
        let reg = self.variable(&name);
        let range = self.b().alloc();
        let row = self.b().alloc_row(2);
        self.load_const(span, row, Const::Int(IntKind::Usize, before as i128));
        let end = Reg(row.0 + 1);
        self.load_const(span, end, Const::Int(IntKind::Usize, after as i128));
        self.op(
            span,
            Op::Sub {
                dst: end,
                a: len,
                b: end,
            },
        );
        self.op(
            span,
            Op::Make {
                dst: range,
                shape: ShapeId::RANGE,
                args: row,
            },
        );
        self.op(
            span,
            Op::RefIndex {
                dst: reg,
                base: place,
                index: range,
            },
        );
    }
}

/// Names of the variables in a pattern, in order.
fn variables(pat: &Pat, names: &mut Vec<String>) {
    match pat {
        Pat::Ident(p) => {
            names.push(unraw(&p.ident));
            if let Some((_, sub)) = &p.subpat {
                variables(sub, names);
            }
        }
        Pat::Paren(p) => variables(&p.pat, names),
        Pat::Type(p) => variables(&p.pat, names),
        Pat::Reference(p) => variables(&p.pat, names),
        Pat::Or(p) => {
            if let Some(first) = p.cases.first() {
                variables(first, names);
            }
        }
        Pat::Tuple(p) => p.elems.iter().for_each(|elem| variables(elem, names)),
        Pat::TupleStruct(p) => p.elems.iter().for_each(|elem| variables(elem, names)),
        Pat::Slice(p) => p.elems.iter().for_each(|elem| variables(elem, names)),
        Pat::Struct(p) => p
            .fields
            .iter()
            .for_each(|field| variables(&field.pat, names)),
        _ => {}
    }
}
