use std::thread;

fn main() {
    thread::sleep();
}
