fn main() {
    let level: u32;
    if std::env::args().count() > 3 {
        level = 1;
    }
    println!("{level}");
    let name: String;
    match level {
        0 => name = String::from("zero"),
        1 => {}
        _ => return,
    }
    drop(name);
}
