fn add(n: &mut i32) { *n += 1; }
fn main() {
    let mut n = 1;
    add(&mut n);
    let r = &mut n;
    *r = 5;
    println!("{n}");
}
