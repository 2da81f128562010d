fn main() {
    let (a, b) = ("a", "b");
    let joined = a + b;
    println!("{joined}");
}
