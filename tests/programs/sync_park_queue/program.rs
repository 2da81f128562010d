// Parking: a queue whose consumer parks.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
fn main() {
    let queue = Mutex::new(VecDeque::new());
    thread::scope(|s| {
        let t = s.spawn(|| {
            let mut n = 0;
            while n < 5 {
                let item = queue.lock().unwrap().pop_front();
                if let Some(item) = item {
                    println!("{item}");
                    n += 1;
                } else {
                    thread::park();
                }
            }
        });
        for i in 0..5 {
            queue.lock().unwrap().push_back(i);
            t.thread().unpark();
            thread::sleep(Duration::from_millis(10));
        }
    });
}
