//! The prelude: what of std takes closures or is composed of other things, as Rust text for our own frontend.
//!
//! Each text holds the items of one module of std and mirrors std's names. Signatures name no real types
//! where none are needed: the frontend ignores them. `intrinsic::name(…)` calls a native or a syscall.
//! Closures called from here can block, panic and be preempted like all other code of the program; the
//! frames are invisible, events carry the user's span. What several types of a text do alike is a macro of that text.
//!
//! # Invariants
//! - A method's hidden type argument (`collect`, `sum`, `parse`, …) is its last parameter, called `hint`.
//! - What a method drops is dropped by the ordinary end of a scope or statement.

use crate::stripped::stripped;

/// Texts that are compiled only for programs that mention them.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    /// What a program's text contains when it needs the part.
    pub(crate) words: &'static [&'static str],
    /// Another part without which these words say nothing; empty for none.
    pub(crate) within: &'static str,
    /// Names of other parts whose items its texts use.
    pub(crate) needs: &'static [&'static str],
    /// Module path and text of each module, in the order in which they are compiled.
    pub(crate) texts: &'static [(&'static str, &'static str)],
}

/// std's futures first, then crates.
pub(crate) const PARTS: &[Part] = &[
    Part {
        name: "std::future",
        words: &["async", "uture", "task::", "pin::", "pin!"],
        within: "",
        needs: &[],
        texts: &[
            ("std::future", stripped!("future.rs")),
            ("std::pin", stripped!("pin.rs")),
            ("std::task", stripped!("task.rs")),
            ("std::task", stripped!("task_raw.rs")),
            ("tokio::macros", stripped!("tokio/macros.rs")),
        ],
    },
    Part {
        name: "tokio",
        words: &["tokio"],
        within: "",
        needs: &["std::future"],
        texts: TOKIO,
    },
    Part {
        name: "futures",
        words: &["futures"],
        within: "",
        needs: &["std::future"],
        texts: FUTURES,
    },
    Part {
        name: "std::net",
        words: &["net::"],
        within: "",
        needs: &[],
        texts: &[
            ("std::net", stripped!("net/addresses.rs")),
            ("std::net", stripped!("net/address_texts.rs")),
        ],
    },
    Part {
        name: "std::num::Wrapping",
        words: &["Wrapping"],
        within: "",
        needs: &[],
        texts: &[("std::num", stripped!("num_wrapping.rs"))],
    },
    Part {
        name: "std::collections::LinkedList",
        words: &["LinkedList"],
        within: "",
        needs: &[],
        texts: &[("std::collections", stripped!("linked_list.rs"))],
    },
    Part {
        name: "std::io::buffered",
        words: &["Cursor", "Buf", "Read"],
        within: "io",
        needs: &[],
        texts: &[("std::io", stripped!("io_buffered.rs"))],
    },
    Part {
        name: "std::panic::hook",
        words: &["_hook"],
        within: "panic",
        needs: &[],
        texts: &[("std::panic", stripped!("panic_hook.rs"))],
    },
    Part {
        name: "net",
        words: &["net::", "tokio::io"],
        within: "tokio",
        needs: &["tokio", "std::net"],
        texts: &[
            ("std::net", stripped!("net/hosts.rs")),
            ("tokio::io", stripped!("net/io.rs")),
            ("tokio::io", stripped!("net/memory.rs")),
            ("tokio::io", stripped!("net/pipes.rs")),
            ("tokio::net", stripped!("net/net.rs")),
            ("tokio::net::tcp", stripped!("net/tcp.rs")),
        ],
    },
    Part {
        name: "net::cursor",
        words: &["Cursor"],
        within: "tokio",
        needs: &["net", "std::io::buffered"],
        texts: &[("std::io", stripped!("net/cursor.rs"))],
    },
    Part {
        name: "tokio::signal",
        words: &["signal::"],
        within: "tokio",
        needs: &["tokio"],
        texts: &[
            ("tokio::signal", stripped!("tokio/signal.rs")),
            ("tokio::signal::unix", stripped!("tokio/signal_unix.rs")),
        ],
    },
    Part {
        name: "tokio_stream",
        words: &["tokio_stream"],
        within: "",
        needs: &["tokio", "futures"],
        texts: &[
            ("tokio_stream", stripped!("tokio_stream/root.rs")),
            (
                "tokio_stream::wrappers",
                stripped!("tokio_stream/wrappers.rs"),
            ),
        ],
    },
    Part {
        name: "tokio_util",
        words: &["tokio_util"],
        within: "",
        needs: &["tokio"],
        texts: &[
            (
                "tokio_util::sync",
                stripped!("tokio_util/cancellation_token.rs"),
            ),
            ("tokio_util::task", stripped!("tokio_util/task_tracker.rs")),
        ],
    },
    Part {
        name: "trpl",
        words: &["trpl"],
        within: "",
        needs: &["tokio_stream"],
        texts: &[("trpl", stripped!("trpl/root.rs"))],
    },
    Part {
        name: "smol",
        words: &["smol"],
        within: "",
        needs: &["tokio", "futures"],
        texts: &[
            ("smol", stripped!("smol/root.rs")),
            ("smol", stripped!("smol/executor.rs")),
            ("smol::channel", stripped!("smol/channel.rs")),
            ("smol::future", stripped!("smol/future.rs")),
            ("std::future", stripped!("smol/future_ext.rs")),
            ("futures::stream", stripped!("smol/stream_ext.rs")),
            ("smol::lock", stripped!("smol/lock.rs")),
            ("smol::prelude", stripped!("smol/prelude.rs")),
            ("smol::stream", stripped!("smol/stream.rs")),
        ],
    },
    Part {
        name: "async_std",
        words: &["async_std"],
        within: "",
        needs: &["smol"],
        texts: &[
            ("async_std::channel", stripped!("async_std/channel.rs")),
            ("async_std::future", stripped!("async_std/future.rs")),
            ("async_std::prelude", stripped!("async_std/prelude.rs")),
            ("async_std::stream", stripped!("async_std/stream.rs")),
            ("async_std::sync", stripped!("async_std/sync.rs")),
            ("async_std::task", stripped!("async_std/task.rs")),
        ],
    },
];

