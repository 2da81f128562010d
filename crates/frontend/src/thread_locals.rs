//! `thread_local!` as what it stands for: `static NAME: T = expr;` in it becomes
//! `static NAME: std::thread::LocalKey<T> = std::thread::LocalKey::new(|| expr);`, before anything else looks at
//! the tree; `static NAME: T;` in tokio's `task_local!` becomes
//! `static NAME: tokio::task::LocalKey<T> = tokio::task::LocalKey::new();`. What is made up stands where the
//! declaration's own punctuation stands.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Block, Expr, ImplItem, Item, Macro, Stmt, Token, TraitItem, Type, token};

/// Replaces every `thread_local!` and `task_local!` among the items of `file` and of its functions' bodies.
///
/// # Errors
/// What does not parse between its braces.
pub fn expand(file: &mut syn::File) -> syn::Result<()> {
    expand_items(&mut file.items)
}

fn expand_items(items: &mut Vec<Item>) -> syn::Result<()> {
    for item in items.iter_mut() {
        match item {
            Item::Mod(item) => {
                if let Some((_, items)) = &mut item.content {
                    expand_items(items)?;
                }
            }
            Item::Fn(item) => expand_block(&mut item.block)?,
            Item::Impl(item) => {
                for member in &mut item.items {
                    if let ImplItem::Fn(method) = member {
                        expand_block(&mut method.block)?;
                    }
                }
            }
            Item::Trait(item) => {
                for member in &mut item.items {
                    if let TraitItem::Fn(method) = member
                        && let Some(block) = &mut method.default
                    {
                        expand_block(block)?;
                    }
                }
            }
            _ => {}
        }
    }
    if !items.iter().any(|item| of_item(item).is_some()) {
        return Ok(());
    }
    for item in std::mem::take(items) {
        match of_item(&item) {
            Some(mac) => items.extend(statics(mac)?),
            None => items.push(item),
        }
    }
    Ok(())
}

fn expand_block(block: &mut Block) -> syn::Result<()> {
    if !block.stmts.iter().any(|stmt| of_stmt(stmt).is_some()) {
        return Ok(());
    }
    for stmt in std::mem::take(&mut block.stmts) {
        match of_stmt(&stmt) {
            Some(mac) => block
                .stmts
                .extend(statics(mac)?.into_iter().map(Stmt::Item)),
            None => block.stmts.push(stmt),
        }
    }
    Ok(())
}

fn of_item(item: &Item) -> Option<&Macro> {
    match item {
        Item::Macro(item) => Some(&item.mac).filter(|mac| declares_locals(mac)),
        _ => None,
    }
}

fn of_stmt(stmt: &Stmt) -> Option<&Macro> {
    match stmt {
        Stmt::Item(item) => of_item(item),
        Stmt::Macro(stmt) => Some(&stmt.mac).filter(|mac| declares_locals(mac)),
        _ => None,
    }
}

fn declares_locals(mac: &Macro) -> bool {
    let last = mac.path.segments.last();
    last.is_some_and(|last| last.ident == "thread_local" || last.ident == "task_local")
}

/// The statics that one `thread_local!` or `task_local!` declares.
fn statics(mac: &Macro) -> syn::Result<Vec<Item>> {
    let parser = Punctuated::<Local, Token![;]>::parse_terminated;
    let parsed = parser.parse2(mac.tokens.clone())?;
    Ok(parsed.into_iter().map(Local::into_static).collect())
}

/// One variable: of a `thread_local!` with what makes its value.
struct Local {
    attrs: Vec<syn::Attribute>,
    vis: syn::Visibility,
    static_token: Token![static],
    ident: syn::Ident,
    colon_token: Token![:],
    ty: Type,
    init: Option<(Token![=], Expr)>,
}

impl Parse for Local {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs: input.call(syn::Attribute::parse_outer)?,
            vis: input.parse()?,
            static_token: input.parse()?,
            ident: input.parse()?,
            colon_token: input.parse()?,
            ty: input.parse()?,
            init: match input.peek(Token![=]) {
                true => Some((input.parse()?, input.parse()?)),
                false => None,
            },
        })
    }
}

impl Local {
    fn into_static(self) -> Item {
        let (at, colon) = (self.static_token.span, self.colon_token.span);
        let (module, new, open, args) = match self.init {
            Some((eq_token, init)) => {
                let init = Expr::Closure(closure(colon, unwrapped(init)));
                let args = Punctuated::from_iter([init]);
                (
                    ["std", "thread"],
                    constructor(&self.ty),
                    eq_token.span,
                    args,
                )
            }
            None => (["tokio", "task"], "new", colon, Punctuated::new()),
        };
        let mut key_type = path(at, &[module[0], module[1], "LocalKey"]);
        if let Some(last) = key_type.segments.last_mut() {
            last.arguments = type_argument(at, self.ty);
        }
        let call = Expr::Call(syn::ExprCall {
            attrs: Vec::new(),
            func: Box::new(Expr::Path(syn::ExprPath {
                attrs: Vec::new(),
                qself: None,
                path: path(at, &[module[0], module[1], "LocalKey", new]),
            })),
            paren_token: token::Paren(open),
            args,
        });
        Item::Static(syn::ItemStatic {
            attrs: self.attrs,
            vis: self.vis,
            static_token: self.static_token,
            mutability: syn::StaticMutability::None,
            ident: self.ident,
            colon_token: self.colon_token,
            ty: Box::new(Type::Path(syn::TypePath {
                attrs: Vec::new(),
                qself: None,
                path: key_type,
            })),
            eq_token: Token![=](open),
            expr: Box::new(call),
            semi_token: Token![;](open),
        })
    }
}

/// `<ty>`
fn type_argument(at: Span, ty: Type) -> syn::PathArguments {
    syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Token![<](at),
        args: Punctuated::from_iter([syn::GenericArgument::Type(ty)]),
        gt_token: Token![>](at),
    })
}

/// `const { … }` is the block.
fn unwrapped(init: Expr) -> Expr {
    match init {
        Expr::Const(init) => Expr::Block(syn::ExprBlock {
            attrs: init.attrs,
            label: None,
            block: init.block,
        }),
        other => other,
    }
}

/// What makes the key: `set` on one of a cell that was never used makes the cell, without the initialiser.
fn constructor(ty: &Type) -> &'static str {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    match last {
        Some(last) if last.ident == "Cell" => "of_cell",
        Some(last) if last.ident == "RefCell" => "of_ref_cell",
        _ => "new",
    }
}

/// `|| body`
fn closure(at: Span, body: Expr) -> syn::ExprClosure {
    syn::ExprClosure {
        attrs: Vec::new(),
        lifetimes: None,
        modifiers: syn::ClosureModifiers::default(),
        constness: None,
        asyncness: None,
        capture: None,
        inputs_begin: Token![|](at),
        inputs: Punctuated::new(),
        inputs_end: Token![|](at),
        output: syn::ReturnType::Default,
        body: Box::new(body),
    }
}

fn path(at: Span, names: &[&str]) -> syn::Path {
    let segments = names
        .iter()
        .map(|name| syn::PathSegment::from(syn::Ident::new(name, at)));
    syn::Path {
        leading_colon: None,
        segments: segments.collect(),
    }
}
