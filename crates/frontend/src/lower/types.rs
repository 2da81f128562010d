//! Types where lowering needs them: hints passed at run time, and what needs no drop.

use interleave_program::{Const, TypeHint, TypeTag};
use syn::{Expr, Type};

use super::body::Context;
use crate::infer::ParamValue;
use crate::names::TypeId;
use crate::resolve::unraw;
use crate::session::Session;

/// So many `type` items are followed within each other; what has more is a cycle.
const MAX_ALIASES: u32 = 4;

impl Session<'_> {
    /// Whether values of the expression never have anything to drop, as far as is known.
    pub fn is_plain(&self, expr: &Expr) -> bool {
        if self.is_prelude {
            return false;
        }
        self.inferred.is_copy(expr) == Some(true) || hint_is_plain(&self.inferred.hint(expr))
    }

    /// Whether the expression is known to be an integer.
    pub fn is_int(&self, expr: &Expr) -> bool {
        matches!(self.inferred.hint(expr), TypeHint::Named(tag, _) if tag >= TypeTag::I8 && tag <= TypeTag::USIZE)
    }

    /// Whether the expression is known to be a number or truth value.
    pub fn is_scalar(&self, expr: &Expr) -> bool {
        matches!(self.inferred.hint(expr), TypeHint::Named(tag, _) if tag >= TypeTag::BOOL && tag <= TypeTag::F64)
    }

    /// What is inferred of a call's result, and where that does not know, what is written for it.
    pub fn with_written(&self, inferred: TypeHint, expr: &Expr) -> TypeHint {
        let name = match expr {
            Expr::Call(call) => match &*call.func {
                Expr::Path(path) => path.path.segments.last(),
                _ => None,
            },
            _ => None,
        };
        match (name, &self.wanted) {
            (Some(name), Some((at, written)))
                if crate::spans::of(name.ident.span()).start == *at =>
            {
                completed(inferred, written)
            }
            _ => inferred,
        }
    }

    /// The type that is written as `ty`, for return types that decide what a call does.
    pub fn hint_of(&self, ty: &Type, context: &Context) -> TypeHint {
        match ty {
            Type::Reference(reference) => self.hint_of(&reference.elem, context),
            Type::Paren(paren) => self.hint_of(&paren.elem, context),
            Type::Group(group) => self.hint_of(&group.elem, context),
            Type::Tuple(tuple) => TypeHint::Tuple(
                tuple
                    .elems
                    .iter()
                    .map(|ty| self.hint_of(ty, context))
                    .collect(),
            ),
            Type::Array(array) => {
                let len = self.length_of(&array.len, context);
                TypeHint::Named(
                    TypeTag::ARRAY,
                    vec![self.hint_of(&array.elem, context), len],
                )
            }
            Type::Slice(slice) => {
                TypeHint::Named(TypeTag::SLICE, vec![self.hint_of(&slice.elem, context)])
            }
            Type::Path(path) => match self.type_id(ty, context) {
                _ if let Some(hint) = argument_of(&path.path, context) => hint.clone(),
                Some(id) => {
                    if let Some(content) = self.atomic_content(id) {
                        return TypeHint::Named(TypeTag::ATOMIC, vec![content]);
                    }
                    let last = path.path.segments.last();
                    if let Some(last) = last
                        && let Some(hint) = self.hint_of_alias(last, id, context)
                    {
                        return hint;
                    }
                    let args = last.map(|last| &last.arguments);
                    let args =
                        args.map_or_else(Vec::new, |args| self.argument_hints(args, context));
                    TypeHint::Named(self.names.types[id].tag, args)
                }
                None => TypeHint::Unknown,
            },
            _ => TypeHint::Unknown,
        }
    }

    /// What the program's `type` item of the type `id` stands for, where `name` names one.
    pub fn hint_of_alias(
        &self,
        name: &syn::PathSegment,
        id: TypeId,
        context: &Context,
    ) -> Option<TypeHint> {
        let known = unraw(&name.ident);
        let all = self.alias_items.iter();
        let called = all.filter(|((_, called), _)| *called == known);
        // The one of this module goes before one that is imported.
        let ((module, _), item) =
            called.max_by_key(|((module, _), _)| *module == context.module)?;
        let is_itself = match &*item.ty {
            Type::Path(to) => to
                .path
                .segments
                .last()
                .is_none_or(|to| to.ident == name.ident),
            _ => false,
        };
        let inner = Context {
            module: *module,
            ..Context::default()
        };
        let depth = self.alias_depth.get();
        let is_endless = depth > MAX_ALIASES;
        if is_itself || is_endless || self.type_id(&item.ty, &inner) != Some(id) {
            return None;
        }
        let params = item.generics.type_params();
        let given = self.argument_hints(&name.arguments, context);
        let arguments = crate::instances::Arguments {
            types: params.map(|param| unraw(&param.ident)).zip(given).collect(),
            values: Vec::new(),
        };
        let inner = Context {
            arguments: Some(arguments),
            ..inner
        };
        self.alias_depth.set(depth + 1);
        let hint = self.hint_of(&item.ty, &inner);
        self.alias_depth.set(depth);
        Some(hint)
    }

    fn length_of(&self, len: &Expr, context: &Context) -> TypeHint {
        if let Expr::Path(path) = len
            && let Some(name) = path.path.get_ident()
            && let Some(arguments) = &context.arguments
            && let Some(ParamValue::Int(_, value)) = arguments.value(&unraw(name))
        {
            return TypeHint::Number(value);
        }
        crate::literal::constant_int(len).map_or(TypeHint::Unknown, TypeHint::Number)
    }

    /// What an atomic holds, as its name says.
    pub fn atomic_content(&self, id: TypeId) -> Option<TypeHint> {
        let info = &self.names.types[id];
        let name = info.name.strip_prefix("Atomic")?.to_lowercase();
        let is_atomic = info.tag == TypeTag::ATOMIC;
        let tag = TypeTag::builtin(&name).filter(|_| is_atomic)?;
        Some(TypeHint::Named(tag, Vec::new()))
    }

    /// The types between `<` and `>`.
    pub fn argument_hints(&self, args: &syn::PathArguments, context: &Context) -> Vec<TypeHint> {
        match args {
            syn::PathArguments::AngleBracketed(args) => self.bracket_hints(args, context),
            _ => Vec::new(),
        }
    }

    /// The same of `::<…>`.
    pub fn bracket_hints(
        &self,
        args: &syn::AngleBracketedGenericArguments,
        context: &Context,
    ) -> Vec<TypeHint> {
        args.args
            .iter()
            .filter_map(|arg| match arg {
                syn::GenericArgument::Type(ty) => Some(self.hint_of(ty, context)),
                _ => None,
            })
            .collect()
    }

    /// The hidden argument of a call whose result's type decides what it does.
    pub fn call_hint(
        &self,
        expr: &Expr,
        turbofish: Option<&syn::AngleBracketedGenericArguments>,
        method: &str,
    ) -> Const {
        let inferred = match self.is_prelude {
            true => TypeHint::Unknown,
            // What a stream's `collect` makes is awaited.
            false => match self.inferred.hint(expr) {
                future @ TypeHint::Named(TypeTag::FUTURE, _) => argument_hint(future),
                hint => hint,
            },
        };
        if let (TypeHint::Unknown, None, Some((at, wanted)), Expr::MethodCall(call)) =
            (&inferred, turbofish, &self.wanted, expr)
            && crate::spans::of(call.method.span()).start == *at
        {
            return Const::Type(wanted.clone());
        }
        if let Some(args) = turbofish {
            let context = &self.stack[self.stack.len() - 1].context;
            let mut written = self.bracket_hints(args, context).into_iter();
            let written = match method {
                // Items first, then what they are gathered in.
                "unzip" => TypeHint::Tuple(written.skip(2).collect()),
                _ => written.next().unwrap_or(TypeHint::Unknown),
            };
            let is_downcast = method.starts_with("downcast") || method == "is";
            if is_downcast || inferred == TypeHint::Unknown {
                return Const::Type(match method {
                    "parse" | "try_into" => {
                        TypeHint::Named(TypeTag::RESULT, vec![written, TypeHint::Unknown])
                    }
                    _ => written,
                });
            }
        }
        Const::Type(match method {
            "downcast_ref" | "downcast_mut" => argument_hint(inferred),
            "downcast" => argument_hint(argument_hint(inferred)),
            "into" if inferred == TypeHint::Unknown => self.text_made(expr),
            _ => inferred,
        })
    }

    /// What `into` makes of a text where nobody says it, in a program without conversions of its own: a `String`, or
    /// what is shown as one. Channels of crates are such places.
    fn text_made(&self, expr: &Expr) -> TypeHint {
        let Expr::MethodCall(call) = expr else {
            return TypeHint::Unknown;
        };
        match self.inferred.hint(&call.receiver) {
            TypeHint::Named(TypeTag::STR | TypeTag::STRING, _) if self.from_targets.is_empty() => {
                TypeHint::Named(TypeTag::STRING, Vec::new())
            }
            _ => TypeHint::Unknown,
        }
    }

    /// The program's own type that a hint names.
    pub fn own_type(&self, hint: &TypeHint) -> Option<TypeId> {
        match hint {
            TypeHint::Named(tag, _) if tag.user_index().is_some() => self.names.type_of_tag(*tag),
            _ => None,
        }
    }
}

