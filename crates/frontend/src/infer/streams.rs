//! What futures and streams give, whichever they are.

use super::base::Adt;
use super::body::Infer;
use super::sig::{Bound, Sig};
use super::ty::{Node, Ty};

impl Infer<'_, '_> {
    /// What awaiting a value of type `ty` gives; what is no future is its own value, for closures that may give either.
    pub(super) fn value_of_future(&mut self, ty: Ty) -> Option<Ty> {
        self.future_output(ty).unwrap_or(Some(ty))
    }

    pub(super) fn is_future(&mut self, ty: Ty) -> bool {
        self.future_output(ty).is_some()
    }

    /// What awaiting it gives, if that is known; `None` if it is no future.
    fn future_output(&mut self, ty: Ty) -> Option<Option<Ty>> {
        match self.table.node(ty) {
            Node::Adt(id, args) if id == self.world.scopes.std.future => {
                Some(args.first().copied())
            }
            Node::Adt(id, args) => match self.world.adt(id).output.as_ref() {
                Some(output) => Some(Some(self.instantiate(output, &args))),
                None if self.is_own_future(ty) => Some(self.projected(ty, "Output")),
                None => {
                    let inner = self.deref(ty)?;
                    self.future_output(inner)
                }
            },
            Node::Ref(_, to) => self.future_output(to),
            Node::Param(index) => {
                let output = self.bound_output(index);
                Some(output.or_else(|| self.projected(ty, "Output")))
            }
            Node::Object(..) | Node::Unknown => Some(None),
            _ => None,
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
        let of_bound = |bound: &Bound| match bound {
            Bound::Stream(item) if *item != Sig::Unknown => Some(item.clone()),
            _ => None,
        };
        self.given(ty, |adt| adt.streamed.as_ref(), of_bound)
    }

    /// What a value of type `ty` gives by what is known of its type, or of its bounds; `None` if it gives none, or if that is
    /// not known.
    pub(super) fn given(
        &mut self,
        ty: Ty,
        of_type: fn(&Adt) -> Option<&Sig>,
        of_bound: fn(&Bound) -> Option<Sig>,
    ) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Adt(id, args) => match of_type(self.world.adt(id)) {
                Some(item) => Some(self.instantiate(item, &args)),
                None => {
                    let inner = self.deref(ty)?;
                    self.given(inner, of_type, of_bound)
                }
            },
            Node::Ref(_, to) => self.given(to, of_type, of_bound),
            Node::Param(index) => self.given_by_bound(index, of_bound),
            _ => None,
        }
    }

    /// The same for a type parameter.
    pub(super) fn given_by_bound(
        &mut self,
        index: u16,
        of_bound: fn(&Bound) -> Option<Sig>,
    ) -> Option<Ty> {
        let mut bounds = self.context.bounds.iter();
        let given = bounds.find_map(|(of, bound)| of_bound(bound).filter(|_| *of == index))?;
        Some(self.own(&given))
    }
}
