fn main() {
    const COUNT: usize = 2;
    let count = 5;
    let pairs = [(count, 0); COUNT];
    println!("{pairs:?}");
}
