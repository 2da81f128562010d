fn name(n: u8) -> &'static str {
    match n {
        0 => "zero",
        1 | 2 => "few",
    }
}

fn main() {
    println!("{}", name(1));
}
