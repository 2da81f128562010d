fn helper() {}
fn main() { helpr(); }
