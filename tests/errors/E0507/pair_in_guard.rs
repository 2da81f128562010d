use std::sync::Mutex;

fn main() {
    let held = Mutex::new((String::from("a"), 1));
    let (name, count) = *held.lock().unwrap();
    println!("{name} {count}");
}
