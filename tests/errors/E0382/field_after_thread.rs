use std::thread;

struct Job { id: u32 }
fn run(j: Job) -> u32 { j.id }
fn main() {
    let j = Job { id: 1 };
    let h = thread::spawn(move || run(j));
    println!("{}", j.id);
    h.join().unwrap();
}
