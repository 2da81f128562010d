fn words() -> &'static str {
    let text = String::from("a b");
    &text
}

fn first(all: Vec<String>) -> &'static str {
    all[0].as_str()
}

fn main() {
    println!("{} {}", words(), first(Vec::new()));
}
