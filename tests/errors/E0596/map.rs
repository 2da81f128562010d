use std::collections::HashMap;

fn main() {
    let q: HashMap<String, i32> = HashMap::new();
    q.insert("a".to_string(), 1);
}
