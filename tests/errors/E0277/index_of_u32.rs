fn pick(row: &[u8], at: u32) -> u8 {
    row[at]
}

fn main() {
    println!("{}", pick(&[1, 2], 1));
}
