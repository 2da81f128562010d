fn main() {
    let row: Vec<char> = (0..3u8)
        .map(|i| (i + 97) as char)
        .collect();
    println!("{row:?} {}", 120 as char);
}
