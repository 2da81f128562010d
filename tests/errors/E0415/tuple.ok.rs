fn swap((a, b): (i32, i32), c: i32) -> (i32, i32) {
    let (b, a) = (a, b);
    (b * c, a)
}

fn main() {
    println!("{:?}", swap((1, 2), 3));
}
