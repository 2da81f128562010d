// Algorithms and patterns of courses: graphs, permutations, visitors, plugins, builders, typed states.
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut, Mul, Not, Sub};
use std::sync::Mutex;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
static HITS: Mutex<usize> = Mutex::new(0);
#[derive(Clone, Debug, PartialEq)]
struct M { r: usize, c: usize, d: Vec<f64> }
impl M { fn new(r: usize, c: usize) -> Self { M { r, c, d: vec![0.0; r * c] } } fn id(n: usize) -> Self { let mut m = Self::new(n, n); for i in 0..n { m[(i, i)] = 1.0; } m } }
impl Index<(usize, usize)> for M { type Output = f64; fn index(&self, (i, j): (usize, usize)) -> &f64 { &self.d[i * self.c + j] } }
impl IndexMut<(usize, usize)> for M { fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 { let c = self.c; &mut self.d[i * c + j] } }
impl<'a> Mul<&'a M> for &'a M { type Output = M; fn mul(self, o: &M) -> M { let mut m = M::new(self.r, o.c); for i in 0..self.r { for j in 0..o.c { for k in 0..self.c { m[(i, j)] += self[(i, k)] * o[(k, j)]; } } } m } }
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Money(i64);
impl Add for Money { type Output = Money; fn add(self, o: Self) -> Self { Money(self.0 + o.0) } }
impl Sub for Money { type Output = Money; fn sub(self, o: Self) -> Self { Money(self.0 - o.0) } }
impl AddAssign<i64> for Money { fn add_assign(&mut self, o: i64) { self.0 += o; } }
impl std::iter::Sum for Money { fn sum<I: Iterator<Item = Money>>(it: I) -> Money { it.fold(Money(0), |a, b| a + b) } }
impl Not for Money { type Output = bool; fn not(self) -> bool { self.0 == 0 } }
#[derive(Debug, Eq, PartialEq)]
struct Task { pri: u32, name: String }
impl Ord for Task { fn cmp(&self, o: &Self) -> Ordering { self.pri.cmp(&o.pri).then_with(|| o.name.cmp(&self.name)) } }
impl PartialOrd for Task { fn partial_cmp(&self, o: &Self) -> Option<Ordering> { Some(self.cmp(o)) } }
#[derive(Debug, Clone, Eq)]
struct Key { id: u32, note: String }
impl PartialEq for Key { fn eq(&self, o: &Key) -> bool { self.id == o.id } }
impl Hash for Key { fn hash<H: Hasher>(&self, h: &mut H) { self.id.hash(h); } }
struct Guarded { inner: Vec<i32>, log: Vec<&'static str> }
impl Deref for Guarded { type Target = Vec<i32>; fn deref(&self) -> &Self::Target { &self.inner } }
impl DerefMut for Guarded { fn deref_mut(&mut self) -> &mut Vec<i32> { &mut self.inner } }
trait Visitor { type Out; fn num(&mut self, n: i64) -> Self::Out; fn add(&mut self, a: Self::Out, b: Self::Out) -> Self::Out; }
enum Ex { Num(i64), Add(Box<Ex>, Box<Ex>) }
impl Ex { fn accept<V: Visitor>(&self, v: &mut V) -> V::Out { match self { Ex::Num(n) => v.num(*n), Ex::Add(a, b) => { let x = a.accept(v); let y = b.accept(v); v.add(x, y) } } } }
struct Ev; impl Visitor for Ev { type Out = i64; fn num(&mut self, n: i64) -> i64 { n } fn add(&mut self, a: i64, b: i64) -> i64 { a + b } }
struct Pr(usize); impl Visitor for Pr { type Out = String; fn num(&mut self, n: i64) -> String { self.0 += 1; n.to_string() } fn add(&mut self, a: String, b: String) -> String { format!("({a} + {b})") } }
trait Plugin { fn name(&self) -> &str; fn run(&mut self, x: i32) -> i32; fn boxed(self) -> Box<dyn Plugin> where Self: Sized + 'static { Box::new(self) } }
struct Acc { sum: i32 } impl Plugin for Acc { fn name(&self) -> &str { "acc" } fn run(&mut self, x: i32) -> i32 { self.sum += x; self.sum } }
struct Fun<F> { f: F } impl<F: Fn(i32) -> i32> Plugin for Fun<F> { fn name(&self) -> &str { "fun" } fn run(&mut self, x: i32) -> i32 { (self.f)(x) } }
struct Builder { name: Option<String>, size: u32, flags: Vec<String> }
impl Builder { fn new() -> Self { Self { name: None, size: 1, flags: vec![] } } fn name(mut self, n: &str) -> Self { self.name = Some(n.to_owned()); self } fn size(mut self, s: u32) -> Self { self.size = s; self } fn flag(mut self, f: impl Into<String>) -> Self { self.flags.push(f.into()); self } fn build(self) -> Result<String, String> { let name = self.name.ok_or_else(|| "no name".to_string())?; Ok(format!("{name}:{}:{}", self.size, self.flags.join("|"))) } }
struct Locked; struct Open; struct Door<S> { opened: u32, _s: S }
impl Door<Locked> { fn new() -> Self { Door { opened: 0, _s: Locked } } fn unlock(self) -> Door<Open> { Door { opened: self.opened + 1, _s: Open } } }
impl Door<Open> { fn lock(self) -> Door<Locked> { Door { opened: self.opened, _s: Locked } } }
fn dijkstra(g: &HashMap<u32, Vec<(u32, u32)>>, s: u32) -> Vec<(u32, u32)> { let mut dist: HashMap<u32, u32> = HashMap::new(); let mut h = BinaryHeap::new(); h.push(Reverse((0, s))); while let Some(Reverse((d, u))) = h.pop() { if dist.contains_key(&u) { continue; } dist.insert(u, d); if let Some(es) = g.get(&u) { for &(v, w) in es { if !dist.contains_key(&v) { h.push(Reverse((d + w, v))); } } } } let mut r: Vec<_> = dist.into_iter().collect(); r.sort(); r }
fn bfs(grid: &[&str]) -> Option<usize> { let g: Vec<Vec<char>> = grid.iter().map(|r| r.chars().collect()).collect(); let mut q = VecDeque::from([((0usize, 0usize), 0usize)]); let mut seen = HashSet::new(); seen.insert((0, 0)); while let Some(((r, c), d)) = q.pop_front() { if g[r][c] == 'E' { return Some(d); } for (dr, dc) in [(0i32, 1i32), (1, 0), (0, -1), (-1, 0)] { let (nr, nc) = (r as i32 + dr, c as i32 + dc); if nr < 0 || nc < 0 || nr >= g.len() as i32 || nc >= g[0].len() as i32 { continue; } let p = (nr as usize, nc as usize); if g[p.0][p.1] != '#' && seen.insert(p) { q.push_back((p, d + 1)); } } } None }
fn perms(v: &mut Vec<i32>, k: usize, out: &mut Vec<Vec<i32>>) { if k == v.len() { out.push(v.clone()); return; } for i in k..v.len() { v.swap(k, i); perms(v, k + 1, out); v.swap(k, i); } }
fn hanoi(n: u32, a: char, b: char, c: char, moves: &mut u32) { if n == 0 { return; } hanoi(n - 1, a, c, b, moves); *moves += 1; hanoi(n - 1, c, b, a, moves); }
fn pick<'a, T>(v: &'a [T], f: &dyn Fn(&T) -> bool) -> Option<&'a T> { for x in v { if f(x) { return Some(x); } } None }
fn wait_all(n: usize) -> usize { let hs: Vec<thread::JoinHandle<usize>> = (0..n).map(|i| thread::Builder::new().name(format!("w{i}")).spawn(move || { *HITS.lock().unwrap() += i; thread::sleep(Duration::from_millis(10 * i as u64)); i * i }).unwrap()).collect(); hs.into_iter().map(|h| h.join().unwrap()).sum() }
mod bank { use std::collections::HashMap; #[derive(Debug)] pub enum Error { NoAccount(String), Low { need: u64, have: u64 } } impl std::fmt::Display for Error { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { match self { Self::NoAccount(n) => write!(f, "no account {n}"), Self::Low { need, have } => write!(f, "need {need}, have {have}") } } } impl std::error::Error for Error {} #[derive(Default)] pub struct Bank { acc: HashMap<String, u64> } impl Bank { pub fn deposit(&mut self, n: &str, a: u64) -> &mut Self { *self.acc.entry(n.to_string()).or_insert(0) += a; self } pub fn withdraw(&mut self, n: &str, a: u64) -> Result<u64, Error> { let b = self.acc.get_mut(n).ok_or_else(|| Error::NoAccount(n.to_string()))?; if *b < a { return Err(Error::Low { need: a, have: *b }); } *b -= a; Ok(*b) } } }
use bank::{Bank, Error as BankError};
fn work(b: &mut Bank) -> Result<(), Box<dyn std::error::Error>> { b.withdraw("a", 5)?; let n: u32 = "7".parse()?; println!("n {n}"); b.withdraw("z", 1)?; Ok(()) }
fn main() {
    let start = Instant::now();
    let mut a = M::id(2); a[(0, 1)] = 2.0; let b = &a * &a; println!("{b:?} {}", a == b);
    let mut m = Money(5); m += 10; println!("{:?} {:?} {} {}", m + Money(1), [Money(1), Money(2)].into_iter().sum::<Money>(), !Money(0), Money(1) < Money(2));
    let mut heap = BinaryHeap::new(); for (p, n) in [(2, "b"), (5, "e"), (2, "a")] { heap.push(Task { pri: p, name: n.to_string() }); } while let Some(Task { pri, name }) = heap.pop() { print!("{pri}{name} "); } println!();
    let mut g = Guarded { inner: vec![1], log: vec![] }; g.push(2); g.log.push("p"); g[0] = 9; println!("{:?} {} {:?} {}", g.iter().rev().collect::<Vec<_>>(), g.len(), g.log, g.contains(&9));
    let e = Ex::Add(Box::new(Ex::Num(1)), Box::new(Ex::Add(Box::new(Ex::Num(2)), Box::new(Ex::Num(3))))); let mut p = Pr(0); println!("{} {} {}", e.accept(&mut Ev), e.accept(&mut p), p.0);
    let k = 3; let mut ps: Vec<Box<dyn Plugin>> = vec![Acc { sum: 0 }.boxed(), Box::new(Fun { f: move |x| x * k })]; for i in 1..=2 { for p in ps.iter_mut() { let r = p.run(i); print!("{}={} ", p.name(), r); } } println!();
    println!("{:?} {:?}", Builder::new().name("n").size(3).flag("a").flag(String::from("b")).build(), Builder::new().build());
    println!("{}", Door::new().unlock().lock().unlock().opened);
    let gr = HashMap::from([(1, vec![(2, 7), (3, 2)]), (3, vec![(2, 3), (4, 8)]), (2, vec![(4, 1)])]); println!("{:?}", dijkstra(&gr, 1));
    println!("{:?}", bfs(&["..#.", ".#..", "...E"]));
    let mut out = vec![]; perms(&mut vec![1, 2, 3], 0, &mut out); println!("{} {:?}", out.len(), out[3]);
    let mut mv = 0; hanoi(5, 'a', 'b', 'c', &mut mv); println!("{mv} {:?}", pick(&[1, 5, 8], &|x| x % 2 == 0));
    println!("{} {}", wait_all(4), HITS.lock().unwrap());
    let mut bank = Bank::default(); bank.deposit("a", 10).deposit("a", 1); println!("{:?}", work(&mut bank).map_err(|e| e.to_string())); match bank.withdraw("a", 100) { Err(BankError::Low { need, .. }) => println!("low {need}"), other => println!("{other:?}") }
    let total = Arc::new(Mutex::new(0)); thread::scope(|s| { for i in 0..3 { let total = &total; s.spawn(move || { *total.lock().unwrap() += i; }); } }); println!("{}", total.lock().unwrap());
    let v: Vec<i32> = Vec::from([1, 2, 3]); let [a1, b1, c1] = v[..] else { panic!() }; println!("{}", a1 + b1 + c1);
    let r = std::panic::catch_unwind(|| { let v: Vec<i32> = vec![]; v[0] }); println!("{}", r.is_err());
    let h = thread::spawn(|| { let x: i32 = "2147483647".parse().unwrap(); x + 1 }); println!("{:?}", h.join().is_err());
    let s: BTreeSet<char> = "hello".chars().collect(); println!("{}", s.iter().collect::<String>());
    let mut it = [1, 2, 3, 4].iter(); let firsts: Vec<_> = it.by_ref().take(2).collect(); println!("{firsts:?} {:?}", it.next());
    let nested: Vec<(usize, Vec<char>)> = vec!["ab", "c"].iter().map(|s| s.chars().collect::<Vec<_>>()).enumerate().collect(); println!("{nested:?}");
    let w = [1, 3, 2, 5].windows(2).filter(|w| w[0] < w[1]).count(); println!("{w}");
    let label = match (k, m.0) { (3, n) if n > 100 => "x", (3, 15) => "y", (_, _) => "z" }; println!("{label}");
    let c = { let mut n = 0; move || { n += 1; n } }; let mut c1 = c.clone(); let mut c2 = c; println!("{} {} {}", c1(), c1(), c2());
    let idx = (0..10).find(|i| i * i > 20).unwrap_or_default(); println!("{idx} {:?}", (1..=3).flat_map(|x| (0..x).map(move |y| x * y)).collect::<Vec<_>>());
    let (min, max) = [3, 1, 2].iter().fold((i32::MAX, i32::MIN), |(lo, hi), &x| (lo.min(x), hi.max(x))); println!("{min} {max}");
    let mut grid = [[0u8; 3]; 3]; for (y, row) in grid.iter_mut().enumerate() { for (x, cell) in row.iter_mut().enumerate() { *cell = (x * y) as u8; } } println!("{grid:?}");
    println!("{}", start.elapsed() < Duration::from_secs(5));
}
