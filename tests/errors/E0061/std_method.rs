fn main() {
    let v: Vec<i32> = Vec::new();
    let mut v = v; v.push();
}
