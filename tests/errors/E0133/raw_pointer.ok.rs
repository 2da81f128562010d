use std::ptr;

fn main() {
    let mut x = 5;
    let p = &raw mut x;
    let q = p as *const i32;
    println!("{} {}", p.is_null(), q == p as *const i32);
    unsafe { *p += 1 };
    println!("{}", unsafe { *q });
    let boxed = Box::new(3);
    let raw = Box::into_raw(boxed);
    let back = unsafe { Box::from_raw(raw) };
    println!("{back} {}", ptr::null::<i32>().is_null());
}
