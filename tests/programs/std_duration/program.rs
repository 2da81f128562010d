// Duration arithmetic and printing.
use std::time::{Duration, Instant};

fn main() {
    let d = Duration::from_millis(2500);
    println!("{:?} {} {} {}", d, d.as_secs(), d.as_millis(), d.subsec_millis());
    println!("{} {} {}", d.as_secs_f64(), d.as_micros(), d.as_nanos());
    println!("{:?} {:?}", Duration::from_secs(3), Duration::from_micros(1500));
    println!("{:?} {:?}", Duration::from_nanos(42), Duration::new(1, 5_000_000));
    println!("{:?} {:?}", d + Duration::from_millis(500), d - Duration::from_secs(1));
    println!("{:?} {:?} {:?}", d * 2, 3 * d, d / 4);
    println!("{:?}", Duration::from_secs_f64(0.75));
    println!("{:?} {:?}", d.checked_sub(Duration::from_secs(9)), d.saturating_sub(Duration::from_secs(9)));
    println!("{:?}", d.checked_add(Duration::from_secs(1)));
    println!("{:?} {}", Duration::ZERO, Duration::ZERO.is_zero());
    println!("{} {}", d > Duration::from_secs(2), d == Duration::from_millis(2500));
    println!("{:?}", d.mul_f64(1.5));
    println!("{:.1?} {:.2?}", Duration::from_micros(1234), Duration::from_millis(12345));
    println!("{:?}", [1u64, 2, 3].iter().map(|&s| Duration::from_secs(s)).sum::<Duration>());
    println!("{:?}", Duration::from_secs(5).max(Duration::from_secs(7)));
    println!("{:>10?}|{:<10?}|", Duration::from_millis(5), Duration::from_secs(1));
    let mut total = Duration::default();
    total += Duration::from_millis(10);
    total *= 3;
    println!("{total:?} {:?}", Duration::from_millis(1).cmp(&Duration::from_micros(999)));
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(20));
    let elapsed = start.elapsed();
    println!("{} {}", elapsed >= Duration::from_millis(20), elapsed < Duration::from_secs(5));
    let deadline = start + Duration::from_secs(60);
    println!("{} {}", deadline > Instant::now(), deadline.duration_since(start).as_secs());
    println!("{:?}", start.checked_duration_since(deadline));
    println!("{:?}", (deadline - start) / 2);
    println!("{}", start.saturating_duration_since(deadline).is_zero());
    println!("{:?}", Duration::from_millis(1500).as_secs_f32());
}
