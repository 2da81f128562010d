fn main() {
    let zero = 0;
    let mut best = &zero;
    println!("{best}");
    {
        let row = vec![4, 5];
        best = &row[1];
    }
    println!("{best}");
}
