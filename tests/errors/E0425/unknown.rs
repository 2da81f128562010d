fn main() { println!("{}", totl); }
