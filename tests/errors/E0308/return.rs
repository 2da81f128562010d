fn f(x: bool) -> i32 { if x { return "a"; } 1 } fn main() { f(true); }
