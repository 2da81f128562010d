// Threads: ids differ, names by Builder, current(), stack sizes, unnamed threads, is_finished.
use std::collections::HashSet;
use std::thread::{self, Builder, ThreadId};
use std::time::Duration;

fn describe() -> String {
    let current = thread::current();
    format!("{:?}", current.name())
}

fn main() {
    println!("main is {}", describe());

    let named = Builder::new()
        .name("reader".to_string())
        .stack_size(64 * 1024)
        .spawn(|| {
            thread::sleep(Duration::from_millis(50));
            println!("inside: {}", describe());
            thread::current().id()
        })
        .expect("failed to spawn thread");
    println!("from outside: {:?}", named.thread().name());
    let outside: ThreadId = named.thread().id();
    let inside = named.join().unwrap();
    println!("same id: {}", inside == outside);

    let unnamed = thread::spawn(describe);
    println!("unnamed is {}", unnamed.join().unwrap());

    let mut ids = HashSet::new();
    ids.insert(thread::current().id());
    for _ in 0..4 {
        let id = thread::spawn(|| thread::current().id()).join().unwrap();
        assert!(ids.insert(id), "an id was used twice");
    }
    println!("{} different ids", ids.len());

    let slow = thread::spawn(|| thread::sleep(Duration::from_millis(30)));
    println!("finished at once? {}", slow.is_finished());
    thread::sleep(Duration::from_millis(60));
    println!("finished later? {}", slow.is_finished());
    slow.join().unwrap();
}