const TOKIO: &[(&str, &str)] = &[
    ("tokio", stripped!("tokio/root.rs")),
    ("tokio::runtime", stripped!("tokio/runtime.rs")),
    (
        "tokio::runtime::blocking",
        stripped!("tokio/runtime_blocking.rs"),
    ),
    ("tokio::runtime::task", stripped!("tokio/runtime_task.rs")),
    ("tokio::sync", stripped!("tokio/locks.rs")),
    ("tokio::sync", stripped!("tokio/sync.rs")),
    ("tokio::sync", stripped!("tokio/guards.rs")),
    ("tokio::sync::broadcast", stripped!("tokio/broadcast.rs")),
    (
        "tokio::sync::broadcast::error",
        stripped!("tokio/broadcast_error.rs"),
    ),
    ("tokio::sync::mpsc", stripped!("tokio/mpsc.rs")),
    ("tokio::sync::mpsc::error", stripped!("tokio/mpsc_error.rs")),
    ("tokio::sync::oneshot", stripped!("tokio/oneshot.rs")),
    (
        "tokio::sync::oneshot::error",
        stripped!("tokio/oneshot_error.rs"),
    ),
    ("tokio::sync::futures", stripped!("tokio/sync_futures.rs")),
    ("tokio::sync::semaphore", stripped!("tokio/semaphore.rs")),
    ("tokio::sync::watch", stripped!("tokio/watch.rs")),
    (
        "tokio::sync::watch::error",
        stripped!("tokio/watch_error.rs"),
    ),
    ("tokio::task", stripped!("tokio/task.rs")),
    ("tokio::task", stripped!("tokio/join_set.rs")),
    ("tokio::task", stripped!("tokio/local_set.rs")),
    ("tokio::task", stripped!("tokio/task_local.rs")),
    ("tokio::task::coop", stripped!("tokio/coop.rs")),
    ("tokio::time", stripped!("tokio/time.rs")),
    ("tokio::time::error", stripped!("tokio/time_error.rs")),
];

