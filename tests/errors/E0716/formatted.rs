fn main() {
    let n = 3;
    let letters = n.to_string().as_str();
    println!("{letters}");
}
