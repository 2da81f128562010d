use std::cell::RefCell;
use std::sync::Mutex;

fn main() {
    let mutex = Mutex::new(5);
    let guard = mutex.lock().unwrap();
    println!("{}", *guard);
    drop(guard);
    let inner = mutex.into_inner().unwrap();

    let cell = RefCell::new(vec![1]);
    {
        let borrowed = cell.borrow();
        println!("{borrowed:?}");
    }
    let moved = cell;
    let length = moved.borrow().len();
    drop(moved);

    let text = String::from("a b");
    let parts: Vec<String> = text.split(' ').map(String::from).collect();
    let show = || println!("{} {inner} {length}", parts.len());
    drop(text);
    show();
}
