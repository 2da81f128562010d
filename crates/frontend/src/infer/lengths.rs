//! Literals outside bodies: lengths in array types, const arguments, discriminants of enums.

use crate::walk::{self, Visit};
use interleave_program::IntKind;
use syn::{Expr, GenericArgument, Lit};

use super::anchor::offset;
use super::output::{Inferred, NumberKind};

/// Records all such literals of `file`.
pub(super) fn record(file: &syn::File, into: &mut Inferred) {
    Lengths { into, depth: 0 }.visit_file(file);
}

struct Lengths<'i> {
    into: &'i mut Inferred,
    depth: usize,
}

impl Lengths<'_> {
    fn literals(&mut self, expr: &Expr, kind: IntKind) {
        match expr {
            Expr::Lit(lit) => {
                if let Lit::Int(int) = &lit.lit {
                    let at = offset(int.span());
                    self.into.numbers.insert(at, NumberKind::Int(kind));
                }
            }
            Expr::Paren(paren) => self.literals(&paren.expr, kind),
            Expr::Unary(unary) => self.literals(&unary.expr, kind),
            Expr::Binary(binary) => {
                self.literals(&binary.left, kind);
                self.literals(&binary.right, kind);
            }
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Lengths<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_type_array(&mut self, array: &'a syn::TypeArray) {
        self.literals(&array.len, IntKind::Usize);
        self.visit_type(&array.elem);
    }

    fn visit_generic_argument(&mut self, argument: &'a GenericArgument) {
        match argument {
            GenericArgument::Const(value) => self.literals(value, IntKind::Usize),
            argument => walk::visit_generic_argument(self, argument),
        }
    }

    fn visit_variant(&mut self, variant: &'a syn::Variant) {
        if let Some((_, value)) = &variant.discriminant {
            self.literals(value, IntKind::Isize);
        }
        self.visit_fields(&variant.fields);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth < super::MAX_DEPTH {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }
}
