fn shout(text: &str) -> String { text.to_uppercase() }
fn main() {
    let owned = String::from("a");
    println!("{} {}", shout(&owned), shout("b"));
    let boxed: Box<str> = "c".into();
    println!("{}", shout(&boxed));
}
