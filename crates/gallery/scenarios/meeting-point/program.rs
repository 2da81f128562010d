use std::sync::{Arc, Barrier};
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let hut = Arc::new(Barrier::new(3));
    let mut hikers = Vec::new();
    for id in 1..=3 {
        let hut = Arc::clone(&hut);
        let hiker = thread::spawn(move || {
            let way = Duration::from_millis(200);
            sleep(way * id);
            println!("hiker {id} is at the hut");
            hut.wait();
            println!("hiker {id} goes on");
        });
        hikers.push(hiker);
    }
    for hiker in hikers {
        hiker.join().unwrap();
    }
}
