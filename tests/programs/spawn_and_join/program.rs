// Threads: a child and main print in turns, join waits for the rest; move takes a vector along.
use std::thread;
use std::time::Duration;

fn main() {
    let handle = thread::spawn(|| {
        for i in 1..6 {
            println!("hi number {i} from the spawned thread!");
            thread::sleep(Duration::from_millis(20));
        }
    });

    thread::sleep(Duration::from_millis(10));
    for i in 1..4 {
        println!("hi number {i} from the main thread!");
        thread::sleep(Duration::from_millis(20));
    }
    handle.join().unwrap();

    let v = vec![1, 2, 3];
    let handle = thread::spawn(move || {
        println!("Here's a vector: {v:?}");
        v.into_iter().map(|x| x * x).collect::<Vec<i32>>()
    });
    match handle.join() {
        Ok(squares) => println!("It came back as {squares:?}"),
        Err(_) => println!("the thread panicked"),
    }

    let numbers = Vec::from_iter(0..=1000);
    let t = thread::spawn(move || {
        let len = numbers.len();
        let sum = numbers.iter().sum::<usize>();
        sum / len
    });
    let average = t.join().unwrap();
    println!("average: {average}");
}
