trait Shape {
    fn new(size: f64) -> Self;
    fn area(&self) -> f64;
}
struct Square(f64);
impl Shape for Square {
    fn new(size: f64) -> Self {
        Square(size)
    }
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}
fn total(_: Vec<Box<dyn Shape>>) {}
fn main() {
    println!("{}", Square::new(2.0).area());
}
