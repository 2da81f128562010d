use std::thread;

fn main() {
    let total: i32;
    let handle = thread::spawn(move || total + 1);
    println!("{}", handle.join().unwrap());
    let mut sum: i32;
    for id in 0..3 {
        sum += id;
    }
}
