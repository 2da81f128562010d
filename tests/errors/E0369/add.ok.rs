use std::ops::Add;

#[derive(Clone, Copy)]
struct Point { x: i32 }

impl Add<&Point> for &Point {
    type Output = Point;
    fn add(self, other: &Point) -> Point {
        Point { x: self.x + other.x }
    }
}

fn main() {
    let (a, b) = (Point { x: 1 }, Point { x: 2 });
    println!("{}", (&a + &b).x);
}
