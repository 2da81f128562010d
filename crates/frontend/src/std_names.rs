//! The names of std before the prelude adds its own: built-in types and traits at their paths, and
//! everything that the tables of natives and syscalls say.

use interleave_program::stdlib::{Access, TYPE_PATHS};
use interleave_program::{
    Method, MethodTarget, Native, Program, SelfKind, ShapeId, Sys, TypeTag, operator_symbol,
};

use crate::names::{AsyncMacro, Callee, ConstInfo, Def, ModuleId, Names, TypeId};
use crate::resolve::Namespace;
use crate::session::Session;

/// Functions of std's traits that every type may have, with their trait: what `<_>::name` may mean.
const OF_ANY: &[(&str, &str)] = &[
    ("clone", "Clone"),
    ("default", "Default"),
    ("from", "From"),
    ("from_iter", "FromIterator"),
    ("from_str", "FromStr"),
    ("into", "Into"),
    ("to_owned", "ToOwned"),
    ("to_string", "ToString"),
    ("try_from", "TryFrom"),
    ("try_into", "TryInto"),
];

/// The trait of std behind `<_>::name`.
pub fn trait_of_any(name: &str) -> Option<&'static str> {
    let mut known = OF_ANY.iter();
    known
        .find(|(function, _)| *function == name)
        .map(|(_, of)| *of)
}

/// Traits of std that programs name in `use`, bounds and `impl`, with the module they live in.
const TRAITS: &[(&str, &[&str])] = &[
    (
        "fmt",
        &[
            "Display", "Debug", "Write", "LowerHex", "UpperHex", "Octal", "Binary", "LowerExp",
            "UpperExp", "Pointer",
        ],
    ),
    ("clone", &["Clone"]),
    ("marker", &["Copy", "Send", "Sync", "Sized", "Unpin"]),
    ("cmp", &["PartialEq", "Eq", "PartialOrd", "Ord"]),
    ("hash", &["Hash", "Hasher", "BuildHasher"]),
    ("default", &["Default"]),
    (
        "iter",
        &[
            "Iterator",
            "IntoIterator",
            "DoubleEndedIterator",
            "ExactSizeIterator",
            "FromIterator",
            "Extend",
            "Sum",
            "Product",
        ],
    ),
    (
        "convert",
        &["From", "Into", "TryFrom", "TryInto", "AsRef", "AsMut"],
    ),
    (
        "ops",
        &[
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Rem",
            "BitAnd",
            "BitOr",
            "BitXor",
            "Shl",
            "Shr",
            "Neg",
            "Not",
            "AddAssign",
            "SubAssign",
            "MulAssign",
            "DivAssign",
            "RemAssign",
            "BitAndAssign",
            "BitOrAssign",
            "BitXorAssign",
            "ShlAssign",
            "ShrAssign",
            "Index",
            "IndexMut",
            "Deref",
            "DerefMut",
            "Drop",
            "Fn",
            "FnMut",
            "FnOnce",
            "AsyncFn",
            "AsyncFnMut",
            "AsyncFnOnce",
            "RangeBounds",
        ],
    ),
    ("borrow", &["Borrow", "BorrowMut", "ToOwned"]),
    ("string", &["ToString"]),
    ("str", &["FromStr"]),
    ("error", &["Error"]),
    ("any", &["Any"]),
    ("io", &["Write", "Read", "BufRead"]),
    ("panic", &["UnwindSafe", "RefUnwindSafe"]),
    ("process", &["Termination"]),
    ("future", &["Future", "IntoFuture"]),
];

/// Paths whose last name needs no `use`.
const IN_SCOPE: &[&str] = &[
    "option::Option",
    "result::Result",
    "vec::Vec",
    "string::String",
    "boxed::Box",
    "string::ToString",
    "clone::Clone",
    "marker::Copy",
    "marker::Send",
    "marker::Sync",
    "marker::Sized",
    "marker::Unpin",
    "cmp::PartialEq",
    "cmp::Eq",
    "cmp::PartialOrd",
    "cmp::Ord",
    "default::Default",
    "iter::Iterator",
    "iter::IntoIterator",
    "iter::DoubleEndedIterator",
    "iter::ExactSizeIterator",
    "iter::FromIterator",
    "iter::Extend",
    "convert::From",
    "convert::Into",
    "convert::TryFrom",
    "convert::TryInto",
    "convert::AsRef",
    "convert::AsMut",
    "ops::Drop",
    "ops::Fn",
    "ops::FnMut",
    "ops::FnOnce",
    "ops::AsyncFn",
    "ops::AsyncFnMut",
    "ops::AsyncFnOnce",
    "borrow::ToOwned",
    "mem::drop",
    "mem::size_of",
    "mem::size_of_val",
    "mem::align_of",
    "mem::align_of_val",
    "future::Future",
    "future::IntoFuture",
];

