fn main() {
    let count = &5u32;
    let boxed = Box::new(6u32);
    println!("{}", *count + *boxed);
}
