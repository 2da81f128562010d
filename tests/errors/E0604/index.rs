fn main() {
    let row: Vec<char> = (0..3usize)
        .map(|i| (i + 97) as char)
        .collect();
    println!("{row:?}");
}
