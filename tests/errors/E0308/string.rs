fn main() { let s: String = "abc"; }
