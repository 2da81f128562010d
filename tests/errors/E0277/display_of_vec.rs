fn main() {
    let names = vec!["a", "b"];
    let joined = format!("{names}");
    println!("{joined}");
}
