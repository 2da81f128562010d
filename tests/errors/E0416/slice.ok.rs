fn main() {
    let numbers = [1, 2, 3];
    if let [first, .., last] = numbers {
        println!("{first} {last}");
    }
    let all = vec![(1, 2)];
    for (a, b) in all.iter().map(|(a, b)| (b, a)) {
        println!("{a} {b}");
    }
}
