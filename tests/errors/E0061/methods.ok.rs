struct Point(i32, i32);
impl Point {
    fn moved(&self, dx: i32) -> Self { Point(self.0 + dx, self.1) }
}
fn main() {
    let p = Point(1, 2).moved(3);
    println!("{}", Point::moved(&p, 1).0);
}
