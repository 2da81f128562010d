fn main() {
    let code: u32 = 65;
    let letter = code as char;
    println!("{letter}");
}
