// Everyday methods and constants of the integer types.
fn main() {
    println!("{} {} {}", i32::MAX, i64::MIN, u8::BITS);
    println!("{} {}", u64::MAX, u128::MAX);
    println!("{} {}", i128::MIN, usize::MAX);
    let a: i32 = -17;
    println!("{} {} {}", a.abs(), a.signum(), a.pow(2));
    println!("{} {}", a.rem_euclid(5), a.div_euclid(5));
    println!("{} {}", a % 5, a / 5);
    println!("{} {} {}", 7.min(3), 7.max(3), 42.clamp(0, 10));
    println!("{} {}", 64u32.is_power_of_two(), 65u32.next_power_of_two());
    println!("{} {} {}", 0b1011u8.count_ones(), 1u16.leading_zeros(), 8u32.trailing_zeros());
    println!("{} {}", 200u8.abs_diff(50), (-100i8).abs_diff(100));
    println!("{} {}", 99u32.isqrt(), 1000u32.ilog10());
    println!("{:x} {:b} {:o}", 255, 5, 8);
    println!("{:#x} {:#010b} {:>6} {:<6}|", 255, 5, 42, 42);
    println!("{:?} {:?}", i32::from_str_radix("ff", 16), i32::from_str_radix("-101", 2));
    println!("{}", 12.to_string() + "!");
    println!("{} {}", 10u32.div_ceil(3), 10u32.next_multiple_of(4));
    println!("{:?}", 258u32.to_be_bytes());
    println!("{}", u32::from_le_bytes([2, 1, 0, 0]));
    println!("{} {}", 0x12u8.rotate_left(4), 1u8.reverse_bits());
    println!("{} {}", (-5i32).is_negative(), 5i32.is_positive());
    println!("{}", (-128i8).unsigned_abs());
    println!("{}", i64::from(3i32) + i64::from(4u8));
    println!("{} {} {}", 300i32 as u8, -1i32 as u32, 3.99f64 as i32);
    println!("{}", 1_000_000_007u64 * 3);
    println!("{}", 2u128.pow(100));
    let mut x = 10u8;
    x += 5;
    x <<= 2;
    x ^= 0xff;
    println!("{x}");
}
