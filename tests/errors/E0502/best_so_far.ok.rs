fn main() {
    let mut scores = vec![1, 7, 3];
    let mut best = &scores[0];
    for score in &scores {
        if score > best {
            best = score;
        }
    }
    println!("{best}");
    scores.clear();
    println!("{}", scores.len());
}
