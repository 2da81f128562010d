fn f(s: String) {} fn main() { f("abc"); }
