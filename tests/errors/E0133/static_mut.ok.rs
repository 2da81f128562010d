static mut COUNT: u32 = 0;

fn bump() -> u32 {
    // The only thread.
    unsafe {
        let add = |n: u32| COUNT + n;
        COUNT = add(1);
        COUNT
    }
}

fn main() {
    bump();
    println!("{}", bump());
}
