use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: Sender<Job>,
    workers: Vec<JoinHandle<()>>,
}

fn serve(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = jobs.lock().unwrap().recv();
        let Ok(job) = job else { break };
        job();
    }
}

impl Pool {
    fn new(n: usize) -> Pool {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let mut workers = Vec::new();
        for _ in 0..n {
            let queue = Arc::clone(&queue);
            let worker = thread::spawn(move || {
                serve(&queue);
            });
            workers.push(worker);
        }
        Pool { jobs, workers }
    }

    fn execute<F>(&self, job: F)
    where
        F: FnOnce() + Send + 'static,
    {
        self.jobs.send(Box::new(job)).unwrap();
    }

    fn finish(self) {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().unwrap();
        }
    }
}

fn main() {
    let pool = Pool::new(2);
    for job in 1..=4 {
        pool.execute(move || {
            sleep(Duration::from_millis(200));
            println!("job {job} is done");
        });
    }
    pool.finish();
}
