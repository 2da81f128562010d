use std::collections::HashMap;

fn main() {
    let text = "the quick brown fox jumps over the lazy dog while the cat and the other dog sleep";
    let mut counts: HashMap<String, u64> = HashMap::new();
    for _ in 0..4_000 {
        for word in text.split(' ') {
            *counts.entry(word.to_string()).or_insert(0) += 1;
        }
    }
    println!("{}", counts["the"]);
}
