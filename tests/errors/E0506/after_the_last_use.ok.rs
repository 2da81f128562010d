fn main() {
    let mut count = 1;
    let seen = &count;
    println!("{seen}");
    count = 2;
    println!("{count}");
}
