fn f() -> Option<i32> { 5 } fn main() { f(); }
