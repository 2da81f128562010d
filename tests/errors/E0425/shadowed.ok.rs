fn main() {
    let value = 1;
    let value = { let inner = value + 1; inner };
    println!("{value}");
    helper();
    fn helper() {}
}
