struct Point {
    x: i32,
    y: i32,
}

fn main() {
    let mut point = Point { x: 1, y: 2 };
    let x = &point.x;
    point.x += 1;
    println!("{x} {}", point.y);
}
