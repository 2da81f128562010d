//! Types that the text names: each must be one that is known.
//!
//! Types have no meaning at run time here, so they are only looked up. Names declared anywhere in the file count
//! as known, which lets items inside of functions pass without following their scopes.

use crate::walk::{self, Visit};
use interleave_program::{Diagnostic, Set};

use crate::names::Def;
use crate::nearest::nearest;
use crate::resolve::{Namespace, segments, unraw};
use crate::session::Session;
use crate::spans;

impl Session<'_> {
    /// Reports types that nothing declares.
    pub fn check_types(&mut self, file: &syn::File) {
        let mut declared = Declared::default();
        declared.visit_file(file);
        let mut named = Named::default();
        named.visit_file(file);
        for path in named.paths {
            let names = segments(path);
            let first = names[0].as_str();
            let is_known = declared.names.contains(first)
                || matches!(first, "Self" | "self" | "super" | "crate")
                || (self.root..self.names.modules.len())
                    .any(|module| self.lookup(module, first, Namespace::Types).is_some());
            if !is_known {
                self.report_type(path, first, &declared.names);
            } else if names.len() > 1 && !declared.names.contains(first) {
                self.check_type_path(path, &names);
            }
        }
    }

    fn check_type_path(&mut self, path: &syn::Path, names: &[String]) {
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        // `fmt::Result`, `io::Error` and the like stand for what lowering need not know.
        let is_alias = matches!(parts.last(), Some(&("Result" | "Error" | "Arguments")));
        if !crate::resolve::is_std_path(&parts) || is_alias {
            return;
        }
        if self
            .follow(self.root, &parts, Namespace::Types, None, false)
            .is_err()
        {
            let diagnostic = crate::resolve::unsupported_std(&parts.join("::"), spans::path(path));
            self.error(diagnostic);
        }
    }

    fn report_type(&mut self, path: &syn::Path, name: &str, declared: &Set<String>) {
        let span = crate::resolve::segment_span(path, 0);
        let is_module = path.segments.len() > 1;
        let (id, what) = match is_module {
            true => ("E0433", "module or type"),
            false => ("E0425", "type"),
        };
        let diagnostic = Diagnostic::error(
            id,
            span,
            format!("cannot find the {what} `{name}` in this scope"),
        );
        if let Some(path) = self.std_path_of(name) {
            return self.error(diagnostic.with_help(format!("add `use {path};`")));
        }
        let prelude = &self.names.modules[self.names.prelude].types;
        let root = &self.names.modules[self.root].types;
        let types = prelude
            .iter()
            .chain(root.iter())
            .filter_map(|(name, def)| match def {
                Def::Type(_) | Def::Trait(_) => Some(name.as_str()),
                _ => None,
            });
        let known = declared.iter().map(String::as_str).chain(types);
        let near = nearest(name, known).map(str::to_owned);
        self.error(match near {
            Some(near) => diagnostic.with_help(format!("there is `{near}`")),
            None => diagnostic.with_help(format!("declare it: `struct {name} {{ … }}`")),
        });
    }
}

/// All names of types, traits, modules, imports and generic parameters of a file, wherever they stand.
#[derive(Default)]
struct Declared {
    names: Set<String>,
}

impl Declared {
    fn add(&mut self, ident: &syn::Ident) {
        self.names.insert(unraw(ident));
    }
}

impl<'f> Visit<'f> for Declared {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_item(&mut self, item: &'f syn::Item) {
        match item {
            syn::Item::Struct(item) => self.add(&item.ident),
            syn::Item::Enum(item) => self.add(&item.ident),
            syn::Item::Union(item) => self.add(&item.ident),
            syn::Item::Trait(item) => self.add(&item.ident),
            syn::Item::Type(item) => self.add(&item.ident),
            syn::Item::Mod(item) => self.add(&item.ident),
            syn::Item::ExternCrate(item) => self.add(&item.ident),
            _ => {}
        }
        walk::visit_item(self, item);
    }

    fn visit_use_name(&mut self, name: &'f syn::UseName) {
        self.add(&name.ident);
    }

    fn visit_use_rename(&mut self, name: &'f syn::UseRename) {
        self.add(&name.rename);
    }

    // `use module::{self}` and the module before it.
    fn visit_use_path(&mut self, path: &'f syn::UsePath) {
        if let syn::UseTree::Group(group) = &*path.tree
            && group
                .items
                .iter()
                .any(|tree| matches!(tree, syn::UseTree::Name(name) if name.ident == "self"))
        {
            self.add(&path.ident);
        }
        walk::visit_use_path(self, path);
    }

    fn visit_type_param(&mut self, param: &'f syn::TypeParam) {
        self.add(&param.ident);
        walk::visit_type_param(self, param);
    }

    fn visit_const_param(&mut self, param: &'f syn::ConstParam) {
        self.add(&param.ident);
    }

    fn visit_trait_item_type(&mut self, item: &'f syn::TraitItemType) {
        self.add(&item.ident);
        walk::visit_trait_item_type(self, item);
    }

    fn visit_impl_item_type(&mut self, item: &'f syn::ImplItemType) {
        self.add(&item.ident);
        walk::visit_impl_item_type(self, item);
    }
}

/// Paths in the position of types and bounds.
#[derive(Default)]
struct Named<'f> {
    paths: Vec<&'f syn::Path>,
}

impl<'f> Visit<'f> for Named<'f> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_type_path(&mut self, path: &'f syn::TypePath) {
        if path.qself.is_none() {
            self.paths.push(&path.path);
        }
        walk::visit_type_path(self, path);
    }

    fn visit_trait_bound(&mut self, bound: &'f syn::TraitBound) {
        self.paths.push(&bound.path);
        walk::visit_trait_bound(self, bound);
    }
}
