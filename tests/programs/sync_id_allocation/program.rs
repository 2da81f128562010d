// Atomics: ids given out with fetch_update, overflow as a panic; increment by compare_exchange.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
fn allocate_new_id() -> u32 {
    static NEXT_ID: AtomicU32 = AtomicU32::new(0);
    NEXT_ID
        .fetch_update(Relaxed, Relaxed, |n| n.checked_add(1).filter(|&n| n <= 20))
        .expect("too many IDs!")
}
fn increment(a: &AtomicU32) {
    let mut current = a.load(Relaxed);
    loop {
        let new = current + 1;
        match a.compare_exchange(current, new, Relaxed, Relaxed) {
            Ok(_) => return,
            Err(v) => current = v,
        }
    }
}
fn main() {
    let mut ids: Vec<u32> = thread::scope(|s| {
        let hs: Vec<_> = (0..4)
            .map(|_| s.spawn(|| (0..5).map(|_| allocate_new_id()).collect::<Vec<_>>()))
            .collect();
        hs.into_iter().flat_map(|h| h.join().unwrap()).collect()
    });
    ids.sort();
    println!("{ids:?}");
    let a = AtomicU32::new(0);
    increment(&a);
    increment(&a);
    println!("{a:?}");
    let r = thread::Builder::new()
        .name("last".to_string())
        .spawn(|| allocate_new_id())
        .unwrap()
        .join();
    println!("{}", r.is_err());
}
