// All handles of an `Arc` in one value: its end drops what they share, once, and a `Weak` leads nowhere after it.
use std::rc::Rc;
use std::sync::{Arc, Weak};

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} ends", self.0);
    }
}

struct Pair {
    first: Arc<Noisy>,
    second: Arc<Noisy>,
}

fn both(name: &'static str) {
    let shared = Arc::new(Noisy(name));
    let pair = Pair {
        first: Arc::clone(&shared),
        second: shared,
    };
    println!("{} and {}", pair.first.0, Arc::strong_count(&pair.second));
}

fn main() {
    let shared = Arc::new(Noisy("a tuple"));
    let tuple = (Arc::clone(&shared), shared);
    drop(tuple);
    both("a struct");
    let row = Rc::new(Noisy("a row"));
    drop(vec![Rc::clone(&row), Rc::clone(&row), row]);
    let number = Arc::new(5);
    let weak: Weak<i32> = Arc::downgrade(&number);
    let numbers = (Arc::clone(&number), number);
    println!("{:?}", weak.upgrade());
    drop(numbers);
    println!("{:?}", weak.upgrade());
    let kept = Arc::new(String::from("kept"));
    drop([Arc::clone(&kept), Arc::clone(&kept)]);
    println!("{} by {}", kept, Arc::strong_count(&kept));
}
