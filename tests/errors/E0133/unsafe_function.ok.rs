/// # Safety
/// Nobody else counts.
unsafe fn danger(n: u32) -> u32 {
    n + 1
}

struct Wild;

impl Wild {
    unsafe fn go(&self) -> u32 {
        unsafe { danger(1) }
    }
}

fn main() {
    let n = unsafe { danger(4) };
    let m = unsafe { Wild.go() };
    println!("{n} {m}");
}
