const LIMIT: i32 = 3;
static NAMES: [&str; 2] = ["a", "b"];

fn limit() -> &'static i32 {
    &LIMIT
}

fn name(index: usize) -> &'static str {
    let name = NAMES[index];
    &name[..]
}

fn leaked() -> &'static mut i32 {
    let boxed = Box::new(4);
    Box::leak(boxed)
}

fn main() {
    println!("{} {} {}", limit(), name(1), leaked());
}
