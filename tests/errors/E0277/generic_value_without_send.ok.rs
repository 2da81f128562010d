use std::fmt::Debug;
use std::thread;

fn show<T: Debug + Send + 'static>(value: T) {
    let handle = thread::spawn(move || println!("{value:?}"));
    handle.join().unwrap();
}

fn look<T: Debug + Sync>(value: &T) {
    thread::scope(|s| {
        s.spawn(|| println!("{value:?}"));
    });
}

fn main() {
    show(vec![1, 2]);
    look(&"text");
}
