use std::collections::HashMap;

fn main() {
    let mut ages: HashMap<String, u32> = HashMap::new();
    let view = &ages;
    ages.insert("ann".to_string(), 3);
    println!("{}", view.len());
}
