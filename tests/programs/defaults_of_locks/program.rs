// Default values of locks and atomics: as functions, in entries of maps and in arrays, where each is one of its own.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, RwLock};
use std::thread;

static LOG: OnceLock<Mutex<Vec<String>>> = OnceLock::new();
static CACHE: LazyLock<RwLock<HashMap<u32, u32>>> = LazyLock::new(RwLock::default);

#[derive(Default, Debug)]
struct Shards {
    parts: [Mutex<Vec<u32>>; 2],
    hits: [AtomicU64; 3],
}

fn log(line: &str) {
    let lines = LOG.get_or_init(Mutex::default);
    lines.lock().unwrap().push(line.to_string());
}

fn main() {
    let shards = Arc::new(Shards::default());
    let writers: Vec<_> = (0..2)
        .map(|at| {
            let shards = Arc::clone(&shards);
            thread::spawn(move || {
                shards.parts[at].lock().unwrap().push(at as u32);
                shards.hits[at + 1].fetch_add(5, Ordering::Relaxed);
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    println!("{shards:?}");
    log("one");
    log("two");
    println!("{:?}", LOG.get());
    CACHE.write().unwrap().insert(1, 2);
    println!("{:?}", CACHE.read().unwrap());
    let mut rooms: HashMap<&str, Arc<RwLock<Vec<u8>>>> = HashMap::new();
    rooms.entry("a").or_default().write().unwrap().push(1);
    rooms.entry("a").or_default().write().unwrap().push(2);
    println!("{rooms:?}");
    let mut counts: HashMap<&str, AtomicU64> = HashMap::new();
    counts
        .entry("a")
        .or_default()
        .fetch_add(4, Ordering::Relaxed);
    println!("{counts:?}");
    let mut made: HashMap<u8, Mutex<Vec<u8>>> = HashMap::new();
    made.entry(1)
        .or_insert_with(Mutex::default)
        .lock()
        .unwrap()
        .push(1);
    let pair: [Mutex<u8>; 2] = Default::default();
    *pair[0].lock().unwrap() = 3;
    println!("{made:?} {pair:?}");
    let mut last = [1, 2, 3];
    let taken = std::mem::take(&mut last);
    println!("{taken:?} {last:?}");
}
