//! Functions of one name in several impls of one type, `impl Door<Open>` beside `impl Door<Closed>`: which is meant.

use super::body::Infer;
use super::sig::{FnSig, Sig};
use super::ty::{Node, Ty, VarKind};

const MAX_DEPTH: u32 = 8;

impl Infer<'_, '_> {
    /// The only one of `sigs` whose impl is for `this`. With several of them it is noted at offset `at`.
    pub(super) fn twin<'s>(&mut self, sigs: &'s [FnSig], this: Ty, at: u32) -> Option<&'s FnSig> {
        if let [one] = sigs {
            return Some(one);
        }
        let mut inherent = sigs.iter().filter(|sig| sig.is_inherent);
        if let (Some(one), None) = (inherent.next(), inherent.next()) {
            return Some(one);
        }
        // Implementations for references are a matter of how the receiver is taken.
        if sigs
            .iter()
            .any(|sig| matches!(sig.self_ty, Some(Sig::Ref(..))))
        {
            return None;
        }
        let mut fitting = sigs.iter().filter(|sig| match &sig.self_ty {
            Some(own) => self.may_be(own, this, 0),
            None => true,
        });
        let (one, None) = (fitting.next()?, fitting.next()) else {
            return None;
        };
        self.facts.twins.insert(at, one.at);
        Some(one)
    }

    /// Whether `ty` may be, or become, what `sig` says. Only a certain no is a no.
    fn may_be(&mut self, sig: &Sig, ty: Ty, depth: u32) -> bool {
        if depth > MAX_DEPTH {
            return true;
        }
        let node = self.table.node(ty);
        match (sig, &node) {
            (Sig::Unknown | Sig::Infer | Sig::Param(_) | Sig::Assoc(..), _)
            | (_, Node::Unknown | Node::Never) => true,
            (sig, Node::Var { kind, .. }) => match kind {
                VarKind::General => true,
                VarKind::Int => matches!(sig, Sig::Int(_)),
                VarKind::Float => matches!(sig, Sig::F32 | Sig::F64),
            },
            (Sig::Int(kind), Node::Int(found)) => kind == found,
            (Sig::F32, Node::F32)
            | (Sig::F64, Node::F64)
            | (Sig::Bool, Node::Bool)
            | (Sig::Char, Node::Char)
            | (Sig::Str, Node::Str)
            | (Sig::Fn(..), _)
            | (Sig::Object(..), Node::Object(..)) => true,
            (Sig::Ref(mutable, to), Node::Ref(found, of)) => {
                mutable == found && self.may_be(to, *of, depth + 1)
            }
            (Sig::Ptr(to), Node::Ptr(of)) | (Sig::Slice(to), Node::Slice(of)) => {
                self.may_be(to, *of, depth + 1)
            }
            (Sig::Array(to, m), Node::Array(of, n)) => {
                self.may_be(to, *of, depth + 1) && self.may_be(m, *n, depth + 1)
            }
            (Sig::Number(m), Node::Number(n)) => m == n,
            (Sig::Tuple(parts), Node::Tuple(found)) => {
                parts.len() == found.len() && self.may_all_be(parts, found, depth)
            }
            (Sig::Adt(id, args), Node::Adt(found, of)) => {
                id == found && self.may_all_be(args, of, depth)
            }
            _ => false,
        }
    }

    fn may_all_be(&mut self, sigs: &[Sig], types: &[Ty], depth: u32) -> bool {
        let mut pairs = sigs.iter().zip(types);
        pairs.all(|(sig, ty)| self.may_be(sig, *ty, depth + 1))
    }
}
