fn f() -> i32 { "a" } fn main() { f(); }
