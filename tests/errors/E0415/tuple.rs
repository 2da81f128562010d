fn swap((a, b): (i32, i32), b: i32) -> (i32, i32) {
    (b, a)
}

fn main() {
    println!("{:?}", swap((1, 2), 3));
}
