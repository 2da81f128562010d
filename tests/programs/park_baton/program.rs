// Parking: threads hand a baton round by unpark; an own one-shot channel on park and an atomic flag.
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

struct OneShot<T> {
    ready: AtomicBool,
    value: Mutex<Option<T>>,
    receiver: Thread,
}

impl<T> OneShot<T> {
    fn send(&self, value: T) {
        *self.value.lock().unwrap() = Some(value);
        self.ready.store(true, Ordering::Release);
        self.receiver.unpark();
    }

    fn receive(&self) -> T {
        while !self.ready.swap(false, Ordering::Acquire) {
            thread::park();
        }
        self.value.lock().unwrap().take().unwrap()
    }
}

fn main() {
    let shot = Arc::new(OneShot {
        ready: AtomicBool::new(false),
        value: Mutex::new(None),
        receiver: thread::current(),
    });
    let sender = Arc::clone(&shot);
    let t = thread::spawn(move || sender.send("hello world!"));
    println!("{}", shot.receive());
    t.join().unwrap();

    const RUNNERS: usize = 3;
    let turn = Arc::new(AtomicUsize::new(RUNNERS));
    let order = Arc::new(Mutex::new(vec![]));
    let runners: Vec<_> = (0..RUNNERS)
        .map(|me| {
            let (turn, order) = (Arc::clone(&turn), Arc::clone(&order));
            thread::spawn(move || {
                for lap in 0..2 {
                    while turn.load(Ordering::Acquire) != me + lap * RUNNERS {
                        thread::park();
                    }
                    order.lock().unwrap().push((lap, me));
                    turn.store(usize::MAX, Ordering::Release);
                }
            })
        })
        .collect();
    for step in 0..2 * RUNNERS {
        turn.store(step, Ordering::Release);
        while turn.load(Ordering::Acquire) == step {
            runners[step % RUNNERS].thread().unpark();
            thread::yield_now();
        }
    }
    for runner in runners {
        runner.join().unwrap();
    }
    println!("{:?}", order.lock().unwrap());
}
