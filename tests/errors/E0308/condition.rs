fn main() { let x = 5; if x { println!("a"); } }
