//! Local names: declaring them and finding them, captured ones included.

use interleave_program::{Op, Reg, Span};

use super::body::{Captured, NameScope, Var};
use crate::session::Session;

impl Session<'_> {
    /// Opens a scope for names.
    pub fn open_names(&mut self) {
        self.b().scopes.push(NameScope::default());
    }

    /// Closes the innermost scope for names.
    pub fn close_names(&mut self) {
        self.b().scopes.pop();
    }

    /// The variable `name`, captured from around the closure when it stands there.
    pub fn find_var(&mut self, name: &str) -> Option<Var> {
        let top = self.stack.len().checked_sub(1)?;
        self.find_var_in(top, name)
    }

    fn find_var_in(&mut self, level: usize, name: &str) -> Option<Var> {
        let body = &self.stack[level];
        if let Some(binding) = body.find(name) {
            return Some(Var::Local(binding.reg));
        }
        if !body.is_closure {
            return None;
        }
        if let Some(at) = body.captures.iter().position(|known| known.name == name) {
            return Some(Var::Capture(at as u16));
        }
        let outer = self.find_var_in(level.checked_sub(1)?, name)?;
        let is_fn_once = self.is_fn_once_in(level - 1, name);
        let captures = &mut self.stack[level].captures;
        captures.push(Captured {
            name: name.to_owned(),
            outer,
            by_value: false,
            is_fn_once,
            field: None,
        });
        Some(Var::Capture(captures.len() as u16 - 1))
    }

    fn is_fn_once_in(&self, level: usize, name: &str) -> bool {
        let body = &self.stack[level];
        match body.find(name) {
            Some(binding) => binding.is_fn_once,
            None => body
                .captures
                .iter()
                .any(|known| known.name == name && known.is_fn_once),
        }
    }

    /// The field of a captured variable that a `move` closure captures alone: edition 2021 captures places.
    ///
    /// Only when the variable is known to hold a struct or tuple itself, and the closure's text uses nothing
    /// of it but fields.
    pub fn captured_field(&mut self, expr: &syn::Expr, e: &syn::ExprField) -> Option<Var> {
        let syn::Expr::Path(path) = &*e.base else {
            return None;
        };
        let name = crate::resolve::unraw(path.path.get_ident()?);
        let level = self.stack.len() - 1;
        let body = &self.stack[level];
        if self.is_prelude || !body.is_closure || !body.is_move || body.find(&name).is_some() {
            return None;
        }
        let member = super::expr::member_name(&e.member);
        let key = format!("{name}.{member}");
        if let Some(at) = body.captures.iter().position(|known| known.name == key) {
            return Some(Var::Capture(at as u16));
        }
        let text = body.text.text(self.source);
        if !self.stack[level - 1].find(&name)?.is_owned
            || !crate::mentions::only_fields(text, &name)
            || !self.may_split(expr, e)
        {
            return None;
        }
        let outer = self.find_var_in(level - 1, &name)?;
        let field = self.symbol(&member);
        let captures = &mut self.stack[level].captures;
        captures.push(Captured {
            name: key,
            outer,
            by_value: false,
            is_fn_once: false,
            field: Some(field),
        });
        Some(Var::Capture(captures.len() as u16 - 1))
    }

    /// Types with `Drop` give only copies of their fields.
    fn may_split(&self, expr: &syn::Expr, e: &syn::ExprField) -> bool {
        let tag = match self.inferred.hint(&e.base) {
            interleave_program::TypeHint::Tuple(_) => return true,
            interleave_program::TypeHint::Named(tag, _) => tag,
            interleave_program::TypeHint::Unknown => return false,
        };
        let Some(index) = tag.user_index() else {
            return false;
        };
        let has_drop = self.program.types[index].drop.is_some();
        !has_drop || self.inferred.is_copy(expr) == Some(true)
    }

    /// Whether the variable is declared as something that is called by value.
    pub fn is_fn_once(&self, name: &str) -> bool {
        self.is_fn_once_in(self.stack.len() - 1, name)
    }

    /// Notes that a captured variable is used by value, in this closure and those around it.
    pub fn use_by_value(&mut self, index: u16) {
        let mut level = self.stack.len() - 1;
        let mut index = usize::from(index);
        loop {
            let captured = &mut self.stack[level].captures[index];
            captured.by_value = true;
            match captured.outer {
                Var::Capture(outer) => {
                    level -= 1;
                    index = usize::from(outer);
                }
                Var::Local(_) => return,
            }
        }
    }

    /// dst = place of a variable.
    pub fn ref_var(&mut self, span: Span, dst: Reg, var: Var) {
        let op = match var {
            Var::Local(src) => Op::RefLocal { dst, src },
            Var::Capture(index) => Op::RefCapture { dst, index },
        };
        self.op(span, op);
    }

    /// Names that are in scope, for "did you mean".
    pub fn names_in_scope(&self) -> Vec<String> {
        self.stack
            .iter()
            .flat_map(|body| &body.scopes)
            .flat_map(|scope| &scope.bindings)
            .map(|binding| binding.name.clone())
            .collect()
    }
}
