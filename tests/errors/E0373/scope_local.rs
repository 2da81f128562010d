use std::thread;

fn main() {
    let outer = vec![1, 2];
    thread::scope(|s| {
        let local = outer.len();
        s.spawn(|| println!("{local}"));
        for id in 0..2 {
            s.spawn(|| println!("{id}"));
        }
    });
}
