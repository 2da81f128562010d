// What the type argument decides: parse, default, into, sum and collect in generic functions; Default derived for a generic type.
use std::str::FromStr;
use std::fmt::{Debug, Display};
use std::collections::HashMap;
use std::ops::{Add, Mul};
fn parse_all<T: FromStr>(s: &str) -> Vec<T> where T::Err: Debug { s.split(',').map(|x| x.trim().parse().unwrap()).collect() }
fn parse_one<T>(s: &str) -> Result<T, String> where T: FromStr, T::Err: Display { s.parse::<T>().map_err(|e| format!("bad: {e}")) }
trait Zero { const ZERO: Self; }
impl Zero for i32 { const ZERO: i32 = 0; } impl Zero for f64 { const ZERO: f64 = 0.0; }
fn dot<T: Zero + Copy + Add<Output = T> + Mul<Output = T>>(a: &[T], b: &[T]) -> T { let mut s = T::ZERO; for (x, y) in a.iter().zip(b) { s = s + *x * *y; } s }
fn largest<T: PartialOrd + Copy + Default>(xs: &[T]) -> T { let mut m = T::default(); for &x in xs { if x > m { m = x; } } m }
#[derive(Debug, Default, Clone, PartialEq)] struct Pair<A, B> { a: A, b: B }
#[derive(Debug, Default)] struct Conf { n: u32, name: String, p: Pair<i64, Option<String>> }
fn get_or<T: Default + Clone>(m: &HashMap<&str, T>, k: &str) -> T { m.get(k).cloned().unwrap_or_default() }
fn conv<A, B: From<A>>(a: A) -> B { B::from(a) }
fn conv2<A: Into<B>, B>(a: A) -> B { a.into() }
struct Meters(f64); impl From<f64> for Meters { fn from(x: f64) -> Self { Meters(x) } }
fn total<T: std::iter::Sum<T> + Copy>(xs: &[T]) -> T { xs.iter().copied().sum() }
fn gather<C: FromIterator<u32>>(n: u32) -> C { (0..n).collect() }
fn main() {
    println!("{:?} {:?}", parse_all::<i32>("1, 2,3"), parse_all::<f64>("1, 2.5"));
    println!("{:?} {:?}", parse_one::<u8>("300"), parse_one::<bool>("true"));
    println!("{} {}", dot(&[1, 2, 3], &[4, 5, 6]), dot(&[1.5], &[2.0]));
    println!("{} {:?}", largest(&[3, 9, 2]), largest(&['a', 'z']));
    let p: Pair<u8, String> = Default::default(); println!("{p:?} {:?}", Pair::<bool, Vec<u8>>::default());
    println!("{:?}", Conf::default());
    let mut m = HashMap::new(); m.insert("x", 4); println!("{} {}", get_or(&m, "x"), get_or(&m, "y"));
    let m2: HashMap<&str, String> = HashMap::new(); println!("{:?}", get_or(&m2, "q"));
    let x: f64 = conv(3i32); let s: String = conv("hi"); let y: i64 = conv2(7i32); let mm: Meters = conv(2.5); println!("{x} {s} {y} {}", mm.0);
    println!("{} {} {}", total(&[1, 2, 3]), total::<f64>(&[]), total::<u8>(&[]));
    let v: Vec<u32> = gather(3); let h: std::collections::BTreeSet<u32> = gather(2); println!("{v:?} {h:?}");
}
