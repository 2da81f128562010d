//! `?` in a function that returns nothing, or nothing that could be an error (E0277).

use interleave_program::{Diagnostic, IntKind};

use crate::walk::{self, Visit};

/// Looks through a function's body, closures, async blocks and items in it left out.
pub(super) fn look(sig: &syn::Signature, block: &syn::Block, found: &mut Vec<Diagnostic>) {
    if is_plain(&sig.output) {
        let mut question = Question { found };
        question.visit_block(block);
    }
}

/// Whether a function returns nothing, or a number or the like, out of which `?` cannot go.
fn is_plain(output: &syn::ReturnType) -> bool {
    let syn::ReturnType::Type(_, ty) = output else {
        return true;
    };
    match &**ty {
        syn::Type::Tuple(_) => true,
        syn::Type::Path(path) => path.path.get_ident().is_some_and(|name| {
            let name = name.to_string();
            IntKind::from_name(&name).is_some()
                || ["bool", "char", "f32", "f64", "String"].contains(&name.as_str())
        }),
        _ => false,
    }
}

struct Question<'c> {
    found: &'c mut Vec<Diagnostic>,
}

impl<'a> Visit<'a> for Question<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        match expr {
            syn::Expr::Closure(_) | syn::Expr::Async(_) => {}
            syn::Expr::Try(tried) => {
                let message = "the `?` operator can only be used in a function that returns `Result` or `Option`";
                let at = super::span(tried.question_token.span);
                let help = "let the function return a `Result`, or use `unwrap` or `match`";
                self.found
                    .push(Diagnostic::error("E0277", at, message).with_help(help));
            }
            expr => walk::visit_expr(self, expr),
        }
    }

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
