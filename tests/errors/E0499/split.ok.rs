fn main() {
    let mut row = [1, 2, 3];
    let (left, right) = row.split_at_mut(1);
    left[0] += right[0];
    right[1] += left[0];
    let again = &mut row;
    again[0] = 9;
    row[1] = 8;
    println!("{row:?}");
}
