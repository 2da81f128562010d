use std::thread;

mod work {
    pub mod steps {
        pub(super) fn prepare() -> u32 {
            1
        }
    }

    pub fn all() -> u32 {
        steps::prepare() + 1
    }
}

fn main() {
    println!("{}", thread::spawn(work::all).join().unwrap());
    let handle = thread::spawn(|| work::steps::prepare());
    println!("{}", handle.join().unwrap());
}