/// Modules of std that exist even when nothing in them is supported yet.
const MODULES: &[&str] = &[
    "thread",
    "time",
    "sync",
    "sync::mpsc",
    "sync::atomic",
    "collections",
    "collections::hash_map",
    "collections::btree_map",
    "io",
    "env",
    "fs",
    "net",
    "process",
    "mem",
    "rc",
    "cell",
    "num",
    "future",
    "pin",
    "task",
    "panic",
    "primitive",
    "char",
    "f32",
    "f64",
    "i32",
    "u32",
    "i64",
    "u64",
    "usize",
    "array",
    "slice",
];

/// Types that programs only write in signatures: all iterators are alike at run time.
const ONLY_WRITTEN: &[(&str, &[&str])] = &[
    (
        "str",
        &[
            "Chars",
            "CharIndices",
            "Bytes",
            "Lines",
            "Split",
            "SplitWhitespace",
            "SplitN",
        ],
    ),
    (
        "slice",
        &["Iter", "IterMut", "Chunks", "ChunksExact", "Windows"],
    ),
    ("vec", &["IntoIter", "Drain"]),
    (
        "iter",
        &[
            "Map",
            "Filter",
            "FilterMap",
            "Rev",
            "Enumerate",
            "Zip",
            "Take",
            "Skip",
            "Chain",
            "Cycle",
            "StepBy",
            "Cloned",
            "Copied",
            "FromFn",
            "Once",
            "Repeat",
            "Empty",
            "FlatMap",
            "Flatten",
            "Fuse",
            "Scan",
            "TakeWhile",
            "SkipWhile",
            "Inspect",
            "Peekable",
            "Successors",
            "FusedIterator",
        ],
    ),
    (
        "collections::hash_map",
        &[
            "Iter",
            "IterMut",
            "Keys",
            "Values",
            "ValuesMut",
            "IntoIter",
            "OccupiedEntry",
            "VacantEntry",
        ],
    ),
    (
        "collections::btree_map",
        &[
            "Iter",
            "IterMut",
            "Keys",
            "Values",
            "ValuesMut",
            "IntoIter",
            "Range",
        ],
    ),
    ("collections::hash_set", &["Iter", "IntoIter"]),
    ("collections::vec_deque", &["Iter", "IterMut", "IntoIter"]),
    ("sync::mpsc", &["Iter", "TryIter", "IntoIter"]),
    ("io", &["BufReader", "BufWriter"]),
    ("array", &["IntoIter"]),
];

/// Aliases of `Result`: `io::Result::Ok(n)` names its variants.
const RESULTS: &[(&str, &str)] = &[
    ("fmt", "Result"),
    ("io", "Result"),
    ("thread", "Result"),
    ("sync", "LockResult"),
    ("sync", "TryLockResult"),
];

/// Names of primitive types, which live in no module.
const PRIMITIVES: &[TypeTag] = &[
    TypeTag::BOOL,
    TypeTag::CHAR,
    TypeTag::STR,
    TypeTag::I8,
    TypeTag::I16,
    TypeTag::I32,
    TypeTag::I64,
    TypeTag::I128,
    TypeTag::ISIZE,
    TypeTag::U8,
    TypeTag::U16,
    TypeTag::U32,
    TypeTag::U64,
    TypeTag::U128,
    TypeTag::USIZE,
    TypeTag::F32,
    TypeTag::F64,
];

