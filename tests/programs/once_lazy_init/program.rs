// One-time initialisation: OnceLock, LazyLock, Once, and a lazily computed value by atomics.
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{LazyLock, Once, OnceLock};
use std::thread;

static RUNS: AtomicUsize = AtomicUsize::new(0);
static CONFIG: OnceLock<Vec<String>> = OnceLock::new();
static TABLE: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    println!("building the table");
    HashMap::from([("one", 1), ("two", 2), ("three", 3)])
});
static SETUP: Once = Once::new();

fn config() -> &'static [String] {
    CONFIG.get_or_init(|| {
        RUNS.fetch_add(1, Ordering::SeqCst);
        ["a", "b"].iter().map(|s| s.to_uppercase()).collect()
    })
}

fn get_x() -> u64 {
    static X: AtomicU64 = AtomicU64::new(0);
    let mut x = X.load(Ordering::Relaxed);
    if x == 0 {
        x = (1..=20).product();
        X.store(x, Ordering::Relaxed);
    }
    x
}

fn main() {
    println!("before: {:?}", CONFIG.get());
    let lengths: Vec<usize> = (0..4)
        .map(|_| thread::spawn(|| config().len()))
        .map(|t| t.join().unwrap())
        .collect();
    println!("{lengths:?}, initialised {} time(s)", RUNS.load(Ordering::SeqCst));
    println!("{:?} {:?}", CONFIG.get(), CONFIG.set(vec![]).is_err());

    println!("not built yet");
    thread::scope(|s| {
        for key in ["one", "three", "five"] {
            s.spawn(move || assert_eq!(TABLE.contains_key(key), key != "five"));
        }
    });
    let mut keys: Vec<_> = TABLE.keys().collect();
    keys.sort();
    println!("{keys:?} sum {}", TABLE.values().sum::<u32>());

    for n in 1..=3 {
        SETUP.call_once(|| println!("set up by call {n}"));
    }
    println!("completed: {}", SETUP.is_completed());
    println!("{} {}", get_x(), get_x() == get_x());

    let local: LazyLock<String> = LazyLock::new(|| "lazy".repeat(2));
    println!("{} {}", local.len(), *local);
}
