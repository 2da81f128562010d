use std::sync::Mutex;

fn main() {
    let workers = std::env::args().count();
    let done = Mutex::new([false; workers]);
    std::thread::scope(|scope| {
        scope.spawn(|| done.lock().unwrap()[0] = true);
    });
}
