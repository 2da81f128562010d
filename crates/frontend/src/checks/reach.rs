//! Names that must not be used where they stand: what is private to another module (E0603, E0616, E0624), variables
//! where only constants can be (E0435).

use interleave_program::{Diagnostic, Map, Span};
use syn::{Expr, ImplItem, Item, Visibility};

use super::{MAX_DEPTH, member, span};
use crate::infer::Inferred;
use crate::macro_table::MacroTable;
use crate::spans;
use crate::walk::{self, Root, Visit};

pub(super) fn check(
    file: &syn::File,
    inferred: &Inferred,
    macros: &MacroTable,
    found: &mut Vec<Diagnostic>,
) {
    let mut private = Private::default();
    private.visit_file(file);
    let mut uses = Uses {
        inferred,
        macros,
        private,
        found,
        depth: 0,
    };
    uses.visit_file(file);
}

/// Where something can be named: from the start of its module to the end.
type Range = (u32, u32);

/// What modules keep to themselves.
#[derive(Default)]
struct Private {
    /// The modules around, outermost first.
    modules: Vec<Range>,
    /// Functions and methods, by where their names are declared; true for those of an `impl`.
    functions: Map<u32, (Range, bool)>,
    /// Fields, by where the name of their struct is declared.
    fields: Map<u32, Vec<(String, Range)>>,
}

impl Private {
    /// Where something with this visibility can be named, unless that is everywhere or not clear.
    fn range(&self, visibility: &Visibility) -> Option<Range> {
        match visibility {
            Visibility::Inherited => self.modules.last().copied(),
            Visibility::Restricted(of) if of.path.is_ident("super") => {
                self.modules.iter().rev().nth(1).copied()
            }
            _ => None,
        }
    }

    fn function(&mut self, visibility: &Visibility, sig: &syn::Signature, is_of_impl: bool) {
        if let Some(range) = self.range(visibility) {
            let at = span(sig.ident.span()).start;
            self.functions.insert(at, (range, is_of_impl));
        }
    }

    fn fields_of(&mut self, item: &syn::ItemStruct) {
        for (index, field) in item.fields.iter().enumerate() {
            let Some(range) = self.range(&field.vis) else {
                continue;
            };
            let name = match &field.ident {
                Some(ident) => ident.to_string(),
                None => index.to_string(),
            };
            let at = span(item.ident.span()).start;
            self.fields.entry(at).or_default().push((name, range));
        }
    }
}

impl<'a> Visit<'a> for Private {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Mod(module) => {
                if let Some((brace, _)) = &module.content {
                    let (start, end) =
                        (span(brace.span.open()).start, span(brace.span.close()).end);
                    self.modules.push((start, end));
                    walk::visit_item(self, item);
                    self.modules.pop();
                }
            }
            Item::Fn(function) => self.function(&function.vis, &function.sig, false),
            Item::Struct(found) => self.fields_of(found),
            Item::Impl(found) if found.trait_.is_none() => {
                for part in &found.items {
                    if let ImplItem::Fn(function) = part {
                        self.function(&function.vis, &function.sig, true);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Looks at what names lead to.
struct Uses<'c> {
    inferred: &'c Inferred,
    macros: &'c MacroTable,
    private: Private,
    found: &'c mut Vec<Diagnostic>,
    depth: usize,
}

impl Uses<'_> {
    /// A function named at the end of a path, or a method.
    fn callee(&mut self, ident: &syn::Ident) {
        let at = span(ident.span());
        let Some(declared) = self.inferred.facts().callees.get(&at.start) else {
            return;
        };
        let Some((range, is_of_impl)) = self.private.functions.get(declared).copied() else {
            return;
        };
        let (id, what) = match is_of_impl {
            true => ("E0624", "method"),
            false => ("E0603", "function"),
        };
        self.named(at, range, id, format!("{what} `{ident}` is private"));
    }

    fn field(&mut self, field: &syn::ExprField) {
        let at = spans::member(&field.member);
        let declared = self.inferred.facts().fields.get(&at.start);
        let Some(fields) = declared.and_then(|at| self.private.fields.get(at)) else {
            return;
        };
        let name = member(&field.member);
        if let Some((_, range)) = fields.iter().find(|(known, _)| *known == name) {
            let message = format!("field `{name}` is private");
            self.named(at, *range, "E0616", message);
        }
    }

    fn named(&mut self, at: Span, range: Range, id: &str, message: String) {
        if !(range.0..range.1).contains(&at.start) {
            let help = "it belongs to its module: write `pub` before it, or ask by a function that is `pub`";
            self.found
                .push(Diagnostic::error(id, at, message).with_help(help));
        }
    }

    /// The length of an array must be known before the program runs.
    fn length(&mut self, length: &Expr) {
        let facts = self.inferred.facts();
        let inside = spans::expr(length);
        let mut named = None;
        walk::own_expressions(Root::Expr(length), &mut |expr| {
            if let Expr::Path(path) = expr
                && let Some(ident) = path.path.get_ident()
                && let Some(declared) = facts.uses.get(&span(ident.span()).start)
                && !(inside.start..inside.end).contains(declared)
            {
                named = named.or(Some(ident));
            }
        });
        if let Some(ident) = named {
            let message =
                format!("`{ident}` is a variable, and an array's length must be a constant");
            let help = format!(
                "declare `const {}: usize`, or make a `Vec` with `vec![…; {ident}]`",
                ident.to_string().to_uppercase()
            );
            self.found
                .push(Diagnostic::error("E0435", span(ident.span()), message).with_help(help));
        }
    }
}

impl<'a> Visit<'a> for Uses<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        match expr {
            // A name alone has been imported: that is where rustc says it.
            Expr::Path(path) if path.path.segments.len() > 1 => {
                let last = path.path.segments.last();
                last.into_iter().for_each(|last| self.callee(&last.ident));
            }
            Expr::MethodCall(call) => self.callee(&call.method),
            Expr::Field(field) => self.field(field),
            Expr::Repeat(repeat) => self.length(&repeat.len),
            _ => {}
        }
        self.depth += 1;
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let macros = self.macros;
        if let Some(args) = macros.get(mac) {
            for (arg, _) in args.handed(mac) {
                self.visit_expr(arg);
            }
        }
    }
}
