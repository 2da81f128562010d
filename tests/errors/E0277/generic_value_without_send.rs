use std::fmt::Debug;
use std::thread;

fn show<T: Debug + 'static>(value: T) {
    let handle = thread::spawn(move || println!("{value:?}"));
    handle.join().unwrap();
}

fn main() {
    show(vec![1, 2]);
}
