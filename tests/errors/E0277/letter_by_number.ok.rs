fn main() {
    let text = String::from("hi");
    println!("{} {} {:?}", &text[0..1], text.as_bytes()[0], text.chars().nth(1));
}
