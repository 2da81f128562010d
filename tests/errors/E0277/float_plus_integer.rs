fn main() {
    let a = 1i32;
    let b = 2.5;
    println!("{}", a + b);
}
