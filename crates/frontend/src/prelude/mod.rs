//! The prelude: what of std takes closures or is composed of other things, as Rust text for our own frontend.
//!
//! Each text holds the items of one module of std and mirrors std's names. Signatures name no real types
//! where none are needed: the frontend ignores them. `intrinsic::name(…)` calls a native or a syscall.
//! Closures called from here can block, panic and be preempted like all other code of the program; the
//! frames are invisible, events carry the user's span.
//!
//! # Invariants
//! - A method's hidden type argument (`collect`, `sum`, `parse`, …) is its last parameter, called `hint`.
//! - What a method drops is dropped by the ordinary end of a scope or statement.

/// Module path and text of each module, in the order in which they are compiled.
pub(crate) const TEXTS: &[(&str, &str)] = &[
    ("std::any", include_str!("any.rs")),
    ("std::borrow", include_str!("borrow.rs")),
    ("std::cell", include_str!("cell.rs")),
    ("std::char", include_str!("char.rs")),
    ("std::cmp", include_str!("cmp.rs")),
    ("std::collections::hash_map", include_str!("hash_map.rs")),
    ("std::collections::btree_map", include_str!("btree_map.rs")),
    ("std::collections::btree_set", include_str!("btree_set.rs")),
    ("std::collections::hash_set", include_str!("hash_set.rs")),
    (
        "std::collections::binary_heap",
        include_str!("binary_heap.rs"),
    ),
    ("std::collections::vec_deque", include_str!("vec_deque.rs")),
    ("std::convert", include_str!("convert.rs")),
    ("std::env", include_str!("env.rs")),
    ("std::error", include_str!("error.rs")),
    ("std::f32::consts", include_str!("f32_consts.rs")),
    ("std::f64::consts", include_str!("f64_consts.rs")),
    ("std::fmt", include_str!("fmt.rs")),
    ("std::io", include_str!("io.rs")),
    ("std::iter", include_str!("iter.rs")),
    ("std::iter::adapters", include_str!("iter_adapters.rs")),
    ("std::iter::order", include_str!("iter_order.rs")),
    ("std::iter::sources", include_str!("iter_sources.rs")),
    ("std::mem", include_str!("mem.rs")),
    ("std::num", include_str!("num.rs")),
    ("std::ops", include_str!("ops.rs")),
    ("std::option", include_str!("option.rs")),
    ("std::primitive", include_str!("primitive.rs")),
    ("std::rc", include_str!("rc.rs")),
    ("std::result", include_str!("result.rs")),
    ("std::slice", include_str!("slice.rs")),
    ("std::str", include_str!("str.rs")),
    ("std::string", include_str!("string.rs")),
    ("std::sync", include_str!("sync.rs")),
    ("std::sync", include_str!("sync_condvar.rs")),
    ("std::sync", include_str!("sync_once.rs")),
    ("std::sync::atomic", include_str!("atomic.rs")),
    ("std::sync::mpsc", include_str!("mpsc.rs")),
    ("std::thread", include_str!("thread.rs")),
    ("std::time", include_str!("time.rs")),
    ("std::vec", include_str!("vec.rs")),
];
