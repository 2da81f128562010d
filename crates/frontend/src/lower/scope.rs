//! Local names: declaring them and finding them, captured ones included.

use interleave_program::{Op, Reg, Span};

use super::body::{Captured, NameScope, Part, Var};
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
        if let Some(at) = body
            .captures
            .iter()
            .position(|known| known.name == name && known.part.is_none())
        {
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
            moves: false,
            copies: false,
            part: None,
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

    /// The captured place that the expression is, when the closure captures it by itself.
    pub fn captured_part(&mut self, expr: &syn::Expr) -> Option<Var> {
        if self.is_prelude || !self.b().captures.iter().any(|known| known.part.is_some()) {
            return None;
        }
        let mut fields = Vec::new();
        let mut at = expr;
        let root = loop {
            match at {
                syn::Expr::Field(e) => {
                    let name = super::expr::member_name(&e.member);
                    fields.push(self.symbol(&name));
                    at = &e.base;
                }
                syn::Expr::Paren(e) => at = &e.expr,
                syn::Expr::Path(e) => break e.path.get_ident()?,
                _ => return None,
            }
        };
        fields.reverse();
        let start = crate::spans::of(root.span()).start;
        let declared = *self.inferred.facts().uses.get(&start)?;
        self.part_index(&Part { declared, fields })
            .map(Var::Capture)
    }

    /// The capture of the body being lowered that is this place.
    pub fn part_index(&mut self, part: &Part) -> Option<u16> {
        let mut captures = self.b().captures.iter();
        let at = captures.position(|known| known.part.as_ref() == Some(part))?;
        Some(at as u16)
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

    /// The place of what a register holds.
    pub fn place_of(&mut self, span: Span, src: Reg) -> Reg {
        let dst = self.b().scratch();
        self.op(span, Op::RefLocal { dst, src });
        dst
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
