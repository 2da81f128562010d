fn half(n: u64) -> u64 { n / 2 }
fn main() {
    let n: i32 = 10;
    println!("{}", half(n as u64));
    let m: u64 = n.try_into().unwrap();
    println!("{m}");
}
