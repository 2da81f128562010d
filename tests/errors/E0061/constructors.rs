struct W(i32, i32);
enum E { A(i32), B }
fn main() { let w = W(1); let e = E::A(1, 2); }
