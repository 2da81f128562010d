use std::thread;

fn run<F>(f: F) -> i32
where
    F: FnOnce() -> i32 + 'static,
{
    let handle = thread::spawn(f);
    handle.join().unwrap()
}

fn main() {
    println!("{}", run(|| 5));
}
