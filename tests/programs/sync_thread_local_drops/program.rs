// thread_local!: destructors at the thread's end, last made first dropped, main's too.

use std::cell::*;
use std::thread;
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {} in {:?}", self.0, thread::current().name());
    }
}
thread_local! { static A: D = D("A"); static B: RefCell<Option<D>> = RefCell::new(None); }
thread_local!(static N: Cell<i32> = const { Cell::new(5) });
fn main() {
    let h = thread::Builder::new()
        .name("w".into())
        .spawn(|| {
            B.with(|b| *b.borrow_mut() = Some(D("B")));
            A.with(|a| println!("use {}", a.0));
            N.set(7);
            println!("{} {}", N.get(), N.replace(9));
            println!("end");
            3
        })
        .unwrap();
    println!("joined {}", h.join().unwrap());
    A.with(|_| ());
    B.set(Some(D("mB")));
    println!("{:?}", thread::current());
    let h = thread::spawn(|| {
        let _x = D("local");
        panic!("boom {}", 3)
    });
    println!("{:?}", h.join().is_err());
    println!("{:?} {}", A.try_with(|_| 3), N.get());
    println!("main ends");
}
