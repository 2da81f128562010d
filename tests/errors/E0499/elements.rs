fn main() {
    let mut row = vec![1, 2, 3];
    let a = &mut row[0];
    let b = &mut row[1];
    *a += *b;
    *b += 1;
    println!("{row:?}");
}
