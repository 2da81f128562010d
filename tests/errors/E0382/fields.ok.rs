use std::thread;

struct Worker {
    name: String,
    jobs: Vec<u32>,
}
fn main() {
    let worker = Worker { name: String::from("w"), jobs: vec![1] };
    let handle = thread::spawn(move || worker.jobs.len());
    println!("{}", handle.join().unwrap());
    let other = Worker { name: String::from("v"), jobs: vec![] };
    let name = other.name;
    println!("{name} {}", other.jobs.len());
}
