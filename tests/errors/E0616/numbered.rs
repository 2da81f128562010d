use std::sync::{Arc, Mutex};

mod pair {
    pub struct Pair(u8, pub u8);

    impl Pair {
        pub fn new() -> Self {
            Pair(1, 2)
        }
    }
}

fn main() {
    let pair = Arc::new(Mutex::new(pair::Pair::new()));
    println!("{}", pair.lock().unwrap().1);
    println!("{}", pair.lock().unwrap().0);
}
