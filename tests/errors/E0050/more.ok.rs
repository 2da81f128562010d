trait Shape {
    fn scale(&self, by: f64) -> f64;
    fn named(&self, _name: &str) -> f64 {
        self.scale(1.0)
    }
}

struct Square(f64);

impl Shape for Square {
    fn scale(self: &Self, _: f64) -> f64 {
        self.0
    }
}

impl Square {
    fn named(&self, name: &str, times: usize) -> String {
        name.repeat(times)
    }
}

fn main() {
    println!("{} {}", Square(2.0).scale(3.0), Square(1.0).named("a", 2));
}
