use std::thread;

fn say(name: &str) {
    println!("{name}: one");
    println!("{name}: two");
}

fn main() {
    let a = thread::spawn(|| say("ann"));
    let b = thread::spawn(|| say("ben"));
    a.join().unwrap();
    b.join().unwrap();
}
