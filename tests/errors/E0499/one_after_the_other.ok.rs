fn main() {
    let mut text = String::from("a");
    let first = &mut text;
    first.push('b');
    let second = &mut text;
    second.push('c');
    println!("{text}");
}
