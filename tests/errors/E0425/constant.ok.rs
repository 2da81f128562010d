const LIMIT: u32 = 3;
fn main() {
    let total: u32 = (0..LIMIT).sum();
    println!("{total}");
}
