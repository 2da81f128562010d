use std::rc::Rc;
use std::thread;

fn run<F>(work: F)
where
    F: FnOnce() + Send + 'static,
{
    thread::spawn(work).join().unwrap();
}

fn main() {
    let shared = Rc::new(5);
    run(move || println!("{shared}"));
}
