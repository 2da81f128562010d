//! Functions of one name in several impls of one type: `impl Door<Open>` and `impl Door<Closed>`, each with a `state`.
//!
//! At run time both doors are the same type, so inference says which is meant. Where it cannot, the call is refused.

use interleave_program::{FnId, SelfKind, Span};

use crate::impls::Target;
use crate::names::{Callee, Def, TraitId};
use crate::resolve::unraw;
use crate::session::Session;
use crate::spans;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Where its name is written.
    pub at: u32,
    pub id: FnId,
    pub kind: SelfKind,
}

/// The method's name where inference knows which is meant.
fn symbol_of(name: &str, at: u32) -> String {
    format!("{name}#{at}")
}

impl Session<'_> {
    /// Gives each of several functions a name of its own; the name they share stops the program.
    pub fn finish_twins(&mut self) {
        for ((type_id, name), twins) in std::mem::take(&mut self.inherent) {
            if twins.len() < 2 {
                continue;
            }
            let target = Target::Type(type_id);
            for twin in &twins {
                let symbol = symbol_of(&name, twin.at);
                self.place_method(target, &symbol, twin.id, twin.kind, None);
            }
            let argc = self.program.functions[twins[0].id.index()].params;
            let id = self.choice(&name, argc, &[]);
            let associated = &mut self.names.types[type_id].associated;
            associated.insert(name.clone(), Def::Callee(Callee::Fn(id)));
            self.place_method(target, &name, id, twins[0].kind, None);
            self.twins.insert(id, twins);
        }
    }

    /// The name under which the method that is meant is found.
    pub fn twin_method(&mut self, name: String, span: Span, receiver: &syn::Expr) -> String {
        let Some(symbol) = self
            .program
            .symbols
            .get(&name)
            .filter(|_| !self.twins.is_empty())
        else {
            return name;
        };
        if let Some(at) = self.inferred.facts().twins.get(&span.start) {
            let own = symbol_of(&name, *at);
            return match self.program.symbols.get(&own) {
                Some(_) => own,
                None => name,
            };
        }
        let tags = self.inferred.deref_tags(receiver).unwrap_or_default();
        let mut methods = tags
            .iter()
            .filter_map(|tag| self.program.method(*tag, symbol));
        if let Some(method) = methods.next()
            && let interleave_program::MethodTarget::Fn(id) = method.target
            && self.twins.contains_key(&id)
        {
            self.refuse_twin(&name, span);
        }
        name
    }

    /// The function that a path means.
    pub fn twin_callee(&mut self, callee: Callee, path: &syn::Path) -> Callee {
        let (Callee::Fn(id), Some(last)) = (callee, path.segments.last()) else {
            return callee;
        };
        let Some(twins) = self.twins.get(&id) else {
            return callee;
        };
        let span = spans::of(last.ident.span());
        let meant = self.inferred.facts().twins.get(&span.start);
        let found = meant.and_then(|at| twins.iter().find(|twin| twin.at == *at));
        if let Some(twin) = found {
            return Callee::Fn(twin.id);
        }
        self.refuse_twin(&unraw(&last.ident), span);
        callee
    }

    fn refuse_twin(&mut self, name: &str, span: Span) {
        self.unsupported(
            "overload",
            span,
            &format!("`{name}`, which several impls of one type have, where it is not clear which is meant"),
            "write the type out, as in `Type::<Argument>::name`, or give them different names",
        );
    }

    /// Constants of one name in several impls of one type cannot be told apart.
    pub fn notice_constant(
        &mut self,
        target: Target,
        trait_id: Option<TraitId>,
        ident: &syn::Ident,
    ) {
        let Target::Type(type_id) = target else {
            return;
        };
        let key = (type_id, trait_id, unraw(ident));
        if self.is_prelude || self.constants_given.insert(key) {
            return;
        }
        self.unsupported(
            "overload",
            spans::of(ident.span()),
            "a constant of one name in several impls of one type",
            "make it a function, or give them different names",
        );
    }
}
