//! Thread locals: set before the first use does without the initialiser; get, take and replace do not.

use std::cell::{Cell, RefCell};
struct D;
impl Drop for D {
    fn drop(&mut self) {
        println!("drop D")
    }
}
thread_local! { static A: Cell<u32> = { println!("init A"); Cell::new(1) }; static B: RefCell<Vec<u32>> = { println!("init B"); RefCell::new(vec![]) }; static C: RefCell<Option<D>> = RefCell::new(None); }
fn main() {
    A.set(5);
    println!("{}", A.get());
    B.set(vec![1]);
    B.with_borrow_mut(|b| b.push(2));
    println!("{:?}", B.take());
    A.set(6);
    println!("{}", A.replace(9));
    std::thread::spawn(|| {
        println!("{}", A.get());
        B.set(vec![3]);
        C.set(Some(D));
        println!("{}", B.with_borrow(|b| b.len()));
    })
    .join()
    .unwrap();
}
