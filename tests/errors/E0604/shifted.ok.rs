fn shift(letter: char, by: u8) -> char {
    (letter as u8 + by) as char
}

fn main() {
    println!("{}", shift('a', 2));
}
