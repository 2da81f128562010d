fn main() {
    let found;
    for id in 0..3 {
        if id == 2 {
            found = id;
            break;
        }
    }
    println!("{found}");
}
