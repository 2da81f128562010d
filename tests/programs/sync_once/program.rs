// Once, OnceLock and LazyLock in statics: initialised once, waited for, poisoned, forced.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, Once, OnceLock};
use std::thread;
use std::time::Duration;
static START: Once = Once::new();
static CONFIG: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
static CACHE: LazyLock<Mutex<HashMap<u64, u64>>> = LazyLock::new(|| {
    println!("cache made");
    Mutex::new(HashMap::new())
});
fn config() -> &'static HashMap<&'static str, u32> {
    CONFIG.get_or_init(|| {
        println!("config made");
        thread::sleep(Duration::from_millis(20));
        HashMap::from([("port", 8080), ("workers", 4)])
    })
}
fn fib(n: u64) -> u64 {
    if n < 2 {
        return n;
    }
    if let Some(&v) = CACHE.lock().unwrap().get(&n) {
        return v;
    }
    let v = fib(n - 1) + fib(n - 2);
    CACHE.lock().unwrap().insert(n, v);
    v
}
fn main() {
    println!("{:?} {}", CONFIG.get(), START.is_completed());
    let hs: Vec<_> = (0..3)
        .map(|_| {
            thread::spawn(|| {
                START.call_once(|| println!("started"));
                config()["port"]
            })
        })
        .collect();
    for h in hs {
        println!("{}", h.join().unwrap());
    }
    println!(
        "{} {:?}",
        START.is_completed(),
        CONFIG.set(HashMap::new()).is_err()
    );
    println!("{}", fib(40));
    println!("{}", CACHE.lock().unwrap().len());
    let cell = OnceLock::new();
    assert_eq!(cell.set(3), Ok(()));
    assert_eq!(cell.set(4), Err(4));
    println!("{:?} {:?}", cell.get(), cell);
    println!("{:?}", cell.into_inner());
    let o = Once::new();
    let r = thread::scope(|s| s.spawn(|| o.call_once(|| panic!("init failed"))).join());
    println!("{}", r.is_err());
    let r = thread::scope(|s| s.spawn(|| o.call_once(|| println!("never"))).join());
    println!("{}", r.is_err());
    o.call_once_force(|st| println!("forced {}", st.is_poisoned()));
    println!("{}", o.is_completed());
}
