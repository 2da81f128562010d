//! What is known of types and their methods: std's from a table, the program's from its items.

use interleave_program::{IntKind, Map, TypeTag};

use super::sig::{AdtId, FnSig, Sig, TraitId};

/// A nominal type.
#[derive(Clone, Debug, Default)]
pub(super) struct Adt {
    pub(super) name: String,
    /// Where it is declared in the program.
    pub(super) at: u32,
    /// Number of type parameters.
    pub(super) generics: usize,
    pub(super) tag: Option<TypeTag>,
    /// Values are `Copy` when all type arguments are.
    pub(super) is_copy: bool,
    /// Method lookup passes on to what it dereferences to before it tries methods of every type.
    pub(super) is_transparent: bool,
    /// What `*value` is.
    pub(super) deref: Option<Sig>,
    /// What iterating over it gives: by `next`, by value, by reference.
    pub(super) item: Option<Sig>,
    pub(super) into_item: Option<Sig>,
    pub(super) ref_item: Option<Sig>,
    /// What a stream gives.
    pub(super) streamed: Option<Sig>,
    /// What awaiting it gives, for types of the table.
    pub(super) output: Option<Sig>,
    /// Fields of a struct.
    pub(super) fields: Vec<(String, Sig)>,
    /// Variants of an enum with their fields.
    pub(super) variants: Vec<(String, Vec<(String, Sig)>)>,
    /// Traits of std that a type of the program derives or implements.
    pub(super) traits: Vec<String>,
}

/// The outermost part of a type, by which methods are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Head {
    Adt(AdtId),
    /// Integers of any kind, for std's methods.
    AnyInt,
    Int(IntKind),
    /// Floats of either width, for std's methods.
    AnyFloat,
    F32,
    F64,
    Bool,
    Char,
    Str,
    Slice,
    Array,
    Tuple,
    /// Raw pointers.
    Ptr,
    Fn,
    Object(TraitId),
}

/// Functions of types, by the type's head and the name.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    pub(super) adts: Vec<Adt>,
    pub(super) by_name: Map<String, AdtId>,
    pub(super) methods: Map<Head, Map<String, Vec<FnSig>>>,
}

impl Base {
    pub(super) fn add(&mut self, head: Head, name: String, sig: FnSig) {
        let named = self.methods.entry(head).or_default();
        named.entry(name).or_default().push(sig);
    }

    pub(super) fn of(&self, head: Head, name: &str) -> &[FnSig] {
        let named = self.methods.get(&head);
        named
            .and_then(|named| named.get(name))
            .map_or(&[], Vec::as_slice)
    }
}

impl Head {
    /// The head of a type in a signature; `None` for parameters and what has no methods of its own.
    pub(super) fn of_sig(sig: &Sig) -> Option<Self> {
        Some(match sig {
            Sig::Adt(id, _) => Self::Adt(*id),
            Sig::Int(kind) => Self::Int(*kind),
            Sig::F32 => Self::F32,
            Sig::F64 => Self::F64,
            Sig::Bool => Self::Bool,
            Sig::Char => Self::Char,
            Sig::Str => Self::Str,
            Sig::Slice(_) => Self::Slice,
            Sig::Array(..) => Self::Array,
            Sig::Tuple(_) => Self::Tuple,
            Sig::Ptr(_) => Self::Ptr,
            Sig::Fn(..) => Self::Fn,
            Sig::Object(Some(id), _) => Self::Object(*id),
            Sig::Ref(_, to) => return Self::of_sig(to),
            _ => return None,
        })
    }
}
