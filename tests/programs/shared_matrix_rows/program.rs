// Shared state: rows of a matrix behind their own locks, column sums by threads, an Arc<[T]> and a slice of locks.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let rows: Arc<[Mutex<Vec<i32>>]> = (0..3).map(|r| Mutex::new((r..r + 4).collect())).collect();
    let handles: Vec<_> = (0..4)
        .map(|column| {
            let rows = Arc::clone(&rows);
            thread::spawn(move || {
                let mut sum = 0;
                for row in rows.iter() {
                    let mut row = row.lock().unwrap();
                    sum += row[column];
                    row[column] *= 10;
                }
                sum
            })
        })
        .collect();
    let sums: Vec<i32> = handles.into_iter().map(|h| h.join().unwrap()).collect();
    println!("column sums {sums:?}");
    for row in rows.iter() {
        println!("{:?}", row.lock().unwrap());
    }
    let total: i32 = rows.iter().flat_map(|row| row.lock().unwrap().clone()).sum();
    println!("total {total}, {} rows", rows.len());
}
