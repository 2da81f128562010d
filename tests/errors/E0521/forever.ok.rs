use std::thread::{self, JoinHandle};

static WORDS: [&str; 2] = ["one", "two"];

fn count(text: &'static str) -> JoinHandle<usize> {
    thread::spawn(move || text.len())
}

fn doubled(number: &u32) -> u32 {
    let number = *number;
    thread::spawn(move || number * 2).join().unwrap()
}

fn main() {
    println!("{} {}", count(WORDS[0]).join().unwrap(), doubled(&4));
}
