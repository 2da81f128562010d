trait Alike {
    fn is_like(&self, other: &Self) -> bool;
}
impl Alike for i32 {
    fn is_like(&self, other: &i32) -> bool {
        self == other
    }
}
struct Row {
    first: Option<Box<dyn Alike>>,
}
fn main() {
    println!("{}", 1.is_like(&1));
}
