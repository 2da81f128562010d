use std::thread;

fn main() {
    let names = vec![String::from("a")];
    let handle = thread::spawn(|| names.into_iter().map(|name| name.len()).sum::<usize>());
    println!("{}", handle.join().unwrap());
}
