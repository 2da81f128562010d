// Shared state: RwLock with many readers and one writer, poisoning, into_inner, try_write.
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

type Config = Arc<RwLock<HashMap<String, String>>>;

fn reader(config: Config, id: u64) -> thread::JoinHandle<Vec<String>> {
    thread::spawn(move || {
        let mut seen = Vec::new();
        for _ in 0..3 {
            let guard = config.read().unwrap();
            seen.push(guard.get("mode").cloned().unwrap_or_else(|| "none".into()));
            drop(guard);
            thread::sleep(Duration::from_millis(40 + id));
        }
        seen
    })
}

fn main() {
    let config: Config = Default::default();
    let readers: Vec<_> = (0..3).map(|id| reader(config.clone(), id)).collect();
    for mode in ["slow", "fast"] {
        thread::sleep(Duration::from_millis(20));
        config.write().unwrap().insert("mode".into(), mode.to_string());
        thread::sleep(Duration::from_millis(20));
    }
    for r in readers {
        println!("{:?}", r.join().unwrap());
    }

    let number = RwLock::new(1);
    {
        let a = number.read().unwrap();
        let b = number.read().unwrap();
        println!("{} {} try_write: {}", *a, *b, number.try_write().is_err());
    }
    if let Ok(mut n) = number.try_write() {
        *n += 41;
        println!("try_read while writing: {}", number.try_read().is_err());
    }
    println!("{}", number.into_inner().unwrap());

    let broken = Arc::clone(&config);
    let _ = thread::spawn(move || {
        let mut guard = broken.write().unwrap();
        guard.clear();
        panic!("in the middle of a change");
    })
    .join();
    println!("poisoned: {}", config.is_poisoned());
    match config.read() {
        Ok(_) => println!("fine"),
        Err(poisoned) => println!("left {} entries", poisoned.into_inner().len()),
    }
    config.clear_poison();
    println!("cleared: {}", config.read().is_ok());
}
