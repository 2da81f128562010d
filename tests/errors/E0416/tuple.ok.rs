fn main() {
    let (a, _, _) = (1, 2, 3);
    let (b, a) = (a, 4);
    println!("{a} {b}");
}
