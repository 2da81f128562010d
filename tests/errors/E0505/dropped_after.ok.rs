fn main() {
    let text = String::from("a");
    let view = &text;
    println!("{view}");
    drop(text);
}
