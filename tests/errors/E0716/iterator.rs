fn main() {
    let items = Vec::from([1, 2]).iter();
    for item in items {
        println!("{item}");
    }
}
