use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn add_one() {
    let seen = COUNTER.load(SeqCst);
    COUNTER.store(seen + 1, SeqCst);
}

fn main() {
    let a = thread::spawn(add_one);
    let b = thread::spawn(add_one);
    a.join().unwrap();
    b.join().unwrap();
    println!("count: {}", COUNTER.load(SeqCst));
}
