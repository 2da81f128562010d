// Methods and constants of f64 and f32, and how floats print.
use std::f64::consts::{E, PI};

fn main() {
    println!("{} {} {}", 2.0f64.sqrt(), 2.0f64.powi(10), 2.0f64.powf(0.5));
    println!("{} {} {} {}", 2.5f64.floor(), 2.4f64.ceil(), 2.5f64.round(), (-2.7f64).trunc());
    println!("{} {} {}", (-1.5f64).abs(), 1.5f64.min(0.5), 1.5f64.max(2.5));
    println!("{:.4} {:.4} {:.4}", PI.sin(), (PI / 3.0).cos(), 1.0f64.tan());
    println!("{:.6} {:.6} {:.6}", E.ln(), 100.0f64.log10(), 8.0f64.log2());
    println!("{:.3} {:.3}", 1.0f64.exp(), 1.0f64.atan2(2.0));
    println!("{} {} {}", f64::NAN.is_nan(), f64::INFINITY.is_infinite(), 1.0f64.is_finite());
    println!("{} {}", f64::MAX > 1e308, f64::EPSILON);
    println!("{} {} {}", 1.0, 1.5e10, 1e21);
    println!("{:?} {:?} {:?}", 1.0, 0.1 + 0.2, 1e-7);
    println!("{:.2} {:8.3}| {:<8.1}| {:+}", 3.14159, 2.5, 2.25, 1.0);
    println!("{:e} {}", 1234.5, 0.1f32 + 0.2f32);
    println!("{} {}", 7.5f64.rem_euclid(2.0), -7.5 % 2.0);
    println!("{:?}", 1.0f64.partial_cmp(&2.0));
    println!("{:?}", 1.0f64.total_cmp(&f64::NAN));
    println!("{} {}", 0.1 + 0.2 == 0.3, (0.1f64 + 0.2 - 0.3).abs() < f64::EPSILON);
    println!("{} {}", 180.0f64.to_radians(), PI.to_degrees());
    println!("{} {}", 3.0f64.hypot(4.0), 27.0f64.cbrt());
    println!("{} {}", 1.0f64.copysign(-2.0), (-3.0f64).signum());
    println!("{:?}", "3.25".parse::<f64>());
    println!("{:?} {:?}", f64::from(3i32), 3 as f64 / 2.0);
    println!("{} {}", 1.0f64.to_bits(), f64::from_bits(4607182418800017408));
    println!("{} {} {}", 300.7 as u8, -5.5 as u8, f64::NAN as i32);
    println!("{} {}", 1.5f64.clamp(0.0, 1.0), 2.5f64.mul_add(2.0, 1.0));
    println!("{} {} {}", f64::INFINITY, f64::NEG_INFINITY, f64::NAN);
    println!("{} {}", 0.0, -0.0);
    let mean = [1.0, 2.0, 4.0].iter().sum::<f64>() / 3.0;
    println!("{mean:.3}");
}
