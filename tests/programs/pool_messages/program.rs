// Thread pool: terminate messages, workers drained in Drop, a panicking job, results through a channel.
use std::fmt;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

trait FnBox {
    fn call_box(self: Box<Self>);
}

impl<F: FnOnce()> FnBox for F {
    fn call_box(self: Box<F>) {
        (*self)()
    }
}

enum Message {
    NewJob(Box<dyn FnBox + Send + 'static>),
    Terminate,
}

#[derive(Debug)]
pub enum PoolCreationError {
    ZeroSize,
}

impl fmt::Display for PoolCreationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroSize => f.write_str("a pool needs at least one thread"),
        }
    }
}

pub struct Pool {
    workers: Vec<JoinHandle<u32>>,
    sender: Sender<Message>,
}

impl Pool {
    pub fn build(size: usize) -> Result<Pool, PoolCreationError> {
        if size == 0 {
            return Err(PoolCreationError::ZeroSize);
        }
        let (sender, receiver) = mpsc::channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let workers = (0..size).map(|_| Pool::worker(receiver.clone())).collect();
        Ok(Pool { workers, sender })
    }

    fn worker(receiver: Arc<Mutex<Receiver<Message>>>) -> JoinHandle<u32> {
        thread::spawn(move || {
            let mut failed = 0;
            loop {
                let message = receiver.lock().unwrap().recv().unwrap();
                match message {
                    Message::NewJob(job) => {
                        if catch_unwind(AssertUnwindSafe(|| job.call_box())).is_err() {
                            failed += 1;
                        }
                    }
                    Message::Terminate => return failed,
                }
            }
        })
    }

    fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.sender.send(Message::NewJob(Box::new(job))).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.sender.send(Message::Terminate).unwrap();
        }
        let failed: u32 = self.workers.drain(..).map(|w| w.join().unwrap()).sum();
        println!("{failed} job(s) failed");
    }
}

fn main() {
    if let Err(error) = Pool::build(0) {
        println!("{error} ({error:?})");
    }
    let pool = Pool::build(2).unwrap();
    let (results, answers) = mpsc::channel();
    for n in 1..=6u32 {
        let results = results.clone();
        pool.execute(move || {
            if n == 4 {
                panic!("job {n} fails");
            }
            results.send((n, (1..=n).product::<u32>())).unwrap();
        });
    }
    drop(results);
    let mut all: Vec<(u32, u32)> = answers.iter().collect();
    all.sort();
    for (n, factorial) in all {
        println!("{n}! = {factorial}");
    }
}
