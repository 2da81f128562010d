//! Byte ranges of syntax: where an expression, pattern, type or path begins and ends in the text.
//!
//! `syn` can only say this by printing tokens again; here the first and last token are looked up directly.

use interleave_program::Span;
use syn::{Expr, Pat, Path, Type};

/// The range that one token covers.
pub fn of(span: proc_macro2::Span) -> Span {
    let range = span.byte_range();
    Span::new(range.start as u32, range.end as u32)
}

/// From the beginning of `first` to the end of `last`.
pub fn join(first: Span, last: Span) -> Span {
    Span::new(first.start, last.end)
}

/// The range of an expression, attributes left out.
pub fn expr(expr: &Expr) -> Span {
    join(first(expr), last(expr))
}

/// The range of a path with its generic arguments.
pub fn path(path: &Path) -> Span {
    let start = match (&path.leading_colon, path.segments.first()) {
        (Some(colon), _) => of(colon.spans[0]),
        (None, Some(segment)) => of(segment.ident.span()),
        (None, None) => Span::NONE,
    };
    let end = path.segments.last().map_or(start, segment_end);
    join(start, end)
}

fn segment_end(segment: &syn::PathSegment) -> Span {
    match &segment.arguments {
        syn::PathArguments::None => of(segment.ident.span()),
        syn::PathArguments::AngleBracketed(args) => of(args.gt_token.span),
        syn::PathArguments::Parenthesized(args) => of(args.paren_token.span.close()),
    }
}

pub fn qualified(qself: Option<&syn::QSelf>, of_path: &Path) -> Span {
    let whole = path(of_path);
    match qself {
        Some(qself) => {
            let start = of(qself.lt_token.span);
            let end = of(qself.gt_token.span);
            Span::new(start.start, whole.end.max(end.end))
        }
        None => whole,
    }
}

/// The range of `name!(…)`.
pub fn mac(mac: &syn::Macro) -> Span {
    join(path(&mac.path), of(delimiter(mac).close()))
}

/// The delimiter of a macro call.
pub fn delimiter(mac: &syn::Macro) -> proc_macro2::extra::DelimSpan {
    match &mac.delimiter {
        syn::MacroDelimiter::Paren(token) => token.span,
        syn::MacroDelimiter::Brace(token) => token.span,
        syn::MacroDelimiter::Bracket(token) => token.span,
    }
}

/// The range of a block with its braces.
pub fn block(block: &syn::Block) -> Span {
    of(block.brace_token.span.join())
}

fn labelled(label: Option<&syn::Label>, keyword: proc_macro2::Span) -> Span {
    label.map_or_else(|| of(keyword), |label| of(label.name.apostrophe))
}

fn first(expr: &Expr) -> Span {
    match expr {
        Expr::Array(e) => of(e.bracket_token.span.open()),
        Expr::Assign(e) => first(&e.left),
        Expr::Async(e) => of(e.async_token.span),
        Expr::Await(e) => first(&e.base),
        Expr::Binary(e) => first(&e.left),
        Expr::Block(e) => labelled(e.label.as_ref(), e.block.brace_token.span.open()),
        Expr::Break(e) => of(e.break_token.span),
        Expr::Call(e) => first(&e.func),
        Expr::Cast(e) => first(&e.expr),
        Expr::Closure(e) => closure_start(e),
        Expr::Const(e) => of(e.const_token.span),
        Expr::Continue(e) => of(e.continue_token.span),
        Expr::Field(e) => first(&e.base),
        Expr::ForLoop(e) => labelled(e.label.as_ref(), e.for_token.span),
        Expr::Group(e) => first(&e.expr),
        Expr::If(e) => of(e.if_token.span),
        Expr::Index(e) => first(&e.expr),
        Expr::Infer(e) => of(e.underscore_token.span),
        Expr::Let(e) => of(e.let_token.span),
        Expr::Lit(e) => of(e.lit.span()),
        Expr::Loop(e) => labelled(e.label.as_ref(), e.loop_token.span),
        Expr::Macro(e) => mac(&e.mac),
        Expr::Match(e) => of(e.match_token.span),
        Expr::MethodCall(e) => first(&e.receiver),
        Expr::Paren(e) => of(e.paren_token.span.open()),
        Expr::Path(e) => qualified(e.qself.as_ref(), &e.path),
        Expr::Range(e) => e.start.as_deref().map_or_else(|| limits(&e.limits), first),
        Expr::RawAddr(e) => of(e.and_token.span),
        Expr::Reference(e) => of(e.and_token.span),
        Expr::Repeat(e) => of(e.bracket_token.span.open()),
        Expr::Return(e) => of(e.return_token.span),
        Expr::Struct(e) => qualified(e.qself.as_ref(), &e.path),
        Expr::Try(e) => first(&e.expr),
        Expr::TryBlock(e) => of(e.try_token.span),
        Expr::Tuple(e) => of(e.paren_token.span.open()),
        Expr::Unary(e) => unary(&e.op),
        Expr::Unsafe(e) => of(e.unsafe_token.span),
        Expr::Verbatim(tokens) => stream(tokens),
        Expr::While(e) => labelled(e.label.as_ref(), e.while_token.span),
        Expr::Yield(e) => of(e.yield_token.span),
        _ => Span::NONE,
    }
}

