use std::thread::{self, JoinHandle};

struct Worker {
    name: String,
}

impl Worker {
    fn start(&self) -> JoinHandle<()> {
        thread::spawn(move || {
            println!("{} works", self.name);
        })
    }
}

fn main() {
    let worker = Worker { name: "ann".to_string() };
    worker.start().join().unwrap();
}