/// Names and methods before the prelude.
pub fn base(program: &mut Program) -> Names {
    let mut names = Names::default();
    let std = names.add_module("std", None);
    for alias in ["std", "core", "alloc"] {
        names.crates.insert(alias.to_owned(), std);
    }
    let cpu = names.add_module("cpu", None);
    names.crates.insert("cpu".to_owned(), cpu);
    names.prelude = names.add_module("prelude", None);
    add_types(&mut names);
    add_variants(program, &mut names);
    for module in MODULES {
        module_at(&mut names, std, &module.split("::").collect::<Vec<_>>());
    }
    for (module, traits) in TRAITS {
        let module = names.child_module(std, module);
        for name in *traits {
            let id = names.add_trait(name, true);
            names.modules[module]
                .types
                .insert((*name).to_owned(), Def::Trait(id));
        }
    }
    // `use std::io::prelude::*` brings the traits.
    let io = module_at(&mut names, std, &["io"]);
    let io_prelude = module_at(&mut names, std, &["io", "prelude"]);
    let traits = names.modules[io].types.clone();
    names.modules[io_prelude].types = traits;
    add_natives(program, &mut names);
    add_syscalls(program, &mut names);
    names
}

/// Puts the names that need no `use` into the prelude module. To be called once std is complete.
pub fn fill_prelude(names: &mut Names) {
    let std = names.crates["std"];
    for path in IN_SCOPE {
        let parts: Vec<&str> = path.split("::").collect();
        let (last, modules) = parts.split_last().expect("a path has parts");
        let module = module_at(names, std, modules);
        let types = names.modules[module].types.get(*last).copied();
        let values = names.modules[module].values.get(*last).copied();
        let prelude = &mut names.modules[names.prelude];
        if let Some(def) = types {
            prelude.types.insert((*last).to_owned(), def);
        }
        if let Some(def) = values {
            prelude.values.insert((*last).to_owned(), def);
        }
    }
    let variants = [
        ("Some", ShapeId::SOME),
        ("None", ShapeId::NONE),
        ("Ok", ShapeId::OK),
        ("Err", ShapeId::ERR),
    ];
    for (name, shape) in variants {
        let prelude = &mut names.modules[names.prelude];
        prelude
            .values
            .insert(name.to_owned(), Def::Constructor(shape));
        prelude
            .types
            .insert(name.to_owned(), Def::Constructor(shape));
    }
}

/// Macros of async programs: module, name, what it does.
const ASYNC_MACROS: &[(&str, &str, AsyncMacro)] = &[
    ("std::pin", "pin", AsyncMacro::Pin),
    ("std::task", "ready", AsyncMacro::Ready),
    ("tokio", "pin", AsyncMacro::PinInPlace),
    ("tokio", "join", AsyncMacro::Join),
    ("tokio", "try_join", AsyncMacro::TryJoin),
    ("tokio", "select", AsyncMacro::Select),
    ("futures", "ready", AsyncMacro::Ready),
    ("futures", "poll", AsyncMacro::PollOnce),
    ("futures", "pending", AsyncMacro::PendingOnce),
    ("futures", "select", AsyncMacro::SelectFused),
    ("futures", "select_biased", AsyncMacro::SelectFusedInOrder),
    ("futures", "pin_mut", AsyncMacro::PinInPlace),
    ("futures", "join", AsyncMacro::JoinInOrder),
    ("futures", "try_join", AsyncMacro::TryJoinInOrder),
    ("trpl", "join", AsyncMacro::JoinInOrder),
    ("smol", "pin", AsyncMacro::PinInPlace),
    ("smol", "ready", AsyncMacro::Ready),
];

/// Macros that are expanded before names are looked up (`thread_locals.rs`); `use` may name them all the same.
const EXPANDED_MACROS: [(&str, &str); 2] = [("std", "thread_local"), ("tokio", "task_local")];

/// Declares the macros of those crates that are there.
pub fn add_async_macros(names: &mut Names) {
    for (root, name) in EXPANDED_MACROS {
        if let Some(root) = names.crates.get(root) {
            let types = &mut names.modules[*root].types;
            types.insert(name.to_owned(), Def::OpaqueType);
        }
    }
    for (path, name, which) in ASYNC_MACROS {
        let mut parts = path.split("::");
        let Some(root) = parts.next().and_then(|root| names.crates.get(root)) else {
            continue;
        };
        let module = module_at(names, *root, &parts.collect::<Vec<_>>());
        let types = &mut names.modules[module].types;
        types.insert((*name).to_owned(), Def::Macro(*which));
    }
}

