fn dangle() -> &String {
    let text = String::from("gone");
    &text
}

fn main() {
    println!("{}", dangle());
}
