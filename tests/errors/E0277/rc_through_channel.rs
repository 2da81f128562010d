use std::thread;
use std::sync::mpsc;
use std::rc::Rc;

fn main() {
    let (tx, rx) = mpsc::channel::<Rc<i32>>();
    thread::spawn(move || { tx.send(Rc::new(1)).unwrap(); });
}