/// Declares the types that are only written, where nothing else has their name.
pub fn add_only_written(session: &mut Session<'_>) {
    let std = session.names.crates["std"];
    for (path, types) in ONLY_WRITTEN {
        let parts: Vec<&str> = path.split("::").collect();
        let module = module_at(&mut session.names, std, &parts);
        for name in *types {
            if session.lookup_in(module, name, Namespace::Types).is_none() {
                let types = &mut session.names.modules[module].types;
                types.insert((*name).to_owned(), Def::OpaqueType);
            }
        }
    }
}

fn module_at(names: &mut Names, root: ModuleId, path: &[&str]) -> ModuleId {
    path.iter()
        .fold(root, |module, name| names.child_module(module, name))
}

fn add_types(names: &mut Names) {
    for tag in PRIMITIVES {
        let name = TypeTag::BUILTIN_NAMES[usize::from(tag.0)];
        let id = names.add_type(name, *tag);
        names.by_tag.insert(*tag, id);
        let prelude = names.prelude;
        names.modules[prelude]
            .types
            .insert(name.to_owned(), Def::Type(id));
    }
    for (path, tag) in TYPE_PATHS {
        let parts: Vec<&str> = path.split("::").collect();
        let (last, modules) = parts.split_last().expect("a path has parts");
        let id = names.add_type(last, *tag);
        names.by_tag.entry(*tag).or_insert(id);
        let root = names.crates["std"];
        let module = module_at(names, root, &modules[1..]);
        names.modules[module]
            .types
            .insert((*last).to_owned(), Def::Type(id));
    }
    // The rest has a tag but no path: tuples, slices, closures, …
    for (index, name) in TypeTag::BUILTIN_NAMES.iter().enumerate() {
        let tag = TypeTag(index as u16);
        if !names.by_tag.contains_key(&tag) {
            let id = names.add_type(name, tag);
            names.by_tag.insert(tag, id);
        }
    }
    let result = Def::Type(names.by_tag[&TypeTag::RESULT]);
    for (module, name) in RESULTS {
        let module = module_at(names, names.crates["std"], &[module]);
        let types = &mut names.modules[module].types;
        types.insert((*name).to_owned(), result);
    }
}

fn add_variants(program: &Program, names: &mut Names) {
    for (index, shape) in program.shapes.iter().enumerate() {
        let Some(id) = names.type_of_tag(shape.tag) else {
            continue;
        };
        let info = &mut names.types[id];
        if shape.name == info.name {
            info.shape = Some(ShapeId::from_index(index));
        } else if shape.tag != TypeTag::TUPLE {
            info.is_enum = true;
            info.associated.insert(
                shape.name.clone(),
                Def::Constructor(ShapeId::from_index(index)),
            );
        }
    }
    // Types of one unit or tuple shape are made by their own name, as a value.
    let ids: Vec<TypeId> = (0..names.types.len()).collect();
    for id in ids {
        let Some(shape) = names.types[id].shape else {
            continue;
        };
        let name = names.types[id].name.clone();
        for module in 0..names.modules.len() {
            if names.modules[module].types.get(&name) == Some(&Def::Type(id)) {
                names.modules[module]
                    .values
                    .insert(name.clone(), Def::Constructor(shape));
            }
        }
    }
}

fn add_natives(program: &mut Program, names: &mut Names) {
    for row in Native::TABLE {
        let callee = |typed| Callee::Native {
            native: row.item,
            argc: row.argc,
            typed,
        };
        match row.access {
            Access::Path(path) => add_path(names, path, callee(false)),
            Access::Intrinsic(name) => {
                names.intrinsics.insert(name.to_owned(), callee(false));
            }
            Access::Method(tag, name, kind) => {
                add_method(program, &[tag], name, kind, MethodTarget::Native(row.item));
            }
            Access::Methods(tags, name, kind) => {
                add_method(program, tags, name, kind, MethodTarget::Native(row.item));
            }
            Access::Associated(tags, name) => add_associated(names, tags, name, callee(true)),
        }
    }
}

