fn main() {
    let (a, b) = ("a".to_string(), "b");
    let joined = a + b + "c";
    println!("{joined} {}", "a" < b);
}
