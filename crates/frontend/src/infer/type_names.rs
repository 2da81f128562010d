//! Names of types as `std::any::type_name` says them.

use super::body::Infer;
use super::sig::AdtId;
use super::ty::{Node, Ty, VarKind};

/// The name of the crate that the real runs beside the simulation compile a text as.
const CRATE: &str = "program";

const MAX_DEPTH: u32 = 16;

/// Where std's types are, by the names of the table.
const PATHS: &[(&str, &[&str])] = &[
    ("alloc::boxed", &["Box"]),
    ("alloc::rc", &["Rc"]),
    ("alloc::sync", &["Arc", "Weak"]),
    ("alloc::string", &["String"]),
    ("alloc::vec", &["Vec"]),
    ("alloc::borrow", &["Cow"]),
    ("alloc::collections::vec_deque", &["VecDeque"]),
    ("alloc::collections::binary_heap", &["BinaryHeap"]),
    ("alloc::collections::btree::map", &["BTreeMap"]),
    ("alloc::collections::btree::set", &["BTreeSet"]),
    ("std::collections::hash::map", &["HashMap"]),
    ("std::collections::hash::set", &["HashSet"]),
    ("core::option", &["Option"]),
    ("core::result", &["Result"]),
    ("core::cmp", &["Ordering", "Reverse"]),
    ("core::cell", &["Cell", "RefCell", "UnsafeCell"]),
    ("core::cell::once", &["OnceCell"]),
    ("core::cell::lazy", &["LazyCell"]),
    ("core::marker", &["PhantomData"]),
    ("core::mem::manually_drop", &["ManuallyDrop"]),
    ("core::mem::maybe_uninit", &["MaybeUninit"]),
    ("core::num::error", &["ParseIntError"]),
    ("core::num::wrapping", &["Wrapping"]),
    (
        "core::ops::range",
        &[
            "Range",
            "RangeInclusive",
            "RangeFrom",
            "RangeTo",
            "RangeFull",
        ],
    ),
    ("core::pin", &["Pin"]),
    ("core::ptr::non_null", &["NonNull"]),
    ("core::time", &["Duration"]),
    ("std::time", &["Instant"]),
    ("std::sync::poison::mutex", &["Mutex", "MutexGuard"]),
    (
        "std::sync::poison::rwlock",
        &["RwLock", "RwLockReadGuard", "RwLockWriteGuard"],
    ),
    ("std::sync::mpsc", &["Sender", "SyncSender", "Receiver"]),
    ("std::sync::once_lock", &["OnceLock"]),
    ("std::sync::lazy_lock", &["LazyLock"]),
    ("std::thread", &["JoinHandle"]),
];

impl Infer<'_, '_> {
    /// The name of a type, where all of it is known.
    pub(super) fn type_name(&mut self, ty: Ty, depth: u32) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.table.node(ty) {
            Node::Int(kind) if kind != interleave_program::IntKind::Any => kind.name().to_owned(),
            Node::Var {
                kind: VarKind::Int,
                tainted: false,
            } => "i32".to_owned(),
            Node::Var {
                kind: VarKind::Float,
                ..
            }
            | Node::F64 => "f64".to_owned(),
            Node::F32 => "f32".to_owned(),
            Node::Bool => "bool".to_owned(),
            Node::Char => "char".to_owned(),
            Node::Str => "str".to_owned(),
            Node::Never => "!".to_owned(),
            Node::Number(value) => value.to_string(),
            Node::Ref(is_mut, to) => {
                let to = self.type_name(to, depth + 1)?;
                format!("&{}{to}", if is_mut { "mut " } else { "" })
            }
            Node::Slice(of) => format!("[{}]", self.type_name(of, depth + 1)?),
            Node::Array(of, len) => {
                let of = self.type_name(of, depth + 1)?;
                format!("[{of}; {}]", self.type_name(len, depth + 1)?)
            }
            Node::Tuple(parts) => {
                let names = self.type_names(&parts, depth)?;
                match names.len() {
                    1 => format!("({},)", names[0]),
                    _ => format!("({})", names.join(", ")),
                }
            }
            Node::Adt(id, args) => {
                let name = self.adt_path(id)?;
                let args = self.type_names(&args, depth)?;
                match args.is_empty() {
                    true => name,
                    false => format!("{name}<{}>", args.join(", ")),
                }
            }
            _ => return None,
        })
    }

    fn type_names(&mut self, types: &[Ty], depth: u32) -> Option<Vec<String>> {
        let names = types.iter().map(|ty| self.type_name(*ty, depth + 1));
        names.collect()
    }

    fn adt_path(&self, id: AdtId) -> Option<String> {
        let name = &self.world.adt(id).name;
        let std = self.world.scopes.std.base.adts.len();
        let Some(index) = (id.0 as usize).checked_sub(std) else {
            let mut paths = PATHS.iter();
            let (path, _) = paths.find(|(_, names)| names.contains(&name.as_str()))?;
            return Some(format!("{path}::{name}"));
        };
        let (module, _) = self.world.scopes.adts.get(index)?;
        let modules = self.world.scopes.path_of(*module)?;
        Some(format!("{CRATE}{modules}::{name}"))
    }
}
