// A thread pool with messages, workers and Drop; panics, poisoning.
use std::sync::{Arc, Mutex, mpsc::{self, Sender}};
use std::thread::{self, JoinHandle};
use std::time::Duration;
struct Worker { id: usize, handle: Option<JoinHandle<()>> }
type Job = Box<dyn FnOnce() + Send + 'static>;
enum Message { Run(Job), Stop }
struct Pool { workers: Vec<Worker>, tx: Option<Sender<Message>> }
impl Worker {
    fn new(id: usize, rx: Arc<Mutex<mpsc::Receiver<Message>>>) -> Worker {
        let handle = thread::spawn(move || loop {
            let msg = rx.lock().unwrap().recv().unwrap();
            match msg { Message::Run(job) => { job(); } Message::Stop => break }
        });
        Worker { id, handle: Some(handle) }
    }
}
impl Pool {
    fn new(n: usize) -> Pool {
        assert!(n > 0);
        let (tx, rx) = mpsc::channel();
        let rx = Arc::new(Mutex::new(rx));
        let mut workers = Vec::with_capacity(n);
        for id in 0..n { workers.push(Worker::new(id, Arc::clone(&rx))); }
        Pool { workers, tx: Some(tx) }
    }
    fn execute<F>(&self, f: F) where F: FnOnce() + Send + 'static { self.tx.as_ref().unwrap().send(Message::Run(Box::new(f))).unwrap(); }
}
impl Drop for Pool {
    fn drop(&mut self) {
        for _ in &self.workers { self.tx.as_ref().unwrap().send(Message::Stop).unwrap(); }
        drop(self.tx.take());
        for w in &mut self.workers { if let Some(h) = w.handle.take() { h.join().unwrap(); println!("worker {} down", w.id); } }
    }
}
static TOTAL: Mutex<i32> = Mutex::new(0);
fn main() {
    let counter = Arc::new(Mutex::new(0));
    let mut handles = vec![];
    for _ in 0..4 {
        let counter = Arc::clone(&counter);
        handles.push(thread::spawn(move || { for _ in 0..10 { *counter.lock().unwrap() += 1; } }));
    }
    for h in handles { h.join().unwrap(); }
    println!("counter {} rc {}", *counter.lock().unwrap(), Arc::strong_count(&counter));
    let (tx, rx) = mpsc::channel();
    for id in 0..3 { let tx = tx.clone(); thread::spawn(move || { thread::sleep(Duration::from_millis(30 * (id + 1))); tx.send(id * 10).unwrap(); }); }
    drop(tx);
    for v in rx { println!("got {v}"); }
    let r = thread::spawn(|| { if true { panic!("boom {}", 1 + 1); } 5 }).join();
    match r { Ok(v) => println!("ok {v}"), Err(e) => println!("err {:?}", e.downcast_ref::<String>()) }
    let v = vec![1, 2, 3];
    let sum = thread::scope(|s| {
        let a = s.spawn(|| v.iter().sum::<i32>());
        let b = s.spawn(|| v.len() as i32);
        a.join().unwrap() + b.join().unwrap()
    });
    println!("sum {sum} {}", v.len());
    let h = thread::Builder::new().name("named".to_string()).spawn(|| thread::current().name().map(|s| s.to_owned())).unwrap();
    println!("{:?}", h.join().unwrap());
    {
        let pool = Pool::new(2);
        for i in 0..4 { pool.execute(move || { *TOTAL.lock().unwrap() += i; }); }
    }
    println!("total {}", TOTAL.lock().unwrap());
    let data = Arc::new(Mutex::new(vec![1]));
    { let mut g = data.lock().unwrap(); g.push(2); println!("{:?}", *g); }
    if let Ok(mut g) = data.try_lock() { g.push(3); }
    println!("{:?}", data.lock().unwrap()); println!("{}", data.lock().unwrap().len());
    let m = Arc::try_unwrap(data).unwrap().into_inner().unwrap();
    println!("{m:?}");
    let (tx, rx) = mpsc::sync_channel::<String>(1);
    let p = thread::spawn(move || { for w in ["a", "b", "c"] { tx.send(w.to_string()).unwrap(); } });
    while let Ok(s) = rx.recv() { print!("{s} "); }
    println!();
    p.join().unwrap();
    println!("{:?}", rx.try_recv());
    let m = Arc::new(Mutex::new(1));
    let m2 = Arc::clone(&m);
    let _ = thread::spawn(move || { let _g = m2.lock().unwrap(); panic!("poison"); }).join();
    match m.lock() { Ok(g) => println!("fine {g}"), Err(e) => println!("poisoned {}", *e.into_inner()) }
}
