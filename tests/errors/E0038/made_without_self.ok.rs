trait Shape {
    fn new(size: f64) -> Self
    where
        Self: Sized;
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
fn total(shapes: &[Box<dyn Shape>]) -> f64 {
    shapes.iter().map(|shape| shape.area()).sum()
}
fn main() {
    println!("{}", total(&[Box::new(Square::new(2.0))]));
}
