struct Point(i32, i32);

impl Point {
    fn shift(&mut self, by: i32, by: i32) {
        self.0 += by;
        self.1 += by;
    }
}

fn main() {
    let mut point = Point(1, 2);
    point.shift(1, 2);
    println!("{} {}", point.0, point.1);
}
