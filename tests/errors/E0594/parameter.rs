fn add(x: &i32) { *x += 1; }
fn main() { let mut a = 1; add(&a); }
