trait Visitor {
    fn visit<T: std::fmt::Debug>(&mut self, value: T);
}
struct Shown;
impl Visitor for Shown {
    fn visit<T: std::fmt::Debug>(&mut self, value: T) {
        println!("{value:?}");
    }
}
fn go(visitor: &mut dyn Visitor) {
    let _ = visitor;
}
fn main() {
    Shown.visit(1);
}
