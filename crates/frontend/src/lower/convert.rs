//! `From::from`, `Into::into`, `Default::default` and `mem::take` as values: functions that know what they make.

use interleave_program::{Const, FnId, Native, Op, Reg, SelfKind, Span, TypeHint, TypeTag};
use syn::Expr;

use super::body::Body;
use crate::names::{Callee, Def, TypeId};
use crate::session::Session;
use crate::spans;

/// Methods that may make a default value.
const DEFAULTING: &[&str] = &[
    "get_or_insert_default",
    "or_default",
    "take",
    "unwrap_or_default",
];

impl Session<'_> {
    /// The function that `path` means where it is a conversion and inference knows what into.
    pub fn conversion(&mut self, span: Span, path: &syn::Path, name: &str) -> Option<FnId> {
        if !matches!(name, "from" | "into" | "default" | "take") {
            return None;
        }
        let at = spans::of(path.segments.last()?.ident.span()).start;
        let (from, to) = self.inferred.facts().conversions.get(&at)?.clone();
        if to == TypeHint::Unknown {
            return None;
        }
        let params = u8::from(name != "default");
        Some(self.function_that(name, params, |session, result, given| {
            match name {
                "default" => session.default_of(span, to, result),
                "take" => session.taken(span, given, to, result),
                _ => session.converted(span, given, &from, to, result),
            }
            session.op(span, Op::Return { src: result });
        }))
    }

    /// The type whose function `Type::name` or `<Type as Trait>::name` is.
    fn made_by(&mut self, expr: &Expr, path: &syn::Path) -> Option<TypeId> {
        match expr {
            Expr::Path(syn::ExprPath {
                qself: Some(of), ..
            }) => {
                let context = self.b().context.clone();
                let tag = self.type_tag(&of.ty, &context)?;
                self.names.type_of_tag(tag)
            }
            _ => self.path_owner(path),
        }
    }

    /// Whether the program's functions that a path names are those of `From`, or the prelude's of `Default`: what
    /// is given and what is wanted decide then.
    pub fn is_of_traits(&mut self, expr: &Expr, path: &syn::Path, name: &str) -> bool {
        let owner = match name {
            "default" | "from" if !self.is_prelude => self.made_by(expr, path),
            _ => None,
        };
        owner.is_some_and(|owner| match name {
            "from" => self.from_targets.contains(&owner),
            _ => self.names.types[owner]
                .associated
                .get("default")
                .is_some_and(|def| matches!(def, Def::Callee(callee) if self.is_of_std(*callee))),
        })
    }

    /// A small function of std's that `write` writes, given where its result and its argument are.
    fn function_that(
        &mut self,
        name: &str,
        params: u8,
        write: impl FnOnce(&mut Self, Reg, Reg),
    ) -> FnId {
        let full = format!("{{{name}}}");
        let function = self.reserve(&full, params, SelfKind::None);
        self.program.functions[function.index()].is_prelude = true;
        let context = self.b().context.clone();
        self.stack.push(Body::new(function, full, context));
        let given = self.b().alloc_row(usize::from(params));
        let result = self.b().alloc();
        write(self, result, given);
        self.finish_body();
        function
    }

    /// The hidden argument of a method that may make a default value: its type, or the function that makes it where
    /// the program says how.
    pub fn defaulted(&mut self, span: Span, method: &str, hidden: Const) -> Const {
        match hidden {
            Const::Type(hint) if DEFAULTING.contains(&method) && has_own(&hint) => {
                Const::Fn(self.function_that("default", 0, |session, result, _| {
                    session.default_of(span, hint, result);
                    session.op(span, Op::Return { src: result });
                }))
            }
            other => other,
        }
    }

    /// dst = `mem::take(given)` of a place whose content is a `hint`
    pub fn taken(&mut self, span: Span, given: Reg, hint: TypeHint, dst: Reg) {
        let row = self.b().alloc_row(2);
        let src = given;
        self.op(span, Op::Move { dst: row, src });
        let made = self.defaulted(span, "take", Const::Type(hint));
        let name = match &made {
            Const::Fn(_) => "take_for_default",
            _ => "take",
        };
        self.load_const(span, Reg(row.0 + 1), made);
        self.call_library(span, &["std", "mem", name], row, 2, dst);
    }

    /// dst = what the program or std makes of the value `given`
    fn converted(&mut self, span: Span, given: Reg, from: &TypeHint, to: TypeHint, dst: Reg) {
        if let Some(target) = self.hinted_type(&to)
            && self.converts_hint(target, from)
        {
            return self.convert_register(span, target, given, dst);
        }
        let row = self.b().alloc_row(2);
        let src = given;
        self.op(span, Op::Move { dst: row, src });
        self.load_const(span, Reg(row.0 + 1), Const::Type(to));
        let callee = Callee::Native {
            native: Native::From,
            argc: 2,
            typed: true,
        };
        self.call_row(span, callee, dst, row, 2);
    }
}

/// Whether what the program says, or the engine, is needed to make the type's default value.
pub fn has_own(hint: &TypeHint) -> bool {
    match hint {
        TypeHint::Named(
            TypeTag::ATOMIC | TypeTag::CONDVAR | TypeTag::MUTEX | TypeTag::RW_LOCK,
            _,
        ) => true,
        TypeHint::Named(tag, _) if tag.user_index().is_some() => true,
        // These are empty at first.
        TypeHint::Named(TypeTag::OPTION, _) => false,
        TypeHint::Named(tag, parts) => !tag.is_collection() && parts.iter().any(has_own),
        TypeHint::Tuple(parts) => parts.iter().any(has_own),
        TypeHint::Unknown | TypeHint::Number(_) => false,
    }
}
