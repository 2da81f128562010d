fn main() {
    let count = 5u32;
    println!("{}", *count);
}
