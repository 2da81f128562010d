//! What futures and streams give, whichever they are.

use super::body::Infer;
use super::sig::{Bound, Sig};
use super::ty::{Node, Ty};

impl Infer<'_, '_> {
    /// What awaiting a value of type `ty` gives; what is no future is its own value, for closures that may give either.
    pub(super) fn value_of_future(&mut self, ty: Ty) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Adt(id, args) if id == self.world.scopes.std.future => args.first().copied(),
            Node::Adt(id, args) => match self.world.adt(id).output.as_ref() {
                Some(output) => Some(self.instantiate(output, &args)),
                None if self.is_own_future(ty) => self.projected(ty, "Output"),
                None => match self.deref(ty) {
                    Some(inner) if self.is_future(inner) => self.value_of_future(inner),
                    _ => Some(ty),
                },
            },
            Node::Ref(_, to) => self.value_of_future(to),
            Node::Param(index) => self
                .bound_output(index)
                .or_else(|| self.projected(ty, "Output")),
            Node::Object(..) | Node::Unknown => None,
            _ => Some(ty),
        }
    }

    pub(super) fn is_future(&mut self, ty: Ty) -> bool {
        match self.table.node(ty) {
            Node::Adt(id, _) => {
                id == self.world.scopes.std.future
                    || self.world.adt(id).output.is_some()
                    || self.is_own_future(ty)
                    || self.deref(ty).is_some_and(|inner| self.is_future(inner))
            }
            Node::Ref(_, to) => self.is_future(to),
            Node::Param(_) | Node::Object(..) | Node::Unknown => true,
            _ => false,
        }
    }

    /// Whether the program implements `Future` for it, or says which future it becomes.
    fn is_own_future(&mut self, ty: Ty) -> bool {
        let Node::Adt(id, _) = self.table.node(ty) else {
            return false;
        };
        let mut traits = self.world.adt(id).traits.iter();
        traits.any(|of| of == "Future" || of == "IntoFuture")
    }

    /// What a stream of type `ty` gives; `None` if it is none, or if that is not known.
    pub(super) fn streamed(&mut self, ty: Ty) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Adt(id, args) => match self.world.adt(id).streamed.as_ref() {
                Some(item) => Some(self.instantiate(item, &args)),
                None => {
                    let inner = self.deref(ty)?;
                    self.streamed(inner)
                }
            },
            Node::Ref(_, to) => self.streamed(to),
            Node::Param(index) => {
                let mut bounds = self.context.bounds.iter();
                let item = bounds.find_map(|(of, bound)| match bound {
                    Bound::Stream(item) if *of == index && *item != Sig::Unknown => Some(item),
                    _ => None,
                })?;
                Some(self.own(item))
            }
            _ => None,
        }
    }
}
