use std::thread;

fn main() {
    let data = vec![1, 2, 3];
    thread::scope(|scope| {
        scope.spawn(|| println!("{data:?}"));
        scope.spawn(|| println!("{}", data.len()));
    });
}
