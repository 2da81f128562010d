use std::collections::{BTreeMap, HashMap};
use std::ops::Index;

struct Squares;

impl Index<i32> for Squares {
    type Output = str;
    fn index(&self, at: i32) -> &str {
        if at % 2 == 0 { "even" } else { "odd" }
    }
}

fn main() {
    let at = 1;
    let row = [10, 20, 30];
    println!("{} {:?}", row[at], &row[at..]);
    let key: i32 = 5;
    let map = HashMap::from([(key, "five")]);
    let sorted = BTreeMap::from([(key, "five")]);
    println!("{} {} {}", map[&key], sorted[&5], &Squares[key]);
    let small: u8 = 2;
    println!("{}", row[small as usize]);
    println!("{}", row[usize::from(small)]);
}
