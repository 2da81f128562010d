// Exercise: primes by a chain of filters over channels, greatest common divisors in a pool of scoped threads.
use std::sync::mpsc::{sync_channel, Receiver};
use std::thread;

fn generate(limit: u32) -> Receiver<u32> {
    let (tx, rx) = sync_channel(1);
    thread::spawn(move || {
        for n in 2..=limit {
            if tx.send(n).is_err() {
                return;
            }
        }
    });
    rx
}

fn filter(input: Receiver<u32>, prime: u32) -> Receiver<u32> {
    let (tx, rx) = sync_channel(1);
    thread::spawn(move || {
        for n in input.into_iter().filter(|n| n % prime != 0) {
            if tx.send(n).is_err() {
                break;
            }
        }
    });
    rx
}

fn primes(limit: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut stream = generate(limit);
    while let Ok(prime) = stream.recv() {
        found.push(prime);
        stream = filter(stream, prime);
    }
    found
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    assert!(a != 0 && b != 0);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[derive(Debug, Clone, Copy)]
struct Pair(u64, u64);

fn main() {
    println!("{:?}", primes(40));

    let pairs = [Pair(12, 18), Pair(17, 5), Pair(1 << 20, 6u64.pow(7)), Pair(270, 192)];
    let answers = thread::scope(|s| {
        pairs
            .iter()
            .map(|Pair(a, b)| s.spawn(move || gcd(*a, *b)))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|handle| handle.join())
            .collect::<Result<Vec<_>, _>>()
    });
    match answers {
        Ok(answers) => {
            for (pair, answer) in pairs.iter().zip(&answers) {
                println!("{pair:?} -> {answer}");
            }
        }
        Err(_) => println!("one of them panicked"),
    }
    let bad = thread::spawn(|| gcd(3, 0)).join();
    println!("gcd(3, 0) panics: {}", bad.is_err());
}
