use std::sync::{Arc, Mutex};
use std::thread;

struct Board {
    scores: Arc<Mutex<Vec<u32>>>,
}

impl Board {
    fn add(&self, score: u32) {
        let scores = Arc::clone(&self.scores);
        thread::spawn(move || scores.lock().unwrap().push(score)).join().unwrap();
    }
}

fn greet(name: &str) {
    let name = name.to_string();
    thread::spawn(move || println!("hello {name}")).join().unwrap();
}

fn main() {
    let board = Board { scores: Arc::default() };
    board.add(3);
    greet("ann");
    println!("{:?}", board.scores.lock().unwrap());
}
