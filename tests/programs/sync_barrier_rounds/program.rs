// Barrier: rounds, one leader each; a barrier of one.

use std::sync::{
    Arc, Barrier,
    atomic::{AtomicUsize, Ordering},
};
use std::thread;
fn main() {
    let n = 4;
    let barrier = Arc::new(Barrier::new(n));
    let count = Arc::new(AtomicUsize::new(0));
    let leaders = Arc::new(AtomicUsize::new(0));
    let hs: Vec<_> = (0..n)
        .map(|_| {
            let b = Arc::clone(&barrier);
            let c = count.clone();
            let l = leaders.clone();
            thread::spawn(move || {
                for round in 0..3 {
                    c.fetch_add(1, Ordering::SeqCst);
                    let r = b.wait();
                    assert_eq!(c.load(Ordering::SeqCst), (round + 1) * n);
                    if r.is_leader() {
                        l.fetch_add(1, Ordering::SeqCst);
                        println!("round {round} complete");
                    }
                    b.wait();
                }
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap();
    }
    println!(
        "{} {}",
        count.load(Ordering::SeqCst),
        leaders.load(Ordering::SeqCst)
    );
    let b = Barrier::new(1);
    println!("{:?} {:?}", b.wait(), Barrier::new(0).wait().is_leader());
}
