// Traits, own and of std: operators, Display, Iterator, Deref, trait objects, From and the question mark.
use std::fmt;
use std::collections::HashMap;
use std::ops::{Add, AddAssign, Index, Mul, Neg, Deref};
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
struct V { x: i32, y: i32 }
impl Add for V { type Output = V; fn add(self, o: V) -> V { V { x: self.x + o.x, y: self.y + o.y } } }
impl AddAssign for V { fn add_assign(&mut self, o: V) { self.x += o.x; self.y += o.y; } }
impl Mul<i32> for V { type Output = V; fn mul(self, k: i32) -> V { V { x: self.x * k, y: self.y * k } } }
impl Neg for V { type Output = V; fn neg(self) -> V { V { x: -self.x, y: -self.y } } }
impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "<{}, {}>", self.x, self.y) } }
trait Animal {
    const LEGS: u32 = 4;
    fn name(&self) -> String;
    fn speak(&self) -> String { format!("{} with {} legs", self.name(), Self::LEGS) }
    fn create() -> Self where Self: Sized;
}
struct Dog; struct Bird(u8);
impl Animal for Dog { fn name(&self) -> String { "dog".into() } fn create() -> Self { Dog } }
impl Animal for Bird { const LEGS: u32 = 2; fn name(&self) -> String { format!("bird{}", self.0) } fn create() -> Self { Bird(7) } }
trait Shape { fn area(&self) -> f64; fn twice(&self) -> f64 { self.area() * 2.0 } }
struct Sq(f64);
impl Shape for Sq { fn area(&self) -> f64 { self.0 * self.0 } }
struct Ci { r: f64 }
impl Shape for Ci { fn area(&self) -> f64 { 3.0 * self.r * self.r } }
fn total(shapes: &[Box<dyn Shape>]) -> f64 { shapes.iter().map(|s| s.area()).sum() }
fn show<T: fmt::Display>(t: T) -> String { format!("[{t}]") }
struct Stack<T> { items: Vec<T> }
impl<T: Clone> Stack<T> {
    fn new() -> Self { Stack { items: Vec::new() } }
    fn push(&mut self, t: T) -> &mut Self { self.items.push(t); self }
    fn pop(&mut self) -> Option<T> { self.items.pop() }
    fn peek(&self) -> Option<&T> { self.items.last() }
    fn len(&self) -> usize { self.items.len() }
}
struct Counter { n: u32 }
impl Iterator for Counter { type Item = u32; fn next(&mut self) -> Option<u32> { if self.n < 5 { self.n += 1; Some(self.n) } else { None } } }
struct Wrap(Vec<i32>);
impl Deref for Wrap { type Target = Vec<i32>; fn deref(&self) -> &Vec<i32> { &self.0 } }
impl Index<usize> for Stack<i32> { type Output = i32; fn index(&self, i: usize) -> &i32 { &self.items[i] } }
trait Describe { fn describe(&self) -> String; }
impl<T: fmt::Debug> Describe for T { fn describe(&self) -> String { format!("it is {self:?}") } }
trait Pilot { fn fly(&self) -> &str; }
trait Wizard { fn fly(&self) -> &str; }
struct Human;
impl Pilot for Human { fn fly(&self) -> &str { "captain" } }
impl Wizard for Human { fn fly(&self) -> &str { "up" } }
impl Human { fn fly(&self) -> &str { "arms" } }
#[derive(Debug)]
enum MyErr { Parse(std::num::ParseIntError), Neg(i32) }
impl From<std::num::ParseIntError> for MyErr { fn from(e: std::num::ParseIntError) -> Self { MyErr::Parse(e) } }
impl fmt::Display for MyErr { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match self { MyErr::Parse(e) => write!(f, "parse: {e}"), MyErr::Neg(n) => write!(f, "negative: {n}") } } }
impl std::error::Error for MyErr {}
fn parse(s: &str) -> Result<i32, MyErr> { let n: i32 = s.trim().parse()?; if n < 0 { return Err(MyErr::Neg(n)); } Ok(n) }
fn boxed(s: &str) -> Result<i32, Box<dyn std::error::Error>> { let n = parse(s)?; if n == 7 { return Err("seven".into()); } Ok(n * 2) }
fn apply<F: Fn(i32) -> i32>(f: F, x: i32) -> i32 { f(x) }
fn make_adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
fn make_boxed(n: i32) -> Box<dyn FnMut() -> i32> { let mut c = n; Box::new(move || { c += 1; c }) }
mod geometry {
    pub mod shapes { #[derive(Debug, Default)] pub struct P { pub x: i32, pub name: String } impl P { pub const ORIGIN: i32 = 42; pub fn new(x: i32) -> Self { Self { x, ..Default::default() } } } pub fn f() -> i32 { super::helper() + self::g() } fn g() -> i32 { 1 } }
    fn helper() -> i32 { 10 }
    pub use self::shapes::P as Point;
}
use geometry::{shapes, Point};
fn main() {
    let mut a = V { x: 1, y: 2 };
    let b = V { x: 3, ..a };
    a += b;
    println!("{} {} {:?} {}", a + b, a * 3, -a, a == b);
    println!("{:>12}|{:<12}|{:^12}|", format!("{a}"), format!("{b}"), "mid");
    println!("{:?} {}", V::default(), V { x: 1, y: 1 } < V { x: 1, y: 2 });
    let d = Dog::create();
    let bd: Bird = Animal::create();
    println!("{} / {} / {}", d.speak(), bd.speak(), <Dog as Animal>::LEGS + Bird::LEGS);
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Sq(2.0)), Box::new(Ci { r: 1.0 })];
    println!("{} {}", total(&shapes), shapes[1].twice());
    println!("{} {}", show(5), show("x"));
    let mut s = Stack::new();
    s.push(1).push(2).push(3);
    println!("{:?} {:?} {} {}", s.pop(), s.peek(), s.len(), s[0]);
    println!("{:?}", Counter { n: 0 }.zip(Counter { n: 2 }).map(|(a, b)| a * b).filter(|x| x % 3 == 0).collect::<Vec<_>>());
    let total: u32 = Counter { n: 0 }.take_while(|x| *x < 4).sum();
    println!("{total}");
    let w = Wrap(vec![3, 1, 2]);
    println!("{} {:?} {}", w.len(), w.iter().max(), w.contains(&1));
    println!("{} {}", 5.describe(), "s".describe());
    let h = Human;
    println!("{} {} {} {}", h.fly(), Pilot::fly(&h), Wizard::fly(&h), <Human as Wizard>::fly(&h));
    for s in ["12", "-3", "x", " 7 "] {
        match parse(s) { Ok(n) => println!("ok {n}"), Err(e) => println!("err {e} {e:?}") }
        match boxed(s) { Ok(n) => println!("ok {n}"), Err(e) => println!("boxed err {e}") }
    }
    println!("{} {}", apply(|x| x * x, 7), apply(make_adder(3), 4));
    let mut m = make_boxed(10);
    m(); println!("{}", m());
    let mut count = 0;
    let mut inc = || { count += 2; count };
    inc(); inc();
    println!("{count}");
    let fs: Vec<(&str, fn(i32) -> i32)> = vec![("dbl", |x| x * 2), ("sq", |x| x * x)];
    for (n, f) in &fs { println!("{n} {}", f(6)); }
    let p = Point::new(5);
    println!("{p:?} {} {} {}", shapes::P::ORIGIN, Point::ORIGIN, geometry::shapes::f());
    println!("{:#?}", p);
    let mut map: HashMap<String, Vec<i32>> = HashMap::new();
    for (i, w) in "a b a c b a".split_whitespace().enumerate() { map.entry(w.to_string()).or_default().push(i as i32); }
    let mut keys: Vec<_> = map.iter().collect();
    keys.sort();
    println!("{keys:?}");
    let names: Vec<String> = ["x", "y"].iter().map(|s| s.to_string()).collect();
    println!("{}", names.join(","));
    let opt: Option<V> = Some(V::default());
    println!("{:?} {}", opt.map(|v| v.x + 1), opt.is_some());
    let (evens, odds): (Vec<i32>, Vec<i32>) = (1..=6).partition(|n| n % 2 == 0);
    println!("{evens:?} {odds:?}");
    let sum: i32 = evens.iter().zip(&odds).map(|(a, b)| a * b).sum();
    println!("{sum} {}", i32::from_str_radix("ff", 16).unwrap() + i32::MAX / 1000);
}
