fn main() {
    let mut items = vec![1, 2, 3];
    for item in &items {
        items.push(*item);
    }
}
