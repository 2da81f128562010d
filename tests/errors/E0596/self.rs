struct C { v: Vec<i32> }
impl C { fn add(&self, x: i32) { self.v.push(x); } }
fn main() { let c = C { v: vec![] }; c.add(1); }
