fn main() {
    let mut x = 5;
    let p = &mut x as *mut i32;
    *p += 1;
    println!("{x}");
}
