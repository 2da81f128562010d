// checked_, wrapping_, saturating_ and overflowing_ arithmetic.
fn main() {
    println!("{:?} {:?}", 250u8.checked_add(5), 250u8.checked_add(6));
    println!("{:?} {:?}", 5u8.checked_sub(6), 100i8.checked_mul(2));
    println!("{:?} {:?} {:?}", 7i32.checked_div(0), 7i32.checked_rem(2), i32::MIN.checked_div(-1));
    println!("{:?} {:?}", 2i32.checked_pow(30), 2i32.checked_pow(31));
    println!("{:?} {:?}", i32::MIN.checked_abs(), i32::MIN.checked_neg());
    println!("{:?} {:?}", 1u8.checked_shl(7), 1u8.checked_shl(8));
    println!("{} {}", 250u8.wrapping_add(10), 5u8.wrapping_sub(10));
    println!("{} {}", i32::MAX.wrapping_add(1), i64::MAX.wrapping_mul(2));
    println!("{} {}", i32::MIN.wrapping_neg(), i32::MIN.wrapping_abs());
    println!("{} {}", 250u8.saturating_add(10), 5u8.saturating_sub(10));
    println!("{} {}", i32::MIN.saturating_sub(1), (-100i8).saturating_mul(2));
    println!("{} {}", i32::MAX.saturating_add(1), 3i8.saturating_pow(9));
    println!("{:?} {:?}", 250u8.overflowing_add(10), 5i32.overflowing_sub(3));
    println!("{:?} {:?}", i32::MAX.overflowing_mul(2), i32::MIN.overflowing_neg());
    println!("{:?}", 10u32.checked_add_signed(-11));
    println!("{}", 10usize.saturating_add_signed(-11));
    println!("{:?}", u128::MAX.checked_add(1));
    println!("{}", u64::MAX.wrapping_mul(u64::MAX));
    // A hash as courses write it.
    let mut hash: u64 = 14695981039346656037;
    for byte in "interleave".bytes() {
        hash ^= byte as u64;
        hash = hash.wrapping_mul(1099511628211);
    }
    println!("{hash:016x}");
    // A linear congruential generator.
    let mut seed: u32 = 12345;
    let mut numbers = Vec::new();
    for _ in 0..5 {
        seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
        numbers.push(seed % 100);
    }
    println!("{numbers:?}");
}
