// Parking tokens, sleep until deadlines, is_finished, wait_timeout_while, panicking, a scope with errors.

use std::sync::{
    Arc, Condvar, Mutex,
    atomic::{AtomicBool, Ordering},
};
use std::thread;
use std::time::{Duration, Instant};
fn main() {
    thread::current().unpark();
    thread::current().unpark();
    let t = Instant::now();
    thread::park();
    println!("{}", t.elapsed().as_millis() < 50);
    let t = Instant::now();
    thread::park_timeout(Duration::from_millis(30));
    println!("{}", t.elapsed() >= Duration::from_millis(30));
    let flag = Arc::new(AtomicBool::new(false));
    let f2 = flag.clone();
    let h = thread::spawn(move || {
        while !f2.load(Ordering::Acquire) {
            println!("Parking");
            thread::park();
        }
        println!("Unparked");
    });
    thread::sleep(Duration::from_millis(10));
    flag.store(true, Ordering::Release);
    println!("Unpark");
    h.thread().unpark();
    h.join().unwrap();
    let h = thread::spawn(|| thread::sleep(Duration::from_millis(20)));
    println!("{}", h.is_finished());
    thread::sleep(Duration::from_millis(40));
    println!("{}", h.is_finished());
    h.join().unwrap();
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let p = Arc::clone(&pair);
    let h = thread::spawn(move || {
        let (m, c) = &*p;
        let (g, r) = c
            .wait_timeout_while(m.lock().unwrap(), Duration::from_millis(100), |n| *n < 3)
            .unwrap();
        println!("{} {}", *g, r.timed_out());
        let (g, r) = c
            .wait_timeout_while(g, Duration::from_millis(20), |n| *n < 99)
            .unwrap();
        println!("{} {}", *g, r.timed_out());
    });
    for i in 1..=3 {
        thread::sleep(Duration::from_millis(5));
        *pair.0.lock().unwrap() = i;
        pair.1.notify_all();
    }
    h.join().unwrap();
    let next = Instant::now() + Duration::from_millis(10);
    let mut ticks = 0;
    let mut deadline = next;
    while ticks < 3 {
        let now = Instant::now();
        if deadline > now {
            thread::sleep(deadline - now);
        }
        deadline += Duration::from_millis(10);
        ticks += 1;
    }
    println!("ticks {ticks}");
    struct Guard(&'static str);
    impl Drop for Guard {
        fn drop(&mut self) {
            println!("{} panicking={}", self.0, thread::panicking());
        }
    }
    {
        let _g = Guard("calm");
    }
    let r = thread::Builder::new()
        .name("boom".into())
        .spawn(|| {
            let _a = Guard("a");
            let _b = Guard("b");
            let v: Vec<i32> = vec![];
            v[0]
        })
        .unwrap()
        .join();
    println!("{}", r.is_err());
    let r: Result<i32, String> = thread::scope(|s| {
        let a = s.spawn(|| "12".parse::<i32>().map_err(|e| e.to_string()));
        let b = s.spawn(|| "x".parse::<i32>().map_err(|e| e.to_string()));
        let a = a.join().unwrap()?;
        let b = b.join().unwrap()?;
        Ok(a + b)
    });
    println!("{r:?}");
}
