use std::sync::Arc;
use std::thread;

mod log {
    pub struct Log;

    impl Log {
        fn raw(&self) -> &'static str {
            "raw"
        }

        pub fn line(&self) -> String {
            format!("[{}]", self.raw())
        }
    }
}

fn main() {
    let log = Arc::new(log::Log);
    let other = Arc::clone(&log);
    let handle = thread::spawn(move || other.line());
    println!("{} {}", handle.join().unwrap(), log.raw());
}
