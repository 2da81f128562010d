//! Threads of a scope get parts of one value through references that are variables of the scope's closure: what they
//! borrow is what is behind, which outlives these variables.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

struct Pair {
    x: i32,
    log: Vec<i32>,
}

fn slowly() -> i32 {
    thread::sleep(Duration::from_millis(5));
    1
}

fn bump(pair: &mut Pair) {
    pair.x += slowly();
}

fn main() {
    let mut pair = Pair { x: 1, log: vec![] };
    thread::scope(|scope| {
        let whole = &mut pair;
        scope.spawn(|| {
            let step = slowly();
            whole.x += step;
            whole.log.push(step);
            bump(whole);
            bump(whole);
            whole.log.push(whole.x);
        });
    });
    println!("{} {:?}", pair.x, pair.log);

    let mut data = vec![1, 2, 3, 4];
    thread::scope(|scope| {
        for chunk in data.chunks_mut(2) {
            scope.spawn(move || {
                let step = slowly();
                chunk.iter_mut().for_each(|it| *it += step);
            });
        }
    });
    println!("{data:?}");

    thread::scope(|scope| {
        let (first, rest) = data.split_at_mut(1);
        let (second, others) = rest.split_at_mut(1);
        scope.spawn(|| {
            let step = slowly();
            first[0] += step;
        });
        scope.spawn(|| {
            let step = slowly();
            second.iter_mut().for_each(|it| *it *= step + 1);
        });
        scope.spawn(|| {
            let step = slowly();
            for it in others {
                *it -= step;
            }
        });
    });
    println!("{data:?}");

    let total = Mutex::new(0);
    thread::scope(|scope| {
        let [head, .., tail] = &mut data[..] else {
            return;
        };
        let total = &total;
        scope.spawn(|| *head += slowly());
        *tail += 100;
        scope.spawn(|| {
            slowly();
            *total.lock().unwrap() += 5;
        });
    });
    println!("{data:?} {}", total.into_inner().unwrap());
}
