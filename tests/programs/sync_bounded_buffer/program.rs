// Condvar: a bounded buffer with two conditions and wait_while.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
struct BoundedQueue<T> {
    inner: Mutex<VecDeque<T>>,
    not_full: Condvar,
    not_empty: Condvar,
    cap: usize,
}
impl<T> BoundedQueue<T> {
    fn new(cap: usize) -> Self {
        Self {
            inner: Mutex::new(VecDeque::with_capacity(cap)),
            not_full: Condvar::new(),
            not_empty: Condvar::new(),
            cap,
        }
    }
    fn push(&self, item: T) {
        let mut g = self
            .not_full
            .wait_while(self.inner.lock().unwrap(), |q| q.len() == self.cap)
            .unwrap();
        g.push_back(item);
        self.not_empty.notify_one();
    }
    fn pop(&self) -> T {
        let mut g = self
            .not_empty
            .wait_while(self.inner.lock().unwrap(), |q| q.is_empty())
            .unwrap();
        let it = g.pop_front().unwrap();
        drop(g);
        self.not_full.notify_one();
        it
    }
}
fn main() {
    let q = Arc::new(BoundedQueue::new(2));
    let ps: Vec<_> = (0..3)
        .map(|p| {
            let q = Arc::clone(&q);
            thread::spawn(move || {
                for i in 0..10 {
                    q.push(p * 100 + i);
                }
            })
        })
        .collect();
    let cs: Vec<_> = (0..2)
        .map(|_| {
            let q = Arc::clone(&q);
            thread::spawn(move || {
                let mut s = 0;
                for _ in 0..15 {
                    s += q.pop();
                }
                s
            })
        })
        .collect();
    for p in ps {
        p.join().unwrap();
    }
    println!("{}", cs.into_iter().map(|c| c.join().unwrap()).sum::<i32>());
}
