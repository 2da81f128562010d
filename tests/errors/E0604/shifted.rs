fn shift(letter: char, by: u32) -> char {
    (letter as u32 + by) as char
}

fn main() {
    println!("{}", shift('a', 2));
}
