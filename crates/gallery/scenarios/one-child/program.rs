use std::thread;

fn main() {
    let child = thread::spawn(|| {
        for i in 1..10 {
            println!("child: {i}");
        }
    });
    child.join().unwrap();
}
