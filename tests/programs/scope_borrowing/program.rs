// Scoped threads: borrow from the parent, mutate disjoint parts, results, nested spawns, panics.
use std::sync::Mutex;
use std::thread;

fn parallel_sum(values: &[u64], parts: usize) -> u64 {
    let size = values.len().div_ceil(parts);
    thread::scope(|s| {
        let handles: Vec<_> = values.chunks(size).map(|chunk| s.spawn(move || chunk.iter().sum::<u64>())).collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}

fn main() {
    let s = String::from("Hello");
    thread::scope(|scope| {
        scope.spawn(|| {
            println!("Length: {}", s.len());
        });
    });
    println!("still mine: {s}");

    let numbers = vec![1, 2, 3];
    let mut x = 0;
    thread::scope(|s| {
        s.spawn(|| {
            x += numbers[0] + numbers[2];
        });
    });
    assert_eq!(x, numbers[0] + numbers[2]);
    println!("x = {x}");

    let data: Vec<u64> = (1..=100).collect();
    for parts in [1, 3, 7] {
        println!("{parts} parts: {}", parallel_sum(&data, parts));
    }

    let mut board = [[0u8; 4]; 3];
    thread::scope(|s| {
        for (r, row) in board.iter_mut().enumerate() {
            s.spawn(move || {
                for (c, cell) in row.iter_mut().enumerate() {
                    *cell = (r * 4 + c) as u8;
                }
            });
        }
    });
    println!("{board:?}");

    let found = Mutex::new(Vec::new());
    thread::scope(|s| {
        s.spawn(|| {
            s.spawn(|| found.lock().unwrap().push("inner"));
            found.lock().unwrap().push("outer");
        });
    });
    let mut found = found.into_inner().unwrap();
    found.sort();
    println!("{found:?}");

    let outcome = thread::scope(|s| {
        let bad = s.spawn(|| -> i32 { panic!("scoped panic") });
        let good = s.spawn(|| 7);
        (bad.join().is_err(), good.join().unwrap())
    });
    println!("{outcome:?}");
}
