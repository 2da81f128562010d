// Iterator sources, ControlFlow, comparisons of iterators, Ordering's questions, ranges as values, integer and float corners.

use std::cmp::Ordering;
use std::iter;
use std::ops::ControlFlow;

fn sources() {
    println!("{:?}", iter::once_with(|| { print!("(now) "); 5 }).chain(iter::empty()).collect::<Vec<_>>());
    let mut lazy = iter::once_with(|| 1);
    println!("{:?} {:?} {:?}", lazy.size_hint(), lazy.next(), lazy.next());
    println!("{:?} {:?}", iter::repeat_n("ab", 3).collect::<String>(), iter::repeat_n(1, 4).len());
    println!("{:?}", iter::successors(Some(1u8), |x| x.checked_mul(3)).collect::<Vec<_>>());
    let mut state = 0;
    println!("{:?}", iter::from_fn(|| { state += 1; (state < 4).then_some(state) }).collect::<Vec<_>>());
    println!("{:?}", iter::repeat_with(|| 'x').take(2).collect::<String>());
    println!("{:?}", iter::zip([1, 2, 3], ["a", "b"]).rev().collect::<Vec<_>>());
    println!("{:?}", iter::once(3).cycle().step_by(2).map_while(|x| (x == 3).then_some(x)).take(2).collect::<Vec<_>>());
}

fn flow() {
    let found = (1..10).try_for_each(|x| if x * x > 20 { ControlFlow::Break(x) } else { ControlFlow::Continue(()) });
    println!("{found:?} {} {:?} {:?}", found.is_break(), found.break_value(), found.continue_value());
    let summed = [1, 2, 3].iter().try_fold(0i8, |sum, x| if *x < 9 { ControlFlow::Continue(sum + x) } else { ControlFlow::Break("big") });
    println!("{summed:?} {} {:?}", summed.is_continue(), summed.continue_value());
    let mapped: ControlFlow<i32, i32> = ControlFlow::Break(1);
    println!("{:?} {:?}", mapped.map_break(|x| x + 1), ControlFlow::<i32, i32>::Continue(2).map_continue(|x| x * 5));
    println!("{:?}", [1i8, 100, 100].iter().try_fold(0i8, |sum, x| sum.checked_add(*x)));
    let mut numbers = 1..;
    println!("{:?} {:?}", numbers.try_for_each(|x| if x < 5 { Ok(()) } else { Err(x) }), numbers.next());
    println!("{:?}", (1..4).try_fold(String::new(), |text, x| Some(text + &x.to_string())));
    println!("{:?} {:?}", (1..=4).reduce(|a, b| a * b), ["a", "b"].into_iter().rev().reduce(|_, b| b));
}

fn comparing() {
    println!("{:?} {:?}", [1, 2].iter().cmp([1, 3].iter()), [1.0, f64::NAN].iter().partial_cmp([1.0, 2.0].iter()));
    println!("{} {} {}", (1..3).lt(1..4), [1, 2].into_iter().eq(1..3), "b".chars().ge("ab".chars()));
    println!("{} {} {}", Ordering::Less.is_gt(), Ordering::Equal.is_ge(), Ordering::Greater.is_le());
    println!("{:?} {:?}", Ordering::Less.reverse(), Ordering::Equal.then(Ordering::Greater));
    println!("{} {:?} {:?}", 5.clamp(1, 3), 2.5f64.clamp(0.0, 1.0), std::cmp::max_by_key(-3, 2, |x: &i32| x.abs()));
    println!("{:?} {:?}", (1, "b").partial_cmp(&(1, "a")), [3, 1].iter().is_sorted());
    println!("{:?}", ["bb", "a", "cc"].iter().max_by_key(|s| s.len()).zip(["bb", "a", "cc"].iter().min_by_key(|s| s.len())));
    println!("{} {}", 1.ne(&2), "a".gt("B"));
}

fn ranges() {
    let mut inclusive = 1..=3;
    println!("{} {}", inclusive.start(), inclusive.end());
    println!("{:?}", inclusive.next_back());
    println!("{:?} {} {:?} {:?}", inclusive, (5..5).is_empty(), (0..10).nth(3), (0..10).rev().step_by(4).collect::<Vec<_>>());
    println!("{:?} {:?} {:?}", ('a'..='e').rev().last(), (1..=0).max(), (0u8..=255).count());
    println!("{:?} {:?}", (1..4).len(), (2..7) == std::ops::Range { start: 2, end: 7 });
}

fn numbers() {
    println!("{:?} {:?} {:?}", 7u32.checked_ilog2(), 0u32.checked_ilog10(), 1000u32.ilog(10));
    println!("{:?} {:?} {:?}", 200u8.checked_next_power_of_two(), 7u8.checked_next_multiple_of(4), 5u8.checked_add_signed(-6));
    println!("{} {} {}", 250u8.saturating_add_signed(10), 3u8.saturating_sub_signed(-1), (-128i8).saturating_neg());
    println!("{} {} {}", (-128i8).saturating_abs(), i8::MIN.saturating_div(-1), 100i8.wrapping_add_unsigned(100));
    println!("{:?} {:?} {:?}", 2i8.overflowing_pow(7), i8::MIN.overflowing_abs(), 1u8.checked_shr(8));
    println!("{} {} {}", 3u8.wrapping_pow(6), (-7i8).wrapping_rem_euclid(4), 1u8.wrapping_shl(9));
    println!("{} {} {}", 0b1011u8.leading_ones(), 0b1011u8.trailing_ones(), 0xf0u8.count_zeros());
    println!("{:#x} {:?} {:?}", 0x1234u16.swap_bytes(), 258u16.to_le_bytes(), u16::from_be_bytes([1, 2]));
    println!("{} {} {}", 5u8.midpoint(8), 12u32.is_multiple_of(4), 200u8.cast_signed());
    println!("{:?} {:?} {:?}", 17i32.checked_isqrt(), (-7i32).checked_div_euclid(2), (-7i32).checked_rem_euclid(0));
    println!("{} {} {}", (2.5f64).round_ties_even(), (-0.0f64).is_sign_negative(), 2.75f64.fract());
    println!("{:.4} {:.4} {:.4}", 0.5f64.asin() + 0.5f64.acos(), 1f64.atan().tanh(), 2f64.exp2().recip());
    println!("{:.4} {:.4} {:.4}", 1f64.sinh() - 1f64.cosh(), 1e-9f64.ln_1p() * 1e9, 1e-9f64.exp_m1() * 1e9);
    println!("{:?} {} {:e}", 0f64.sin_cos(), f64::MIN_POSITIVE > 0.0, f32::EPSILON);
    println!("{} {:?}", std::convert::identity(3), i32::try_from(3_000_000_000u32).map_err(|e| e.to_string()));
}

fn main() {
    sources();
    flow();
    comparing();
    ranges();
    numbers();
}
