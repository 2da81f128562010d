use std::sync::Mutex;
use std::thread;

struct Stats {
    hits: u32,
    log: Vec<u32>,
}

fn main() {
    let mut stats = Stats { hits: 0, log: Vec::new() };
    thread::scope(|s| {
        s.spawn(|| stats.hits += 1);
        s.spawn(|| stats.log.push(1));
    });
    stats.hits += 1;
    let mut row = [1, 2, 3, 4];
    let (left, right) = row.split_at_mut(2);
    thread::scope(|s| {
        let first = s.spawn(|| left[0] += 1);
        first.join().unwrap();
        s.spawn(|| right[0] += 1);
    });
    let shared = Mutex::new(0);
    thread::scope(|s| {
        for id in 0..2 {
            let shared = &shared;
            s.spawn(move || *shared.lock().unwrap() += id);
        }
        for part in row.chunks_mut(2) {
            s.spawn(move || part[0] *= 2);
        }
    });
    println!("{} {} {row:?}", stats.hits, shared.lock().unwrap());
}
