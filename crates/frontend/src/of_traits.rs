//! What a trait gives a type, beside what the type has of its own by the same name.
//!
//! Inherent functions go before those of traits where a name stands alone. Bounds, objects and paths that name the trait
//! mean the trait's, and std calls its traits' methods whatever else is called so.

use interleave_program::{Span, operator_of_trait};

use crate::impls::OF_CONTENT;
use crate::names::{Def, TraitId, TraitInfo, TypeId};
use crate::session::Session;

impl Session<'_> {
    /// The program's trait whose item is used at offset `used`, where a type parameter or an object has it.
    pub fn trait_declaring(&self, used: u32) -> Option<TraitId> {
        let declared = self.of_bounds.get(&used)?;
        self.declaring.get(declared).copied()
    }

    /// The name under which a call finds the method that a bound or an object has, where others are called so too.
    pub fn method_of_bound(&self, name: String, span: Span) -> String {
        let Some(of) = self.trait_declaring(span.start) else {
            return name;
        };
        let declares = |info: &TraitInfo| info.is_user && info.methods.contains_key(&name);
        let is_inherent = self.inherent_names.contains(&name);
        let traits = self.names.traits.iter();
        match is_inherent || traits.filter(|info| declares(info)).count() > 1 {
            true => self.trait_symbol(Some(of), &name),
            false => name,
        }
    }

    /// What a type has of a trait, or else by that name.
    pub fn trait_item(&self, base: usize, of: Option<TraitId>, name: &str) -> Option<Def> {
        let of = of.map(|of| self.names.traits[of].name.as_str());
        of.and_then(|of| self.item_of_trait(base, of, name))
            .or_else(|| self.associated(base, name))
    }

    /// What a type has of the trait called `of`, whatever else of it is called so.
    pub fn item_of_trait(&self, base: usize, of: &str, name: &str) -> Option<Def> {
        let info = &self.names.types[base];
        let qualified = format!("{of}::{name}");
        if let Some(item) = info.associated.get(&qualified) {
            return Some(*item);
        }
        let symbols = [Some(qualified), operator_of_trait(of, name)];
        let symbols = symbols.into_iter().flatten();
        let mut symbols = symbols.filter_map(|symbol| self.program.symbols.get(&symbol));
        let method = symbols.find_map(|symbol| self.program.method(info.tag, symbol))?;
        Some(Def::Callee(self.callee_of(method.target)))
    }

    /// A type's own method beside one of the same name that a trait of std has, where std finds that by the name alone.
    pub fn refuse_beside_std(&mut self, id: TypeId, name: &str, span: Span) {
        if OF_CONTENT.contains(&name) || name == "fmt" {
            return;
        }
        let symbol = self.symbol(name);
        let info = &self.names.types[id];
        let origin = self.method_origin.get(&(info.tag, symbol)).copied();
        let Some(of) = origin.flatten().map(|of| &self.names.traits[of]) else {
            return;
        };
        if of.is_user || operator_of_trait(&of.name, name).is_some() {
            return;
        }
        let what = format!(
            "`{name}` as a method of `{}`'s own beside that of `{}`",
            info.name, of.name
        );
        self.unsupported("name", span, &what, "give it another name");
    }
}
