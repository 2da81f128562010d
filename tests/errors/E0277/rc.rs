use std::thread;
use std::rc::Rc;

fn main() {
    let r = Rc::new(5);
    let h = thread::spawn(move || { println!("{r}"); });
    h.join().unwrap();
}