fn last(expr: &Expr) -> Span {
    match expr {
        Expr::Array(e) => of(e.bracket_token.span.close()),
        Expr::Assign(e) => last(&e.right),
        Expr::Async(e) => block(&e.block),
        Expr::Await(e) => of(e.await_token.span),
        Expr::Binary(e) => last(&e.right),
        Expr::Block(e) => block(&e.block),
        Expr::Break(e) => jump_end(e.expr.as_deref(), e.label.as_ref(), e.break_token.span),
        Expr::Call(e) => of(e.paren_token.span.close()),
        Expr::Cast(e) => ty(&e.ty),
        Expr::Closure(e) => last(&e.body),
        Expr::Const(e) => block(&e.block),
        Expr::Continue(e) => jump_end(None, e.label.as_ref(), e.continue_token.span),
        Expr::Field(e) => member(&e.member),
        Expr::ForLoop(e) => block(&e.body),
        Expr::Group(e) => last(&e.expr),
        Expr::If(e) => e
            .else_branch
            .as_ref()
            .map_or_else(|| block(&e.then_branch), |(_, other)| last(other)),
        Expr::Index(e) => of(e.bracket_token.span.close()),
        Expr::Infer(e) => of(e.underscore_token.span),
        Expr::Let(e) => last(&e.expr),
        Expr::Lit(e) => of(e.lit.span()),
        Expr::Loop(e) => block(&e.body),
        Expr::Macro(e) => mac(&e.mac),
        Expr::Match(e) => of(e.brace_token.span.close()),
        Expr::MethodCall(e) => of(e.paren_token.span.close()),
        Expr::Paren(e) => of(e.paren_token.span.close()),
        Expr::Path(e) => qualified(e.qself.as_ref(), &e.path),
        Expr::Range(e) => e.end.as_deref().map_or_else(|| limits(&e.limits), last),
        Expr::RawAddr(e) => last(&e.expr),
        Expr::Reference(e) => last(&e.expr),
        Expr::Repeat(e) => of(e.bracket_token.span.close()),
        Expr::Return(e) => jump_end(e.expr.as_deref(), None, e.return_token.span),
        Expr::Struct(e) => of(e.brace_token.span.close()),
        Expr::Try(e) => of(e.question_token.span),
        Expr::TryBlock(e) => block(&e.block),
        Expr::Tuple(e) => of(e.paren_token.span.close()),
        Expr::Unary(e) => last(&e.expr),
        Expr::Unsafe(e) => block(&e.block),
        Expr::Verbatim(tokens) => stream(tokens),
        Expr::While(e) => block(&e.body),
        Expr::Yield(e) => jump_end(e.expr.as_deref(), None, e.yield_token.span),
        _ => Span::NONE,
    }
}

fn jump_end(
    value: Option<&Expr>,
    label: Option<&syn::Lifetime>,
    keyword: proc_macro2::Span,
) -> Span {
    match (value, label) {
        (Some(value), _) => last(value),
        (None, Some(label)) => of(label.ident.span()),
        (None, None) => of(keyword),
    }
}

fn closure_start(closure: &syn::ExprClosure) -> Span {
    if let Some(token) = &closure.asyncness {
        return of(token.span);
    }
    match &closure.capture {
        Some(token) => of(token.span),
        None => of(closure.inputs_begin.span),
    }
}

fn limits(limits: &syn::RangeLimits) -> Span {
    match limits {
        syn::RangeLimits::HalfOpen(dots) => join(of(dots.spans[0]), of(dots.spans[1])),
        syn::RangeLimits::Closed(dots) => join(of(dots.spans[0]), of(dots.spans[2])),
    }
}

fn unary(op: &syn::UnOp) -> Span {
    match op {
        syn::UnOp::Deref(token) => of(token.span),
        syn::UnOp::Not(token) => of(token.span),
        syn::UnOp::Neg(token) => of(token.span),
        _ => Span::NONE,
    }
}

