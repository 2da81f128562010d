// Atomics: every operation, wrap-around, fences, arrays of atomics from constants, Default and Debug.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::*;
use std::thread;
static DATA: [AtomicU64; 3] = [const { AtomicU64::new(0) }; 3];
const ATOMIC_FALSE: AtomicBool = AtomicBool::new(false);
static READY: [AtomicBool; 3] = [ATOMIC_FALSE; 3];
fn main() {
    for i in 0..3 {
        thread::spawn(move || {
            DATA[i].store(i as u64 * 10 + 1, Relaxed);
            READY[i].store(true, Release);
        })
        .join()
        .unwrap();
    }
    let ready: [bool; 3] = [
        READY[0].load(Relaxed),
        READY[1].load(Relaxed),
        READY[2].load(Relaxed),
    ];
    if ready.contains(&true) {
        fence(Acquire);
        for i in 0..3 {
            if ready[i] {
                println!("data{i} = {}", DATA[i].load(Relaxed));
            }
        }
    }
    compiler_fence(SeqCst);
    let a = AtomicU32::new(0b1100);
    println!(
        "{:b} {:b} {:b} {:b} {:b}",
        a.fetch_and(0b0110, SeqCst),
        a.fetch_or(0b1, SeqCst),
        a.fetch_xor(0b111, SeqCst),
        a.load(SeqCst),
        a.fetch_nand(1, SeqCst)
    );
    println!("{}", a.load(SeqCst));
    let b = AtomicI8::new(127);
    b.fetch_add(1, AcqRel);
    println!("{}", b.load(Relaxed));
    b.fetch_sub(1, Relaxed);
    println!("{b:?} {}", b.fetch_min(-5, Relaxed));
    println!("{}", b.fetch_max(3, Relaxed));
    println!("{}", b.into_inner());
    let u = AtomicUsize::new(0);
    u.fetch_sub(1, Relaxed);
    println!("{}", u.load(Relaxed) == usize::MAX);
    let f = AtomicBool::new(true);
    println!(
        "{} {} {} {}",
        f.fetch_and(false, SeqCst),
        f.fetch_or(true, SeqCst),
        f.fetch_xor(true, SeqCst),
        f.fetch_not(SeqCst)
    );
    println!("{:?}", f.fetch_nand(true, SeqCst));
    let mut m = AtomicI64::new(5);
    *m.get_mut() += 1;
    println!("{}", m.swap(9, SeqCst));
    println!(
        "{:?} {:?}",
        m.compare_exchange_weak(9, 10, SeqCst, Relaxed),
        m.compare_exchange(9, 11, SeqCst, Relaxed)
    );
    println!(
        "{:?}",
        m.fetch_update(SeqCst, SeqCst, |x| (x > 100).then_some(0))
    );
    let i = AtomicIsize::new(-1);
    println!("{} {}", i.fetch_add(-4, SeqCst), i.load(SeqCst));
    let s: u64 = DATA.iter().map(|d| d.load(Relaxed)).sum();
    println!("{s}");
    #[derive(Debug, Default)]
    struct Stats {
        hits: AtomicU64,
        on: AtomicBool,
    }
    let st = Stats::default();
    st.hits.fetch_add(2, Relaxed);
    println!("{st:?}");
    let v: Vec<AtomicUsize> = (0..3).map(AtomicUsize::new).collect();
    v[1].fetch_add(10, SeqCst);
    println!("{v:?}");
}