/// What `hint` says, and where it says nothing, what `other` says of the same type.
fn completed(hint: TypeHint, other: &TypeHint) -> TypeHint {
    let all = |parts: Vec<TypeHint>, others: &[TypeHint]| match parts.len() == others.len() {
        true => {
            let pairs = parts.into_iter().zip(others);
            pairs.map(|(part, other)| completed(part, other)).collect()
        }
        false if parts.is_empty() => others.to_vec(),
        false => parts,
    };
    match (hint, other) {
        (TypeHint::Unknown, other) => other.clone(),
        (TypeHint::Named(tag, parts), TypeHint::Named(same, others)) if tag == *same => {
            TypeHint::Named(tag, all(parts, others))
        }
        (TypeHint::Tuple(parts), TypeHint::Tuple(others)) => TypeHint::Tuple(all(parts, others)),
        (hint, _) => hint,
    }
}

/// What is in an `Option`, a `Result` or a `Box`.
fn argument_hint(hint: TypeHint) -> TypeHint {
    match hint {
        TypeHint::Named(_, args) => args.into_iter().next().unwrap_or(TypeHint::Unknown),
        _ => TypeHint::Unknown,
    }
}

/// What a type parameter stands for.
fn argument_of<'c>(path: &syn::Path, context: &'c Context) -> Option<&'c TypeHint> {
    let name = path.get_ident()?;
    context.arguments.as_ref()?.ty(&unraw(name))
}

fn hint_is_plain(hint: &TypeHint) -> bool {
    match hint {
        TypeHint::Tuple(elems) => elems.is_empty(),
        TypeHint::Named(tag, _) => *tag >= TypeTag::UNIT && *tag <= TypeTag::F64,
        TypeHint::Unknown | TypeHint::Number(_) => false,
    }
}
