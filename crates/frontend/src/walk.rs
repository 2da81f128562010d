//! The walk over syntax trees, compiled once.
//!
//! syn's own visitor is generic: each implementor gets a copy of the whole walk, some thirty kilobytes of code in the
//! page's download. Here the walk exists once and calls the watcher through a table, at the nodes that any of them
//! cares about.

use proc_macro2::Ident;
use syn::Expr;

macro_rules! walks {
    ($($name:ident: $node:ty,)*) => {
        /// What is done at the nodes of a tree; without a word of its own, a method goes on into the node.
        pub trait Visit<'a> {
            /// Itself, so that the methods given here can hand it on.
            fn as_dyn(&mut self) -> &mut dyn Visit<'a>;

            $(fn $name(&mut self, node: &'a $node) {
                $name(self.as_dyn(), node);
            })*
        }

        $(
            /// Goes on into the node.
            pub fn $name<'a>(visitor: &mut dyn Visit<'a>, node: &'a $node) {
                syn::visit::$name(&mut Walk(visitor), node);
            }
        )*

        impl<'a> syn::visit::Visit<'a> for Walk<'_, 'a> {
            $(fn $name(&mut self, node: &'a $node) {
                self.0.$name(node);
            })*
        }
    };
}

struct Walk<'v, 'a>(&'v mut dyn Visit<'a>);

walks! {
    visit_attribute: syn::Attribute,
    visit_block: syn::Block,
    visit_const_param: syn::ConstParam,
    visit_expr: Expr,
    visit_expr_call: syn::ExprCall,
    visit_expr_closure: syn::ExprClosure,
    visit_field_value: syn::FieldValue,
    visit_fields: syn::Fields,
    visit_file: syn::File,
    visit_generic_argument: syn::GenericArgument,
    visit_ident: Ident,
    visit_impl_item_const: syn::ImplItemConst,
    visit_impl_item_fn: syn::ImplItemFn,
    visit_impl_item_type: syn::ImplItemType,
    visit_item: syn::Item,
    visit_item_const: syn::ItemConst,
    visit_item_fn: syn::ItemFn,
    visit_item_static: syn::ItemStatic,
    visit_local: syn::Local,
    visit_macro: syn::Macro,
    visit_path: syn::Path,
    visit_signature: syn::Signature,
    visit_stmt: syn::Stmt,
    visit_trait_bound: syn::TraitBound,
    visit_trait_item_fn: syn::TraitItemFn,
    visit_trait_item_type: syn::TraitItemType,
    visit_type: syn::Type,
    visit_type_array: syn::TypeArray,
    visit_type_param: syn::TypeParam,
    visit_type_path: syn::TypePath,
    visit_use_name: syn::UseName,
    visit_use_path: syn::UsePath,
    visit_use_rename: syn::UseRename,
    visit_variant: syn::Variant,
}

/// Deepest nesting of expressions that is looked into.
const MAX_DEPTH: usize = 200;

/// Shows `see` the expressions of a body, outermost first, without closures, futures and items in it and what is in
/// those.
pub fn own_expressions<'a>(root: Root<'a>, see: &mut dyn FnMut(&'a Expr)) {
    let mut own = Own { see, depth: 0 };
    match root {
        Root::Expr(expr) => own.visit_expr(expr),
        Root::Block(block) => own.visit_block(block),
    }
}

/// Where a walk begins.
pub enum Root<'a> {
    Expr(&'a Expr),
    Block(&'a syn::Block),
}

struct Own<'s, 'a> {
    see: &'s mut dyn FnMut(&'a Expr),
    depth: usize,
}

impl<'a> Visit<'a> for Own<'_, 'a> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth < MAX_DEPTH && !matches!(expr, Expr::Closure(_) | Expr::Async(_)) {
            (self.see)(expr);
            self.depth += 1;
            visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
