fn main() {
    let row = [10, 20, 30];
    let at: i32 = 1;
    println!("{}", row[at]);
}
