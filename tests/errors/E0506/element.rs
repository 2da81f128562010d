fn main() {
    let mut row = [1, 2];
    let first = &row[0];
    row[1] = 5;
    println!("{first}");
}
