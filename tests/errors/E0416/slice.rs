fn main() {
    let numbers = [1, 2, 3];
    if let [first, .., first] = numbers {
        println!("{first}");
    }
}
