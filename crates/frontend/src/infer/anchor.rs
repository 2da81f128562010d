//! Anchors: the one token of an expression that belongs to no other expression.
//!
//! Everything inferred is keyed by the byte offset at which an expression's anchor starts, so that it can
//! be looked up from any parse of the same text (macro arguments are parsed anew by whoever needs them).

use proc_macro2::Span;
use syn::{BinOp, Expr, RangeLimits, UnOp};

/// The byte offset of the anchor of `expr`: a literal's or path's start, a method call's name, a call's
/// opening parenthesis, an operator, a keyword. `u32::MAX` for what has none (syntax that syn leaves verbatim).
#[must_use]
pub fn anchor(expr: &Expr) -> u32 {
    token(expr).map_or(u32::MAX, offset)
}

/// Byte offset of the start of `span` in the parsed text.
pub(crate) fn offset(span: Span) -> u32 {
    span.byte_range().start as u32
}

fn token(expr: &Expr) -> Option<Span> {
    Some(match expr {
        Expr::Array(e) => e.bracket_token.span.open(),
        Expr::Assign(e) => e.eq_token.span,
        Expr::Async(e) => e.async_token.span,
        Expr::Await(e) => e.await_token.span,
        Expr::Binary(e) => operator(&e.op)?,
        Expr::Block(e) => e.block.brace_token.span.open(),
        Expr::Break(e) => e.break_token.span,
        Expr::Call(e) => e.paren_token.span.open(),
        Expr::Cast(e) => e.as_token.span,
        Expr::Closure(e) => e.inputs_begin.span,
        Expr::Const(e) => e.const_token.span,
        Expr::Continue(e) => e.continue_token.span,
        Expr::Field(e) => e.dot_token.span,
        Expr::ForLoop(e) => e.for_token.span,
        Expr::Group(e) => return token(&e.expr),
        Expr::If(e) => e.if_token.span,
        Expr::Index(e) => e.bracket_token.span.open(),
        Expr::Infer(e) => e.underscore_token.span,
        Expr::Let(e) => e.let_token.span,
        Expr::Lit(e) => e.lit.span(),
        Expr::Loop(e) => e.loop_token.span,
        Expr::Macro(e) => e.mac.bang_token.span,
        Expr::Match(e) => e.match_token.span,
        Expr::MethodCall(e) => e.method.span(),
        Expr::Paren(e) => e.paren_token.span.open(),
        Expr::Path(e) => path(e)?,
        Expr::Range(e) => match &e.limits {
            RangeLimits::HalfOpen(dots) => dots.spans[0],
            RangeLimits::Closed(dots) => dots.spans[0],
        },
        Expr::RawAddr(e) => e.and_token.span,
        Expr::Reference(e) => e.and_token.span,
        Expr::Repeat(e) => e.bracket_token.span.open(),
        Expr::Return(e) => e.return_token.span,
        Expr::Struct(e) => e.brace_token.span.open(),
        Expr::Try(e) => e.question_token.span,
        Expr::TryBlock(e) => e.try_token.span,
        Expr::Tuple(e) => e.paren_token.span.open(),
        Expr::Unary(e) => unary(&e.op)?,
        Expr::Unsafe(e) => e.unsafe_token.span,
        Expr::While(e) => e.while_token.span,
        Expr::Yield(e) => e.yield_token.span,
        _ => return None,
    })
}

fn path(expr: &syn::ExprPath) -> Option<Span> {
    match &expr.qself {
        Some(qself) => Some(qself.lt_token.span),
        None => Some(expr.path.segments.first()?.ident.span()),
    }
}

fn unary(op: &UnOp) -> Option<Span> {
    Some(match op {
        UnOp::Deref(token) => token.span,
        UnOp::Not(token) => token.span,
        UnOp::Neg(token) => token.span,
        _ => return None,
    })
}

pub fn operator(op: &BinOp) -> Option<Span> {
    Some(match op {
        BinOp::Add(token) => token.span,
        BinOp::Sub(token) => token.span,
        BinOp::Mul(token) => token.span,
        BinOp::Div(token) => token.span,
        BinOp::Rem(token) => token.span,
        BinOp::And(token) => token.spans[0],
        BinOp::Or(token) => token.spans[0],
        BinOp::BitXor(token) => token.span,
        BinOp::BitAnd(token) => token.span,
        BinOp::BitOr(token) => token.span,
        BinOp::Shl(token) => token.spans[0],
        BinOp::Shr(token) => token.spans[0],
        BinOp::Eq(token) => token.spans[0],
        BinOp::Lt(token) => token.span,
        BinOp::Le(token) => token.spans[0],
        BinOp::Ne(token) => token.spans[0],
        BinOp::Ge(token) => token.spans[0],
        BinOp::Gt(token) => token.span,
        BinOp::AddAssign(token) => token.spans[0],
        BinOp::SubAssign(token) => token.spans[0],
        BinOp::MulAssign(token) => token.spans[0],
        BinOp::DivAssign(token) => token.spans[0],
        BinOp::RemAssign(token) => token.spans[0],
        BinOp::BitXorAssign(token) => token.spans[0],
        BinOp::BitAndAssign(token) => token.spans[0],
        BinOp::BitOrAssign(token) => token.spans[0],
        BinOp::ShlAssign(token) => token.spans[0],
        BinOp::ShrAssign(token) => token.spans[0],
        _ => return None,
    })
}
