use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let fork = Arc::new(Mutex::new("fork"));
    let knife = Arc::new(Mutex::new("knife"));
    let (f, k) = (fork.clone(), knife.clone());
    let ann = thread::spawn(move || {
        let _fork = f.lock().unwrap();
        sleep(Duration::from_millis(100));
        let _knife = k.lock().unwrap();
        println!("ann eats");
    });
    let ben = thread::spawn(move || {
        let _knife = knife.lock().unwrap();
        sleep(Duration::from_millis(100));
        let _fork = fork.lock().unwrap();
        println!("ben eats");
    });
    ann.join().unwrap();
    ben.join().unwrap();
}