fn add_syscalls(program: &mut Program, names: &mut Names) {
    for row in Sys::TABLE {
        let callee = Callee::Sys {
            sys: row.item,
            argc: row.argc,
        };
        match row.access {
            Access::Path(path) => add_path(names, path, callee),
            Access::Intrinsic(name) => {
                names.intrinsics.insert(name.to_owned(), callee);
            }
            Access::Method(tag, name, kind) => {
                add_method(program, &[tag], name, kind, MethodTarget::Sys(row.item));
            }
            Access::Methods(tags, name, kind) => {
                add_method(program, tags, name, kind, MethodTarget::Sys(row.item));
            }
            Access::Associated(tags, name) => add_associated(names, tags, name, callee),
        }
    }
}

fn add_method(
    program: &mut Program,
    tags: &[TypeTag],
    name: &str,
    self_kind: SelfKind,
    target: MethodTarget,
) {
    let operator = operator_symbol(name);
    let method = Method { target, self_kind };
    for name in operator.as_deref().into_iter().chain([name]) {
        let symbol = program.symbols.intern(name);
        for tag in tags {
            program.set_method(*tag, symbol, method);
        }
        if tags.is_empty() {
            set_blanket(program, symbol, method);
        }
    }
}

/// Adds or replaces a method of every type.
pub fn set_blanket(program: &mut Program, symbol: interleave_program::Symbol, method: Method) {
    let methods = &mut program.blanket_methods;
    match methods.binary_search_by_key(&symbol, |(known, _)| *known) {
        Ok(at) => methods[at].1 = method,
        Err(at) => methods.insert(at, (symbol, method)),
    }
}

/// A name without a lowercase letter is a constant's.
fn is_constant_name(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

fn def_of(names: &mut Names, name: &str, callee: Callee, tag: Option<TypeTag>) -> Def {
    if !is_constant_name(name) {
        return Def::Callee(callee);
    }
    let info = match callee {
        Callee::Native { native, typed, .. } => ConstInfo::Native {
            native,
            typed: tag.filter(|_| typed),
        },
        Callee::Sys { sys, .. } => ConstInfo::Sys(sys),
        Callee::Fn(function) => ConstInfo::Function(function),
    };
    names.consts.push(info);
    Def::Const(names.consts.len() - 1)
}

fn add_path(names: &mut Names, path: &str, callee: Callee) {
    let parts: Vec<&str> = path.split("::").collect();
    let (last, before) = parts.split_last().expect("a path has parts");
    let def = def_of(names, last, callee, None);
    if let Some(id) = type_at(names, before) {
        names.types[id].associated.insert((*last).to_owned(), def);
        return;
    }
    let Some(root) = before
        .first()
        .and_then(|first| names.crates.get(*first))
        .copied()
    else {
        return;
    };
    // A trait's function: the trait itself stands at the path, calls go through methods.
    let parent = before.last().expect("the crate is there");
    if parent.chars().next().is_some_and(char::is_uppercase) {
        return;
    }
    let module = module_at(names, root, &before[1..]);
    names.modules[module].values.insert((*last).to_owned(), def);
}

fn type_at(names: &Names, path: &[&str]) -> Option<TypeId> {
    let (last, modules) = path.split_last()?;
    let Some((first, rest)) = modules.split_first() else {
        let tag = TypeTag::builtin(last)?;
        return names.type_of_tag(tag);
    };
    let mut module = *names.crates.get(*first)?;
    for name in rest {
        match names.modules[module].types.get(*name)? {
            Def::Module(next) => module = *next,
            _ => return None,
        }
    }
    match names.modules[module].types.get(*last)? {
        Def::Type(id) => Some(*id),
        _ => None,
    }
}

fn add_associated(names: &mut Names, tags: &[TypeTag], name: &str, callee: Callee) {
    let ids: Vec<TypeId> = (0..names.types.len())
        .filter(|id| tags.contains(&names.types[*id].tag))
        .collect();
    for id in ids {
        let tag = names.types[id].tag;
        let def = def_of(names, name, callee, Some(tag));
        names.types[id].associated.insert(name.to_owned(), def);
    }
}
