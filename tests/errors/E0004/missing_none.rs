use std::collections::HashMap;

fn main() {
    let ages = HashMap::from([("ann", 31)]);
    match ages.get("ann") {
        Some(age) => println!("{age}"),
    }
}
