fn sign(n: i32) -> &'static str {
    match n {
        0 => "zero",
        n if n < 0 => { "negative" }
        _ => return "positive",
    }
}
fn main() {
    let text = if sign(1).len() > 3 { "long" } else { panic!("short") };
    println!("{text}");
}
