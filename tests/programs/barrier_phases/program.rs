// Barriers: three phases of a matrix computation, one leader each; a barrier used again.
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

const SIZE: usize = 4;
type Matrix = [[i64; SIZE]; SIZE];

fn row(a: &Matrix, b: &Matrix, r: usize) -> [i64; SIZE] {
    let mut out = [0; SIZE];
    for (c, cell) in out.iter_mut().enumerate() {
        *cell = (0..SIZE).map(|k| a[r][k] * b[k][c]).sum();
    }
    out
}

fn main() {
    let mut start: Matrix = [[0; SIZE]; SIZE];
    for (r, row) in start.iter_mut().enumerate() {
        for (c, cell) in row.iter_mut().enumerate() {
            *cell = if r == c { 2 } else { (r as i64 - c as i64).signum() };
        }
    }
    let current = Arc::new(Mutex::new(start));
    let next = Arc::new(Mutex::new(start));
    let barrier = Arc::new(Barrier::new(SIZE));
    let leaders = Arc::new(Mutex::new(0));
    let threads: Vec<_> = (0..SIZE)
        .map(|r| {
            let current = Arc::clone(&current);
            let next = Arc::clone(&next);
            let barrier = Arc::clone(&barrier);
            let leaders = Arc::clone(&leaders);
            thread::spawn(move || {
                for _phase in 0..3 {
                    let mine = {
                        let a = current.lock().unwrap();
                        row(&a, &start, r)
                    };
                    next.lock().unwrap()[r] = mine;
                    if barrier.wait().is_leader() {
                        let done = *next.lock().unwrap();
                        *current.lock().unwrap() = done;
                        *leaders.lock().unwrap() += 1;
                    }
                    barrier.wait();
                }
            })
        })
        .collect();
    for t in threads {
        t.join().unwrap();
    }
    println!("{} leaders", leaders.lock().unwrap());
    for row in current.lock().unwrap().iter() {
        let text: Vec<String> = row.iter().map(|n| format!("{n:>5}")).collect();
        println!("{}", text.join(""));
    }
}
