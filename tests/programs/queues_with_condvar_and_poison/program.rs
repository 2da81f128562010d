// Parking and Condvar queues, wait_while, wait_timeout, a bounded buffer, a rendezvous.
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;
struct BoundedQueue<T> {
    items: Mutex<VecDeque<T>>,
    not_empty: Condvar,
    not_full: Condvar,
    capacity: usize,
}
impl<T> BoundedQueue<T> {
    fn new(capacity: usize) -> Self {
        Self {
            items: Mutex::new(VecDeque::with_capacity(capacity)),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            capacity,
        }
    }
    fn push(&self, item: T) {
        let mut items = self
            .not_full
            .wait_while(self.items.lock().unwrap(), |q| q.len() == self.capacity)
            .unwrap();
        items.push_back(item);
        drop(items);
        self.not_empty.notify_one();
    }
    fn pop(&self) -> T {
        let mut items = self.items.lock().unwrap();
        let item = loop {
            if let Some(item) = items.pop_front() {
                break item;
            }
            items = self.not_empty.wait(items).unwrap();
        };
        drop(items);
        self.not_full.notify_one();
        item
    }
    fn pop_timeout(&self, d: Duration) -> Option<T> {
        let guard = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut guard, res) = self
            .not_empty
            .wait_timeout_while(guard, d, |q| q.is_empty())
            .unwrap();
        if res.timed_out() {
            None
        } else {
            guard.pop_front()
        }
    }
}
fn peek_len(g: &MutexGuard<'_, VecDeque<i32>>) -> usize {
    g.len()
}
fn main() {
    let queue = Mutex::new(VecDeque::new());
    let seen = Mutex::new(vec![]);
    thread::scope(|s| {
        let t = s.spawn(|| {
            loop {
                let item = queue.lock().unwrap().pop_front();
                if let Some(item) = item {
                    if item == 9 {
                        break;
                    }
                    seen.lock().unwrap().push(item);
                } else {
                    thread::park();
                }
            }
        });
        for i in 0..10 {
            queue.lock().unwrap().push_back(i);
            t.thread().unpark();
            thread::sleep(Duration::from_millis(1));
        }
    });
    println!("{:?}", seen.into_inner().unwrap());
    let q = Arc::new(BoundedQueue::new(2));
    let producers: Vec<_> = (0..3)
        .map(|p| {
            let q = Arc::clone(&q);
            thread::spawn(move || {
                for i in 0..4 {
                    q.push(p * 10 + i);
                }
            })
        })
        .collect();
    let mut got: Vec<i32> = (0..12).map(|_| q.pop()).collect();
    for p in producers {
        p.join().unwrap();
    }
    got.sort_unstable();
    println!("{got:?}");
    println!("{:?}", q.pop_timeout(Duration::from_millis(3)));
    q.push(77);
    println!(
        "{:?} {}",
        q.pop_timeout(Duration::from_millis(3)),
        peek_len(&q.items.lock().unwrap())
    );
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let pair2 = Arc::clone(&pair);
    thread::spawn(move || {
        let (lock, cvar) = &*pair2;
        let mut started = lock.lock().unwrap();
        *started = true;
        cvar.notify_all();
    });
    let (lock, cvar) = &*pair;
    let mut started = lock.lock().unwrap();
    while !*started {
        started = cvar.wait(started).unwrap();
    }
    println!("started {}", *started);
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => println!("would block"),
        Err(TryLockError::Poisoned(_)) => println!("poisoned"),
        Ok(_) => println!("free"),
    }
    drop(started);
    let (g, t) = cvar
        .wait_timeout(lock.lock().unwrap(), Duration::from_millis(1))
        .unwrap();
    println!("{} {:?}", *g, t.timed_out());
    drop(g);
    let p = Arc::clone(&pair);
    let r = thread::Builder::new()
        .name("poisoner".into())
        .spawn(move || {
            let _g = p.0.lock().unwrap();
            panic!("oh no");
        })
        .unwrap()
        .join();
    println!(
        "{:?} {}",
        r.unwrap_err().downcast_ref::<&str>(),
        pair.0.is_poisoned()
    );
    match pair.0.lock() {
        Ok(_) => println!("ok"),
        Err(e) => {
            println!("{e}");
            let g = e.into_inner();
            println!("{}", *g);
        }
    }
    pair.0.clear_poison();
    println!("{:?}", pair.0.lock().map(|g| *g).is_ok());
    println!("{:?} {:?}", Mutex::new(5), pair.0);
}
