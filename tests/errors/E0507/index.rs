fn main() {
    let names = vec![String::from("a"), String::from("b")];
    let first = names[0];
    let numbers = vec![1, 2];
    println!("{first} {}", numbers[0]);
}
