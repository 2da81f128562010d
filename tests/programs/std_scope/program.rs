// Scoped threads borrow from their parent.
use std::thread;
use std::time::Duration;

fn main() {
    let mut numbers = vec![1, 2, 3, 4, 5, 6];
    let label = String::from("sum");
    let total = thread::scope(|s| {
        let (left, right) = numbers.split_at(3);
        let a = s.spawn(move || left.iter().sum::<i32>());
        let b = s.spawn(move || right.iter().sum::<i32>());
        println!("{label} in two halves");
        a.join().unwrap() + b.join().unwrap()
    });
    println!("{label} {total}");
    thread::scope(|s| {
        for chunk in numbers.chunks_mut(2) {
            s.spawn(move || {
                for x in chunk.iter_mut() {
                    *x *= 10;
                }
            });
        }
    });
    println!("{numbers:?}");
    let mut counter = 0;
    thread::scope(|s| {
        s.spawn(|| {
            counter += 5;
        });
    });
    println!("{counter}");
    thread::scope(|s| {
        s.spawn(|| {
            thread::sleep(Duration::from_millis(10));
            println!("late thread ends before the scope does");
        });
        println!("closure ends");
    });
    println!("after the scope");
    let results: Vec<usize> = thread::scope(|s| {
        let handles: Vec<_> = ["a", "bb", "ccc"].iter().map(|w| s.spawn(move || w.len())).collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    println!("{results:?}");
    let caught = thread::scope(|s| {
        let bad = s.spawn(|| {
            if numbers.len() > 3 {
                panic!("too long");
            }
        });
        bad.join().is_err()
    });
    println!("{caught}");
    let outcome = std::panic::catch_unwind(|| {
        thread::scope(|s| {
            s.spawn(|| panic!("nobody joins me"));
        });
    });
    println!("{}", outcome.is_err());
    let nested = thread::scope(|s| {
        let h = s.spawn(|| {
            thread::scope(|t| t.spawn(|| label.len()).join().unwrap())
        });
        h.join().unwrap()
    });
    println!("{nested}");
    let named = thread::scope(|s| {
        thread::Builder::new()
            .name("scoped".into())
            .spawn_scoped(s, || thread::current().name().unwrap().to_string())
            .unwrap()
            .join()
            .unwrap()
    });
    println!("{named}");
}