/// The range of a field's name or number.
pub fn member(member: &syn::Member) -> Span {
    match member {
        syn::Member::Named(name) => of(name.span()),
        syn::Member::Unnamed(index) => of(index.span),
    }
}

fn stream(tokens: &proc_macro2::TokenStream) -> Span {
    let mut all = tokens.clone().into_iter();
    let Some(start) = all.next() else {
        return Span::NONE;
    };
    let end = all
        .last()
        .map_or_else(|| of(start.span()), |t| of(t.span()));
    join(of(start.span()), end)
}

/// The range of a type, as far as its first and last token are easily found.
pub fn ty(ty_: &Type) -> Span {
    match ty_ {
        Type::Array(t) => of(t.bracket_token.span.join()),
        Type::FnPtr(t) => {
            let start = of(t.fn_token.span);
            match &t.output {
                syn::ReturnType::Default => join(start, of(t.paren_token.span.close())),
                syn::ReturnType::Type(_, output) => join(start, ty(output)),
            }
        }
        Type::Group(t) => ty(&t.elem),
        Type::ImplTrait(t) => join(of(t.impl_token.span), bounds_end(&t.bounds)),
        Type::Infer(t) => of(t.underscore_token.span),
        Type::Macro(t) => mac(&t.mac),
        Type::Never(t) => of(t.bang_token.span),
        Type::Paren(t) => of(t.paren_token.span.join()),
        Type::Path(t) => qualified(t.qself.as_ref(), &t.path),
        Type::Ptr(t) => join(of(t.star_token.span), ty(&t.elem)),
        Type::Reference(t) => join(of(t.and_token.span), ty(&t.elem)),
        Type::Slice(t) => of(t.bracket_token.span.join()),
        Type::TraitObject(t) => {
            let end = bounds_end(&t.bounds);
            t.dyn_token
                .as_ref()
                .map_or(end, |token| join(of(token.span), end))
        }
        Type::Tuple(t) => of(t.paren_token.span.join()),
        Type::Verbatim(tokens) => stream(tokens),
        _ => Span::NONE,
    }
}

fn bounds_end(bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>) -> Span {
    match bounds.last() {
        Some(syn::TypeParamBound::Trait(bound)) => path(&bound.path),
        Some(syn::TypeParamBound::Lifetime(lifetime)) => of(lifetime.ident.span()),
        _ => Span::NONE,
    }
}

/// The range of a pattern.
pub fn pat(pattern: &Pat) -> Span {
    match pattern {
        Pat::Const(p) => join(of(p.const_token.span), block(&p.block)),
        Pat::Guard(p) => join(pat(&p.pat), expr(&p.guard)),
        Pat::Ident(p) => pat_ident(p),
        Pat::Lit(p) => of(p.lit.span()),
        Pat::Macro(p) => mac(&p.mac),
        Pat::Or(p) => match (p.cases.first(), p.cases.last()) {
            (Some(first), Some(last)) => join(pat(first), pat(last)),
            _ => Span::NONE,
        },
        Pat::Paren(p) => of(p.paren_token.span.join()),
        Pat::Path(p) => qualified(p.qself.as_ref(), &p.path),
        Pat::Range(p) => {
            let dots = limits(&p.limits);
            let start = p.start.as_deref().map_or(dots, expr);
            join(start, p.end.as_deref().map_or(dots, expr))
        }
        Pat::Reference(p) => join(of(p.and_token.span), pat(&p.pat)),
        Pat::Rest(p) => join(of(p.dot2_token.spans[0]), of(p.dot2_token.spans[1])),
        Pat::Slice(p) => of(p.bracket_token.span.join()),
        Pat::Struct(p) => join(
            qualified(p.qself.as_ref(), &p.path),
            of(p.brace_token.span.close()),
        ),
        Pat::Tuple(p) => of(p.paren_token.span.join()),
        Pat::TupleStruct(p) => join(
            qualified(p.qself.as_ref(), &p.path),
            of(p.paren_token.span.close()),
        ),
        Pat::Type(p) => join(pat(&p.pat), ty(&p.ty)),
        Pat::Verbatim(tokens) => stream(tokens),
        Pat::Wild(p) => of(p.underscore_token.span),
        _ => Span::NONE,
    }
}

fn pat_ident(pattern: &syn::PatIdent) -> Span {
    let name = of(pattern.ident.span());
    let start = match (&pattern.by_ref, &pattern.mutability) {
        (Some(token), _) => of(token.span),
        (None, Some(token)) => of(token.span),
        (None, None) => name,
    };
    let end = pattern.subpat.as_ref().map_or(name, |(_, sub)| pat(sub));
    join(start, end)
}
