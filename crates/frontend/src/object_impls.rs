//! Traits of std implemented for trait objects: `impl Debug for dyn Shape`.
//!
//! At run time an object is the value itself, so every type that implements the object's trait gets the methods. One
//! that has the trait of its own could not be told from the object, and is refused.

use interleave_program::{FnId, SelfKind, Span};
use syn::{Type, TypeParamBound};

use crate::impls::Target;
use crate::lower::body::Context;
use crate::names::{TraitId, TypeId};
use crate::session::Session;
use crate::signature::strip_reference;
use crate::spans;

/// One function of such an implementation.
pub struct ObjectImpl {
    at: Span,
    /// The object's trait.
    object: TraitId,
    /// The trait that is implemented, and its function.
    of: TraitId,
    name: String,
    id: FnId,
    kind: SelfKind,
}

impl Session<'_> {
    /// Keeps a function of an `impl` for later, when that is one of a trait of std for an object of a trait of the
    /// program.
    pub fn keeps_for_objects(
        &mut self,
        self_ty: &Type,
        of: TraitId,
        (name, id, kind): (&str, FnId, SelfKind),
        context: &Context,
    ) -> bool {
        let Type::TraitObject(found) = strip_reference(self_ty) else {
            return false;
        };
        let Some(TypeParamBound::Trait(bound)) = found.bounds.first() else {
            return false;
        };
        if self.names.traits[of].is_user || self.is_prelude {
            return false;
        }
        let Some(object) = self.impl_trait(&bound.path, context) else {
            return false;
        };
        if !self.names.traits[object].is_user {
            return false;
        }
        self.object_impls.push(ObjectImpl {
            at: spans::ty(self_ty),
            object,
            of,
            name: name.to_owned(),
            id,
            kind,
        });
        true
    }

    /// Gives the functions to the types, once it is known which types implement what.
    pub fn finish_object_impls(&mut self) {
        for found in std::mem::take(&mut self.object_impls) {
            for (of, type_id) in self.implementors.clone() {
                if of == found.object {
                    self.enter_object_impl(&found, type_id);
                }
            }
        }
    }

    fn enter_object_impl(&mut self, found: &ObjectImpl, type_id: TypeId) {
        let name = self.names.traits[found.of].name.clone();
        let tag = self.names.types[type_id].tag;
        let derives = tag.user_index().is_some_and(|index| {
            let derives = &self.program.types[index].derives;
            derives.contains(&name)
        });
        if derives || self.implementors.contains(&(found.of, type_id)) {
            let of = &self.names.types[type_id].name;
            let what = format!("`{name}` for a trait object beside `{name}` for `{of}`");
            let instead = "give one of them a method of its own name";
            return self.unsupported("overload", found.at, &what, instead);
        }
        let target = Target::Type(type_id);
        self.place_method(target, &found.name, found.id, found.kind, Some(found.of));
    }
}
