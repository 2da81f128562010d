use std::cell::RefCell;
use std::sync::Mutex;

fn main() {
    let mutex = Mutex::new(5);
    let guard = mutex.lock().unwrap();
    drop(mutex);
    println!("{}", *guard);

    let cell = RefCell::new(vec![1]);
    let _borrowed = cell.borrow();
    let moved = cell;
    println!("{moved:?}");

    let text = String::from("a b");
    let parts: Vec<&str> = text.split(' ').collect();
    let show = || println!("{}", parts.len());
    drop(text);
    show();
}
