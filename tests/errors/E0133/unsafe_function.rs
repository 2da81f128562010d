unsafe fn danger(n: u32) -> u32 {
    n + 1
}

fn main() {
    let n = danger(4);
    println!("{n}");
}
