//! From types under inference to what the rest of the frontend asks for.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, TypeTag};

use super::body::Infer;
use super::output::{Inferred, NumberKind};
use super::sig::Bound;
use super::ty::{Node, Ty, VarKind};

const MAX_DEPTH: u32 = 12;

impl Infer<'_, '_> {
    /// Writes down everything that was found out about the body.
    pub(super) fn finish(mut self, into: &mut Inferred) {
        for (at, ty) in std::mem::take(&mut self.numbers) {
            if let Some(number) = self.number(ty) {
                into.numbers.insert(at, number);
            }
            if let Node::Int(_) = self.table.node(ty) {
                into.written.insert(at);
            }
        }
        let mut clashes = self.clashes();
        into.facts.clashes.append(&mut clashes);
        let mut unmet = self.unmet();
        unmet.extend(self.left_out());
        unmet.extend(self.unfit());
        into.facts.unmet.append(&mut unmet);
        self.finish_facts(&mut into.facts);
        for (at, ty) in std::mem::take(&mut self.exprs) {
            let hint = self.hint(ty, 0);
            if hint != TypeHint::Unknown {
                into.types.insert(at, hint);
            }
            match self.table.node(ty) {
                Node::Ref(..) => into.references.insert(at),
                Node::Ptr(_) => into.pointers.insert(at),
                _ => false,
            };
            let kind = self.kind(ty);
            if kind != super::kind::Kind::Unknown {
                into.facts.kinds.insert(at, kind);
            }
            if let Some(is_copy) = self.is_copy(ty, 0) {
                into.copies.insert(at, is_copy);
            }
        }
        for (at, target) in self.targets() {
            into.facts.calls.insert(at, target);
        }
        for (at, ty) in std::mem::take(&mut self.receivers) {
            if let Some(chain) = self.chain(ty) {
                into.chains.insert(at, chain);
            }
        }
        for (at, ty) in std::mem::take(&mut self.callees) {
            if self.is_once(ty) {
                into.once.insert(at);
            }
        }
    }

    fn number(&mut self, ty: Ty) -> Option<NumberKind> {
        match self.table.node(ty) {
            Node::Int(kind) => Some(NumberKind::Int(kind)),
            Node::F32 => Some(NumberKind::F32),
            Node::F64 => Some(NumberKind::F64),
            Node::Var {
                kind: VarKind::Int,
                tainted,
            } => Some(NumberKind::Int(match tainted {
                true => IntKind::Any,
                false => IntKind::I32,
            })),
            Node::Var {
                kind: VarKind::Float,
                ..
            } => Some(NumberKind::F64),
            _ => None,
        }
    }

    pub(super) fn hint(&mut self, ty: Ty, depth: u32) -> TypeHint {
        if depth > MAX_DEPTH {
            return TypeHint::Unknown;
        }
        let inner = |infer: &mut Self, ty: Ty| infer.hint(ty, depth + 1);
        match self.table.node(ty) {
            Node::Ref(_, to) => inner(self, to),
            Node::Tuple(parts) => {
                TypeHint::Tuple(parts.iter().map(|part| inner(self, *part)).collect())
            }
            Node::Slice(of) => TypeHint::Named(TypeTag::SLICE, vec![inner(self, of)]),
            Node::Array(of, len) => {
                TypeHint::Named(TypeTag::ARRAY, vec![inner(self, of), inner(self, len)])
            }
            Node::Number(value) => TypeHint::Number(value),
            Node::Adt(id, args) => match self.world.tag(id) {
                Some(tag) => {
                    TypeHint::Named(tag, args.iter().map(|arg| inner(self, *arg)).collect())
                }
                None => TypeHint::Unknown,
            },
            _ => match self.plain_tag(ty) {
                Some(tag) => TypeHint::Named(tag, Vec::new()),
                None => TypeHint::Unknown,
            },
        }
    }

    /// The tag of a type without arguments.
    fn plain_tag(&mut self, ty: Ty) -> Option<TypeTag> {
        match self.table.node(ty) {
            Node::Bool => Some(TypeTag::BOOL),
            Node::Char => Some(TypeTag::CHAR),
            Node::Str => Some(TypeTag::STR),
            _ => match self.number(ty)? {
                NumberKind::Int(IntKind::Any) => None,
                NumberKind::Int(kind) => TypeTag::builtin(kind.name()),
                NumberKind::F32 => Some(TypeTag::F32),
                NumberKind::F64 => Some(TypeTag::F64),
            },
        }
    }

    /// The tags of the auto-deref chain, when all of it is known.
    fn chain(&mut self, ty: Ty) -> Option<Vec<TypeTag>> {
        let mut tags = Vec::new();
        let mut ty = Some(ty);
        for _ in 0..16 {
            let Some(here) = ty else {
                return Some(tags);
            };
            match self.table.node(here) {
                Node::Ref(..) => {}
                Node::Adt(id, _) => tags.push(self.world.tag(id)?),
                Node::Slice(_) => tags.push(TypeTag::SLICE),
                Node::Array(..) => tags.push(TypeTag::ARRAY),
                Node::Tuple(parts) if parts.is_empty() => tags.push(TypeTag::UNIT),
                Node::Tuple(_) => tags.push(TypeTag::TUPLE),
                _ => tags.push(self.plain_tag(here)?),
            }
            ty = self.deref(here);
        }
        None
    }

    /// Whether values of a type are `Copy`; `None` when that is not known.
    pub(super) fn is_copy(&mut self, ty: Ty, depth: u32) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.table.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char | Node::Ptr(_) => {
                Some(true)
            }
            Node::Var { kind, .. } if kind != VarKind::General => Some(true),
            Node::Ref(mutable, _) => Some(!mutable),
            Node::Array(of, _) => self.is_copy(of, depth + 1),
            Node::Tuple(parts) => self.all_copy(&parts, depth),
            // Whatever it stands for.
            Node::Adt(id, _) if self.std_name(id) == Some("PhantomData") => Some(true),
            Node::Adt(id, args) => match self.world.adt(id).is_copy {
                true => self.all_copy(&args, depth),
                false => Some(false),
            },
            Node::Param(index) => {
                let bounds = self.context.bounds.iter();
                let mut own = bounds.filter(|(of, _)| *of == index);
                Some(own.any(|(_, bound)| *bound == Bound::Copy))
            }
            _ => None,
        }
    }

    fn all_copy(&mut self, parts: &[Ty], depth: u32) -> Option<bool> {
        let mut all = Some(true);
        for part in parts {
            match self.is_copy(*part, depth + 1) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }
}
