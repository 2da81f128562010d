fn main() {
    let mut line = String::from("a");
    for i in 0..3 {
        let owned = line;
        line = format!("{owned}{i}");
    }
    println!("{line}");
}
