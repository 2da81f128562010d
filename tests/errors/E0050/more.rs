trait Shape {
    fn scale(&self, by: f64) -> f64;
}

struct Square(f64);

impl Shape for Square {
    fn scale(&self, by: f64, twice: bool) -> f64 {
        if twice { self.0 * by * by } else { self.0 * by }
    }
}

fn main() {
    println!("{}", Square(2.0).0);
}
