// Shared state: a word count over texts, once merged by a mutex and once by join results.
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::thread;

const TEXTS: [&str; 3] = [
    "the quick brown fox jumps over the lazy dog",
    "The dog barks; the fox runs away. A lazy day!",
    "over and over, the story of fox and dog",
];

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase())
}

fn count(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in words(text) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn main() {
    let shared = Arc::new(Mutex::new(BTreeMap::<String, usize>::new()));
    let handles: Vec<_> = TEXTS
        .iter()
        .map(|text| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                for word in words(text) {
                    *shared.lock().unwrap().entry(word).or_default() += 1;
                }
            })
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }

    let merged = TEXTS
        .map(|text| thread::spawn(move || count(text)))
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .fold(BTreeMap::new(), |mut all: BTreeMap<String, usize>, part| {
            for (word, n) in part {
                *all.entry(word).or_default() += n;
            }
            all
        });

    let shared = shared.lock().unwrap();
    println!("both ways agree: {}", *shared == merged);
    let mut ranking: Vec<(&String, &usize)> = merged.iter().collect();
    ranking.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    for (word, n) in ranking.into_iter().take(6) {
        println!("{word:>6} {}", "*".repeat(*n));
    }
}
