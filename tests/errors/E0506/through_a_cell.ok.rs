use std::cell::Cell;

fn main() {
    let count = Cell::new(1);
    let seen = &count;
    count.set(2);
    println!("{}", seen.get());
}
