struct Point(i32, i32);

impl Point {
    fn shift(&mut self, (x, y): (i32, i32), by: i32) {
        self.0 += x * by;
        self.1 += y * by;
    }
}

fn apply(f: fn(i32, i32) -> i32, i32: i32) -> i32 {
    f(i32, i32)
}

fn main() {
    let mut point = Point(1, 2);
    point.shift((1, 2), 3);
    println!("{} {} {}", point.0, point.1, apply(|a, b| a + b, 2));
}
