use std::rc::Rc;

struct Pool;

impl Pool {
    fn give<T: Send>(&self, value: T) -> T {
        value
    }
}

fn main() {
    let shared = Rc::new(5);
    println!("{}", Pool.give(shared));
}
