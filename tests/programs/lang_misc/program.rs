// Modules, enums with numbers, Rc and Weak trees, const generics, lifetimes, references.
use std::fmt::{self, Display};
use std::rc::{Rc, Weak};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet, VecDeque};
const N: usize = 4;
const SQUARES: [u32; N] = [0, 1, 4, 9];
const NAMES: &[&str] = &["zero", "one"];
static GREETING: &str = "hi";
const fn cube(x: u32) -> u32 { x * x * x }
const BIG: u32 = cube(3) + 1;
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Level { Low = 1, Mid = 5, High }
impl Level { fn all() -> [Level; 3] { [Self::Low, Self::Mid, Self::High] } }
#[derive(Debug)]
struct Node { val: i32, children: RefCell<Vec<Rc<Node>>>, parent: RefCell<Weak<Node>> }
#[derive(Debug, Clone, PartialEq, Default)]
struct Config { name: String, size: Option<u32>, tags: Vec<String>, pair: (i32, f64) }
struct Matrix<const R: usize> { d: [[i32; R]; R] }
enum List { Cons(i32, Box<List>), Nil }
use List::{Cons, Nil};
impl List { fn sum(&self) -> i32 { match self { Cons(v, rest) => v + rest.sum(), Nil => 0 } } }
fn longest<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() >= b.len() { a } else { b } }
fn swap(a: &mut i32, b: &mut i32) { let t = *a; *a = *b; *b = t; }
fn modify(v: &mut Vec<i32>) { v.push(9); v[0] = 7; for x in v.iter_mut() { *x *= 2; } }
fn first_word(s: &str) -> &str { s.split(' ').next().unwrap_or("") }
fn divide(a: i32, b: i32) -> Result<i32, String> { if b == 0 { Err(String::from("div by zero")) } else { Ok(a / b) } }
fn chain(a: i32) -> Result<i32, String> { let x = divide(100, a)?; let y = divide(x, 2)?; Ok(x + y) }
fn side(n: i32, log: &mut Vec<i32>) -> i32 { log.push(n); n }
struct Temp { c: f64 }
impl Display for Temp { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { if let Some(p) = f.precision() { write!(f, "{:.*}C", p, self.c) } else { write!(f, "{}C", self.c) } } }
fn main() {
    println!("{} {:?} {} {} {}", SQUARES[3], NAMES, GREETING, BIG, cube(2));
    for l in Level::all() { println!("{l:?} {}", l as i32); }
    println!("{}", Level::Low < Level::High);
    let leaf = Rc::new(Node { val: 3, children: RefCell::new(vec![]), parent: RefCell::new(Weak::new()) });
    let branch = Rc::new(Node { val: 5, children: RefCell::new(vec![Rc::clone(&leaf)]), parent: RefCell::new(Weak::new()) });
    *leaf.parent.borrow_mut() = Rc::downgrade(&branch);
    println!("{:?} {} {}", leaf.parent.borrow().upgrade().map(|p| p.val), Rc::strong_count(&leaf), branch.children.borrow().len());
    let c = Config { name: "n".into(), tags: vec!["t".to_string()], ..Default::default() };
    let mut c2 = c.clone(); c2.size = Some(4); c2.pair.0 += 3;
    println!("{c:?}\n{c2:#?} {}", c == c2);
    let m = Matrix::<2> { d: [[1, 2], [3, 4]] };
    println!("{} {:?}", m.d[1][0], m.d);
    println!("{}", Cons(1, Box::new(Cons(2, Box::new(Nil)))).sum());
    println!("{} {}", longest("abc", "de"), first_word("hello world"));
    let (mut a, mut b) = (1, 2); swap(&mut a, &mut b); println!("{a} {b}");
    let mut v = vec![1, 2]; modify(&mut v); println!("{v:?}");
    println!("{:?} {:?} {:?}", chain(10), chain(0), divide(7, 2));
    let mut log = vec![];
    let r = side(1, &mut log) + side(2, &mut log) * side(3, &mut log);
    println!("{r} {log:?}");
    println!("{:5}|{:<5}|{:^5}|{:>5}|{:05}|{:+}|{:#x}|{:#b}|{:08.3}|{:e}", 42, 42, 42, 42, 42, 42, 255, 5, 3.14159, 1234.5);
    let w = 8; let p = 2;
    println!("{:w$.p$}|{:>1$}|{:.*}|{:>width$}|{0:?}", 3.14159, 6, 3, 2.71828, "x", width = 4);
    println!("{:.1} {} {{}} {:?} {:?}", Temp { c: 21.55 }, Temp { c: 1.5 }, "q\"uote\n", 'c');
    println!("{:?} {:?} {:?}", "tab\t", r"raw\n", b"by");
    println!("{} {} {}", i32::MAX.wrapping_add(1), 250u8.checked_add(10).is_none(), 200u8.saturating_add(100));
    println!("{} {} {} {}", -7 / 2, -7 % 2, (-7i32).rem_euclid(2), 7u32.pow(2));
    println!("{} {} {} {}", 300i32 as u8, -1i32 as u32, 3.99f64 as i32, 'a' as u8 as char);
    println!("{} {} {}", 1u64 << 40, 0xFFu8 >> 3, !0u8 ^ 0b1010);
    println!("{} {}", f64::sqrt(2.0), (2.0f64).powi(10));
    let cell = Cell::new(5); cell.set(cell.get() + 1); println!("{}", cell.get());
    let shared = Rc::new(RefCell::new(vec![1])); shared.borrow_mut().push(2); { let s2 = Rc::clone(&shared); s2.borrow_mut().push(3); } println!("{:?}", shared.borrow());
    let mut bt = BTreeMap::new(); for (i, w) in ["one", "two", "three"].iter().enumerate() { bt.insert(*w, i); } println!("{bt:?} {:?}", bt.get("two"));
    if let Some(x) = bt.get_mut("one") { *x += 10; } println!("{}", bt["one"]);
    let hs: HashSet<i32> = [1, 2, 2, 3].into_iter().collect(); println!("{} {}", hs.len(), hs.contains(&2));
    let mut dq = VecDeque::new(); dq.push_back(1); dq.push_front(0); println!("{dq:?} {:?}", dq.pop_front());
    let s = "héllo wörld"; println!("{} {} {:?} {}", s.len(), s.chars().count(), s.char_indices().nth(2), s.to_uppercase());
    println!("{} {:?} {:?}", &s[0..1], s.find('w'), s.split_once(' '));
    let mut st = String::new(); for (i, ch) in ('a'..='e').enumerate() { if i > 0 { st.push('-'); } st.push(ch); } st += "!"; println!("{st} {}", st.replace("-", ""));
    let nested = vec![vec![1, 2], vec![3]]; println!("{:?} {}", nested.iter().flatten().collect::<Vec<_>>(), nested.concat().len());
    let arr2 = [[0; 3]; 2]; println!("{arr2:?} {}", arr2.len());
    let (q, r) = (17 / 5, 17 % 5); assert_eq!(q * 5 + r, 17, "math"); assert!(q > 0); assert_ne!(q, r + 5);
    let t: (i32, (char, &str)) = (1, ('x', "y")); println!("{} {} {:?}", t.0, (t.1).1, t.1.0);
    let unit = (); println!("{unit:?}");
    let o: Option<&str> = None; println!("{}", o.unwrap_or("none"));
    let x = 5; let x = x + 1; { let x = x * 2; println!("{x}"); } println!("{x}");
    let big: i128 = 170_141_183_460_469_231_731_687_303_715_884_105_727; println!("{big} {}", u64::MAX);
    let z = loop { break 7 }; println!("{z}");
    let e: Box<dyn Display> = Box::new(5); println!("{e}");
    println!("{}", vec![1.5, 2.5].iter().sum::<f64>() / 2.0);
    let mut grid = vec![vec!['.'; 3]; 2]; grid[1][2] = '#'; for row in &grid { println!("{}", row.iter().collect::<String>()); }
    let mut words = vec!["pear", "fig", "apple"]; words.sort(); words.dedup(); println!("{words:?} {:?}", words.binary_search(&"fig"));
    words.sort_by(|a, b| a.len().cmp(&b.len())); println!("{}", words.join("/"));
    let total: i32 = (1..=10).filter(|n| n % 2 == 1).map(|n| n * n).sum(); println!("{total}");
    println!("{:?}", (0..10).step_by(3).rev().collect::<Vec<i32>>());
    println!("{:?}", "a=1;b=2".split(';').map(|kv| kv.split('=').collect::<Vec<_>>()).collect::<Vec<_>>());
    println!("{:?}", std::mem::replace(&mut words, vec![]).len());
    eprintln!("to stderr");
}
