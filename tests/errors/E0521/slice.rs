use std::thread;

fn total(numbers: &Vec<i32>) -> i32 {
    let handle = thread::spawn(move || numbers.iter().sum::<i32>());
    handle.join().unwrap()
}

fn main() {
    println!("{}", total(&vec![1, 2, 3]));
}
