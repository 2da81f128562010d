// thread_local!: Cell and RefCell keys, one value a thread, keys in functions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::thread;
thread_local! { static COUNTER: Cell<u32> = Cell::new(0); pub static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) }; static CACHE: RefCell<HashMap<u32, u32>> = RefCell::new(HashMap::new()); }
fn next() -> u32 {
    COUNTER.with(|c| {
        let v = c.get();
        c.set(v + 1);
        v
    })
}
fn log(s: &str) {
    LOG.with_borrow_mut(|l| l.push(s.to_string()));
}
fn sq(n: u32) -> u32 {
    CACHE.with(|c| *c.borrow_mut().entry(n).or_insert_with(|| n * n))
}
fn unique() -> u32 {
    thread_local! { static ID: Cell<u32> = const { Cell::new(100) }; }
    ID.set(ID.get() + 1);
    ID.get()
}
fn main() {
    next();
    next();
    log("main");
    let hs: Vec<_> = (0..3)
        .map(|i| {
            thread::spawn(move || {
                for _ in 0..=i {
                    next();
                }
                log("child");
                LOG.with(|l| format!("{} {:?} {}", COUNTER.get(), l.borrow(), sq(i)))
            })
        })
        .collect();
    for h in hs {
        println!("{}", h.join().unwrap());
    }
    println!("{} {:?}", COUNTER.get(), LOG.take());
    println!(
        "{:?} {}",
        LOG.replace(vec!["x".into()]),
        LOG.with_borrow(|l| l.len())
    );
    println!(
        "{} {} {}",
        unique(),
        unique(),
        thread::spawn(unique).join().unwrap()
    );
    COUNTER.set(9);
    println!("{} {}", COUNTER.replace(1), COUNTER.take());
    println!("{}", sq(5));
}
