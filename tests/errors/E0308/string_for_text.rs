fn f(a: &str) {} fn main() { let s = String::from("x"); f(s); }
