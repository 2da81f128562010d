use std::sync::Arc;

fn main() {
    let v = Arc::new(vec![1]);
    v.push(2);
}
