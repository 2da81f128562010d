mod shapes {
    pub fn area(side: u32) -> u32 { side * side }
}
use shapes::area;
fn main() {
    println!("{} {}", area(2), shapes::area(3));
}
