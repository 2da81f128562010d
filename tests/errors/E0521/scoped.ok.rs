use std::thread;

fn total(numbers: &[i32]) -> i32 {
    let (left, right) = numbers.split_at(numbers.len() / 2);
    thread::scope(|scope| {
        let handle = scope.spawn(move || left.iter().sum::<i32>());
        right.iter().sum::<i32>() + handle.join().unwrap()
    })
}

fn main() {
    println!("{}", total(&[1, 2, 3]));
}