const FUTURES: &[(&str, &str)] = &[
    ("futures", stripped!("futures/root.rs")),
    ("std::future", stripped!("futures/future_ext.rs")),
    ("futures::channel::mpsc", stripped!("futures/mpsc.rs")),
    ("futures::channel::oneshot", stripped!("futures/oneshot.rs")),
    ("futures::executor", stripped!("futures/executor.rs")),
    ("futures::executor", stripped!("futures/thread_pool.rs")),
    ("futures::future", stripped!("futures/future.rs")),
    ("futures::lock", stripped!("futures/lock.rs")),
    ("futures::macros", stripped!("futures/macros.rs")),
    ("futures::prelude", stripped!("futures/prelude.rs")),
    ("futures::sink", stripped!("futures/sink.rs")),
    ("futures::stream", stripped!("futures/stream.rs")),
    ("futures::stream", stripped!("futures/stream_adapters.rs")),
    ("futures::stream::sources", stripped!("futures/sources.rs")),
    (
        "futures::stream::unordered",
        stripped!("futures/unordered.rs"),
    ),
    ("futures::task", stripped!("futures/task.rs")),
];

/// Module path and text of each module, in the order in which they are compiled.
pub(crate) const TEXTS: &[(&str, &str)] = &[
    ("std::any", stripped!("any.rs")),
    ("std::array", stripped!("array.rs")),
    ("std::borrow", stripped!("borrow.rs")),
    ("std::cell", stripped!("cell.rs")),
    ("std::char", stripped!("char.rs")),
    ("std::cmp", stripped!("cmp.rs")),
    ("std::collections::hash_map", stripped!("hash_map.rs")),
    ("std::collections::hash_map", stripped!("map.rs")),
    ("std::collections::btree_map", stripped!("btree_map.rs")),
    ("std::collections::btree_map", stripped!("map.rs")),
    ("std::collections::btree_set", stripped!("btree_set.rs")),
    ("std::collections::btree_set", stripped!("set.rs")),
    ("std::collections::hash_set", stripped!("hash_set.rs")),
    ("std::collections::hash_set", stripped!("set.rs")),
    ("std::collections::binary_heap", stripped!("binary_heap.rs")),
    ("std::collections::vec_deque", stripped!("vec_deque.rs")),
    ("std::convert", stripped!("convert.rs")),
    ("std::env", stripped!("env.rs")),
    ("std::error", stripped!("error.rs")),
    ("std::f32::consts", stripped!("f32_consts.rs")),
    ("std::f64::consts", stripped!("f64_consts.rs")),
    ("std::fmt", stripped!("fmt.rs")),
    ("std::hash", stripped!("hash.rs")),
    ("std::io", stripped!("io.rs")),
    ("std::iter", stripped!("iter.rs")),
    ("std::iter::adapters", stripped!("iter_adapters.rs")),
    ("std::iter::order", stripped!("iter_order.rs")),
    ("std::iter::sources", stripped!("iter_sources.rs")),
    ("std::marker", stripped!("marker.rs")),
    ("std::mem", stripped!("mem.rs")),
    ("std::mem", stripped!("mem_uninit.rs")),
    ("std::num", stripped!("num.rs")),
    ("std::ops", stripped!("ops.rs")),
    ("std::option", stripped!("option.rs")),
    ("std::primitive", stripped!("primitive.rs")),
    ("std::process", stripped!("process.rs")),
    ("std::ptr", stripped!("ptr.rs")),
    ("std::ptr::pointer", stripped!("pointer.rs")),
    ("std::rc", stripped!("rc.rs")),
    ("std::result", stripped!("result.rs")),
    ("std::slice", stripped!("slice.rs")),
    ("std::str", stripped!("str.rs")),
    ("std::string", stripped!("string.rs")),
    ("std::sync", stripped!("sync.rs")),
    ("std::sync", stripped!("sync_condvar.rs")),
    ("std::sync", stripped!("sync_once.rs")),
    ("std::sync::atomic", stripped!("atomic.rs")),
    ("std::sync::mpsc", stripped!("mpsc.rs")),
    ("std::thread", stripped!("thread.rs")),
    ("std::time", stripped!("time.rs")),
    ("std::vec", stripped!("vec.rs")),
];
