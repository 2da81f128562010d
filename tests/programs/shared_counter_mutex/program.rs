// Shared state: Mutex alone, Arc<Mutex> across ten threads, get_mut and into_inner.
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Debug, Default)]
struct Stats {
    calls: u32,
    total: u64,
    largest: Option<u64>,
}

impl Stats {
    fn record(&mut self, value: u64) {
        self.calls += 1;
        self.total += value;
        self.largest = self.largest.max(Some(value));
    }
}

fn main() {
    let m = Mutex::new(5);
    {
        let mut num = m.lock().unwrap();
        *num = 6;
    }
    println!("m = {m:?}");

    let counter = Arc::new(Mutex::new(0));
    let mut handles = vec![];
    for _ in 0..10 {
        let counter = Arc::clone(&counter);
        let handle = thread::spawn(move || {
            let mut num = counter.lock().unwrap();
            *num += 1;
        });
        handles.push(handle);
    }
    for handle in handles {
        handle.join().unwrap();
    }
    println!("Result: {}", *counter.lock().unwrap());

    let stats = Arc::new(Mutex::new(Stats::default()));
    let workers: Vec<_> = (1..=4u64)
        .map(|n| {
            let stats = Arc::clone(&stats);
            thread::spawn(move || {
                for value in (n..).step_by(4).take(5) {
                    stats.lock().unwrap().record(value * value);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    println!("{} owner(s)", Arc::strong_count(&stats));
    let mut stats = Arc::try_unwrap(stats).expect("all workers are gone");
    stats.get_mut().unwrap().calls += 100;
    println!("{:?}", stats.into_inner().unwrap());
}
