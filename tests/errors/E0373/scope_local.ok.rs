use std::thread;

fn main() {
    let outer = vec![1, 2];
    thread::scope(|s| {
        let length = outer.len();
        let outer = &outer;
        for id in 0..2 {
            s.spawn(move || println!("{}", id + length));
        }
        s.spawn(|| {
            let sum: i32 = outer.iter().sum();
            s.spawn(move || println!("{sum}"));
        });
    });
}
