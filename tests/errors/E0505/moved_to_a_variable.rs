fn main() {
    let names = vec!["a", "b"];
    let first = &names[0];
    let moved = names;
    println!("{first} {}", moved.len());
}
