fn consume(s: String) { println!("{s}"); }
fn main() {
    let s = String::from("x");
    consume(s);
    consume(s);
}
