use std::collections::HashMap;

fn longest<'a>(words: &[&'a str]) -> &'a str {
    let mut longest = words[0];
    for word in words {
        if word.len() > longest.len() {
            longest = word;
        }
    }
    longest
}

fn counts(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for word in text.split(' ') {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn pick<'a>(text: &'a str, seps: String) -> Vec<&'a str> {
    let sep = seps.chars().next().unwrap();
    let parts: Vec<&str> = text.split(sep).collect();
    let longest = parts.iter().max_by_key(|part| part.len()).copied();
    longest.into_iter().collect()
}

fn main() {
    println!("{} {}", longest(&["a", "bc"]), counts("a b a")["a"]);
    println!("{:?}", pick("a,bc", String::from(",")));
}
