fn show<T: std::fmt::Debug>(t: T) { println!("{t:?}"); }
fn twice<T: std::fmt::Debug>(t: T) { show(t); show(t); }
fn main() { twice(1); }
