use std::thread;

fn main() {
    thread::sleep(100);
}
