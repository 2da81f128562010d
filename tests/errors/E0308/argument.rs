fn f(n: u64) {} fn main() { let x: i32 = 1; f(x); }
