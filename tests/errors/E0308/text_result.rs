fn f() -> String { "abc" } fn main() { f(); }
