//! What kind of thing a type is to the borrow checker: copied or moved, and what can be changed through it.

use super::body::Infer;
use super::sig::{AdtId, Bound, TraitId};
use super::ty::{Node, Ty, VarKind};

/// A type as moves and changes see it. `Unknown` whenever there is doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is known for sure.
    #[default]
    Unknown,
    /// `Copy`, and no reference.
    Copy,
    /// Surely not `Copy`, owns what it leads to.
    Moves,
    /// `&T`
    Shared,
    /// `&mut T`
    Unique,
    /// `Arc` or `Rc`: moves, and gives only `&` to what is inside.
    Counted(&'static str),
    /// A guard that leads to `&mut` when it is itself mutable: `MutexGuard`.
    Guard,
    /// A guard that gives only `&`: `RwLockReadGuard`.
    ReadGuard(&'static str),
    /// `!`
    Never,
}

impl Kind {
    /// Whether using a value of the type by value surely moves it.
    #[must_use]
    pub fn moves(self) -> bool {
        matches!(
            self,
            Self::Moves | Self::Counted(_) | Self::Guard | Self::ReadGuard(_)
        )
    }
}

/// What lies between a method call's receiver and the `&mut` that the method takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The receiver itself must be mutable.
    Owner,
    /// A `&mut` on the way is enough.
    Unique,
    /// A `&` on the way forbids it.
    Shared,
    /// An `Arc` or the like on the way forbids it.
    Pointer(&'static str),
    /// Not known.
    Unknown,
}

const MAX_DEPTH: u32 = 8;

/// std's types that are surely not `Copy`, whatever their arguments.
const MOVED: &[&str] = &[
    "Atomic",
    "BTreeMap",
    "BTreeSet",
    "Barrier",
    "BinaryHeap",
    "Box",
    "Cell",
    "Condvar",
    "Entry",
    "HashMap",
    "HashSet",
    "Iter",
    "JoinHandle",
    "LazyLock",
    "Mutex",
    "Once",
    "OnceCell",
    "OnceLock",
    "Peekable",
    "Range",
    "RangeFrom",
    "RangeInclusive",
    "RcWeak",
    "Receiver",
    "RefCell",
    "RwLock",
    "ScopedJoinHandle",
    "Sender",
    "String",
    "SyncSender",
    "Thread",
    "Vec",
    "VecDeque",
    "Weak",
];

impl Infer<'_, '_> {
    /// What kind of type `ty` is.
    pub(super) fn kind(&mut self, ty: Ty) -> Kind {
        self.kind_at(ty, 0)
    }

    fn kind_at(&mut self, ty: Ty, depth: u32) -> Kind {
        if depth > MAX_DEPTH {
            return Kind::Unknown;
        }
        match self.table.node(ty) {
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char | Node::Ptr(_) => {
                Kind::Copy
            }
            Node::Var { kind, .. } if kind != VarKind::General => Kind::Copy,
            Node::Never => Kind::Never,
            Node::Ref(..) if self.is_guessed(ty) => Kind::Unknown,
            Node::Ref(false, _) => Kind::Shared,
            // What a `&` behind it leads to is not borrowed through it.
            Node::Ref(true, to) if matches!(self.table.node(to), Node::Ref(false, _)) => {
                Kind::Unknown
            }
            Node::Ref(true, _) => Kind::Unique,
            Node::Array(of, _) => self.kind_of_parts(&[of], depth),
            Node::Tuple(parts) => self.kind_of_parts(&parts, depth),
            Node::Param(index) => self.kind_of_param(index),
            Node::Adt(id, args) => match self.std_name(id) {
                Some(name) => self.kind_of_std(id, name, &args, depth),
                None if !self.world.adt(id).is_copy => Kind::Moves,
                None => match self.kind_of_parts(&args, depth) {
                    Kind::Copy => Kind::Copy,
                    _ => Kind::Unknown,
                },
            },
            _ => Kind::Unknown,
        }
    }

    fn kind_of_std(&mut self, id: AdtId, name: &'static str, args: &[Ty], depth: u32) -> Kind {
        match name {
            "Arc" | "Rc" => Kind::Counted(name),
            "MutexGuard" | "RwLockWriteGuard" | "RefMut" => Kind::Guard,
            "RwLockReadGuard" | "Ref" => Kind::ReadGuard(name),
            "PhantomData" => Kind::Copy,
            name if MOVED.contains(&name) => Kind::Moves,
            // tokio's guards are left alone: they are looked through.
            name if name.starts_with("Tokio") && !self.world.adt(id).is_transparent => Kind::Moves,
            _ if self.world.adt(id).is_copy => self.kind_of_parts(args, depth),
            _ => Kind::Unknown,
        }
    }

    fn kind_of_parts(&mut self, parts: &[Ty], depth: u32) -> Kind {
        let mut all = Kind::Copy;
        for part in parts {
            match self.kind_at(*part, depth + 1) {
                Kind::Copy | Kind::Shared => {}
                Kind::Unknown | Kind::Never => all = Kind::Unknown,
                _ => return Kind::Moves,
            }
        }
        all
    }

    fn kind_of_param(&self, index: u16) -> Kind {
        let mut bounds = self.context.bounds.iter();
        let is_copy = bounds.any(|(of, bound)| {
            *of == index
                && match bound {
                    Bound::Copy | Bound::Other => true,
                    Bound::Trait(id, _) => self.trait_is_copy(*id, 0),
                    _ => false,
                }
        });
        if is_copy { Kind::Unknown } else { Kind::Moves }
    }

    fn trait_is_copy(&self, id: TraitId, depth: u32) -> bool {
        let Some(found) = self.world.traits.get(id.0 as usize) else {
            return true;
        };
        let mut supertraits = found.supertraits.iter();
        found.is_copy
            || depth > MAX_DEPTH
            || supertraits.any(|id| self.trait_is_copy(*id, depth + 1))
    }

    /// A reference of which it is not known whether it is mutable.
    pub(super) fn guessed_reference(&mut self, to: Ty) -> Ty {
        let reference = self.table.reference(to);
        self.guessed.push(reference);
        reference
    }

    pub(super) fn is_guessed(&mut self, ty: Ty) -> bool {
        let ty = self.table.find(ty);
        self.guessed.contains(&ty)
    }

    /// What a dereference of `ty`, the next step of a method's auto-deref, does to `so_far`.
    pub(super) fn step(&mut self, ty: Ty, so_far: Reach) -> Reach {
        if let Reach::Shared | Reach::Pointer(_) | Reach::Unknown = so_far {
            return so_far;
        }
        match (self.table.node(ty), self.kind(ty), so_far) {
            (_, Kind::Shared, _) => Reach::Shared,
            (_, Kind::Unique, Reach::Owner) => Reach::Unique,
            (_, Kind::Unique, _) => so_far,
            (_, Kind::Counted(name) | Kind::ReadGuard(name), _) => Reach::Pointer(name),
            (_, Kind::Guard, Reach::Owner) | (Node::Array(..), ..) => so_far,
            (Node::Adt(id, _), Kind::Moves, _) => match self.std_name(id) {
                Some("Box" | "Vec" | "String") => so_far,
                _ => Reach::Unknown,
            },
            _ => Reach::Unknown,
        }
    }
}
