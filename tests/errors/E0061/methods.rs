struct S; impl S { fn f(&self, a: i32) {} fn new(n: i32) -> S { S } }
fn main() { let s = S; s.f(); s.f(1, 2); let t = S::new(); }
