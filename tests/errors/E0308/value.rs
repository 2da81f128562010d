fn f(v: &Vec<i32>) {} fn main() { let v = vec![1]; f(v); }
