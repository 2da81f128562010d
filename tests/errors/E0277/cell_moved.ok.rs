use std::thread;
use std::cell::Cell;

fn main() {
    let cell = Cell::new(5);
    let handle = thread::spawn(move || cell.set(cell.get() + 1));
    handle.join().unwrap();
}
