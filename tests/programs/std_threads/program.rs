// spawn, join, Builder, names, results and panics of threads.
use std::thread::{self, Builder, JoinHandle};
use std::time::Duration;

fn main() {
    let handle = thread::spawn(|| 6 * 7);
    println!("{}", handle.join().unwrap());
    let data = vec![1, 2, 3];
    let handle = thread::spawn(move || data.iter().sum::<i32>());
    println!("{:?}", handle.join());
    let handles: Vec<JoinHandle<usize>> = (0..4).map(|i| thread::spawn(move || i * i)).collect();
    let squares: Vec<usize> = handles.into_iter().map(|h| h.join().unwrap()).collect();
    println!("{squares:?}");
    let named = Builder::new()
        .name("worker-1".to_string())
        .stack_size(64 * 1024)
        .spawn(|| thread::current().name().map(|n| n.to_uppercase()))
        .unwrap();
    println!("{:?} {:?}", named.thread().name(), named.thread().id() == thread::current().id());
    println!("{:?}", named.join().unwrap());
    println!("{:?}", thread::current().name());
    let unnamed = thread::spawn(|| thread::current().name().is_none());
    println!("{}", unnamed.join().unwrap());
    let bad = thread::spawn(|| -> i32 { panic!("boom {}", 1) });
    match bad.join() {
        Ok(n) => println!("{n}"),
        Err(e) => println!("panicked: {:?}", e.downcast_ref::<String>()),
    }
    let bad = thread::spawn(|| panic!("plain"));
    println!("{:?}", bad.join().unwrap_err().downcast_ref::<&str>());
    let slow = thread::spawn(|| {
        thread::sleep(Duration::from_millis(30));
        "slow"
    });
    println!("{}", slow.is_finished());
    println!("{}", slow.join().unwrap());
    let done = thread::spawn(|| ());
    thread::sleep(Duration::from_millis(30));
    println!("{}", done.is_finished());
    done.join().unwrap();
    println!("{}", thread::available_parallelism().unwrap().get() >= 1);
    let parked = thread::spawn(|| {
        thread::park();
        "unparked"
    });
    parked.thread().unpark();
    println!("{}", parked.join().unwrap());
    thread::yield_now();
    let order = thread::spawn(|| {
        for i in 0..3 {
            println!("child {i}");
            thread::sleep(Duration::from_millis(20));
        }
    });
    thread::sleep(Duration::from_millis(10));
    for i in 0..3 {
        println!("main {i}");
        thread::sleep(Duration::from_millis(20));
    }
    order.join().expect("the child ends well");
    fn work(id: u32) -> String {
        format!("job {id}")
    }
    let h = thread::spawn(|| work(3));
    println!("{}", h.join().unwrap());
    let nested = thread::spawn(|| {
        let inner = thread::spawn(|| 1);
        inner.join().unwrap() + 1
    });
    println!("{}", nested.join().unwrap());
}
