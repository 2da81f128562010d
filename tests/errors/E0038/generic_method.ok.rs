trait Visitor {
    fn visit<'a>(&mut self, value: &'a dyn std::fmt::Debug) -> &'a dyn std::fmt::Debug;
}
struct Shown;
impl Visitor for Shown {
    fn visit<'a>(&mut self, value: &'a dyn std::fmt::Debug) -> &'a dyn std::fmt::Debug {
        println!("{value:?}");
        value
    }
}
fn go(visitor: &mut dyn Visitor) {
    visitor.visit(&1);
}
fn main() {
    go(&mut Shown);
}
