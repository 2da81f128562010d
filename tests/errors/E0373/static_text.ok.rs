use std::thread;

fn main() {
    let name: &'static str = "worker";
    let handle = thread::spawn(|| println!("{}", name.len()));
    handle.join().unwrap();
}
