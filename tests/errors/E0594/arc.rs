use std::sync::Arc;

fn main() {
    let data = Arc::new(5);
    *data += 1;
}
