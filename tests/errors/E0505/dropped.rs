fn main() {
    let text = String::from("a");
    let view = &text;
    drop(text);
    println!("{view}");
}
