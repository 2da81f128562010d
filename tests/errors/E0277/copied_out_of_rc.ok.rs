use std::thread;
use std::rc::Rc;

fn main() {
    let value = Rc::new(5);
    let copy = *value;
    thread::spawn(move || println!("{copy}")).join().unwrap();
    println!("{value}");
}
