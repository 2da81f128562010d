// Atomics: id allocation with compare_exchange loops and fetch_update that never overflow.
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;

fn allocate_new_id() -> Option<u32> {
    static NEXT_ID: AtomicU32 = AtomicU32::new(0);
    let mut id = NEXT_ID.load(Ordering::Relaxed);
    loop {
        if id >= 10 {
            return None;
        }
        match NEXT_ID.compare_exchange_weak(id, id + 1, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return Some(id),
            Err(v) => id = v,
        }
    }
}

static TICKETS: AtomicUsize = AtomicUsize::new(3);

fn take_ticket() -> Result<usize, usize> {
    TICKETS.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| n.checked_sub(1))
}

fn main() {
    let mut ids: Vec<u32> = thread::scope(|s| {
        let workers: Vec<_> = (0..4)
            .map(|_| {
                s.spawn(|| {
                    let mut mine = vec![];
                    while let Some(id) = allocate_new_id() {
                        mine.push(id);
                    }
                    mine
                })
            })
            .collect();
        workers.into_iter().flat_map(|w| w.join().unwrap()).collect()
    });
    ids.sort();
    println!("{ids:?}");

    let mut results: Vec<Result<usize, usize>> =
        (0..5).map(|_| thread::spawn(take_ticket)).map(|t| t.join().unwrap()).collect();
    results.sort();
    println!("{results:?}");
    println!("left: {}", TICKETS.load(Ordering::SeqCst));

    let x = AtomicU32::new(5);
    println!("{:?}", x.compare_exchange(5, 10, Ordering::SeqCst, Ordering::SeqCst));
    println!("{:?}", x.compare_exchange(6, 12, Ordering::SeqCst, Ordering::SeqCst));
    println!("{}", x.load(Ordering::SeqCst));
}
