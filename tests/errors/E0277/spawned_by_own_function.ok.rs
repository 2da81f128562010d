use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

fn run<F, T>(work: F) -> T
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    thread::spawn(work).join().unwrap()
}

fn local<F: Fn() -> i32>(work: F) -> i32 {
    work()
}

fn main() {
    let shared = Arc::new(Mutex::new(vec![1]));
    let other = Arc::clone(&shared);
    let len = run(move || {
        let inner = Rc::new(2);
        other.lock().unwrap().push(*inner);
        other.lock().unwrap().len()
    });
    let counted = Rc::new(3);
    println!("{len} {:?} {}", shared, local(move || *counted));
}
