// char methods.
fn main() {
    println!("{} {} {}", 'a'.is_alphabetic(), '1'.is_numeric(), '_'.is_alphanumeric());
    println!("{} {} {}", ' '.is_whitespace(), 'A'.is_uppercase(), 'a'.is_lowercase());
    println!("{:?} {:?} {:?}", '7'.to_digit(10), 'f'.to_digit(16), 'g'.to_digit(16));
    println!("{} {}", '9'.is_digit(10), 'x'.is_ascii_hexdigit());
    println!("{} {}", 'a'.to_ascii_uppercase(), 'Q'.to_ascii_lowercase());
    println!("{} {}", 'ß'.to_uppercase(), 'É'.to_lowercase());
    println!("{}", 'é'.to_uppercase().to_string() + "!");
    println!("{:?}", 'ß'.to_uppercase().collect::<String>());
    println!("{} {}", 'a' as u32, 97u8 as char);
    println!("{:?} {:?}", char::from_digit(7, 10), char::from_u32(0x41));
    println!("{} {}", '語'.len_utf8(), 'a'.len_utf8());
    println!("{} {}", ('a' as u8 + 2) as char, char::from(65u8));
    println!("{:?} {:?} {:?}", '\n', '\'', '"');
    println!("{} {}", 'a' < 'b', 'z'.is_ascii_punctuation());
    println!("{}", ('a'..='e').collect::<String>());
    println!("{}", ('a'..'e').rev().collect::<String>());
    println!("{}", b'a'.is_ascii_lowercase());
    println!("{}", 'x'.eq_ignore_ascii_case(&'X'));
    println!("{:?}", "Hello".chars().map(|c| ((c as u8) ^ 0x20) as char).collect::<String>());
    let caesar: String = "Hello, World"
        .chars()
        .map(|c| {
            if c.is_ascii_alphabetic() {
                let base = if c.is_ascii_uppercase() { b'A' } else { b'a' };
                (((c as u8 - base + 3) % 26) + base) as char
            } else {
                c
            }
        })
        .collect();
    println!("{caesar}");
    println!("{:>3}|{:<3}|{:^3}|", 'a', 'b', 'c');
    println!("{}", char::is_alphanumeric('k'));
    println!("{:?}", "a1b2".chars().filter(char::is_ascii_digit).collect::<Vec<_>>());
}
