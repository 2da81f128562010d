fn main() {
    let code: u32 = 65;
    let letter = char::from_u32(code).unwrap_or('?');
    println!("{letter} {}", code as u8 as char);
}
