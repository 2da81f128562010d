// Closures: Fn, FnMut and FnOnce, returned, stored in fields and collections, composed.
use std::collections::HashMap;
struct Job { f: Box<dyn FnOnce() -> String + Send>, n: i32 }
struct Button { cb: Box<dyn Fn(&str) -> usize>, clicks: Vec<Box<dyn FnMut(i32)>> }
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn call_once<F>(f: F) -> String where F: FnOnce() -> String { f() }
fn twice(f: &mut dyn FnMut()) { f(); f(); }
fn fact(n: u64) -> u64 { if n <= 1 { 1 } else { n * fact(n - 1) } }
fn apply_n(f: &dyn Fn(i32) -> i32, n: usize, x: i32) -> i32 { (0..n).fold(x, |a, _| f(a)) }
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
type Task = Box<dyn FnOnce() + Send + 'static>;
fn main() {
    let name = String::from("abc");
    let j = Job { f: Box::new(move || format!("job {name}")), n: 3 };
    println!("{} {}", (j.f)(), j.n);
    let mut total = 0;
    { let mut add = |x: i32| total += x; add(1); add(2); }
    println!("{total}");
    let mut b = Button { cb: Box::new(|s| s.len()), clicks: vec![] };
    b.clicks.push(Box::new(|i| println!("click {i}")));
    let mut seen = 0;
    b.clicks.push(Box::new(move |i| { seen += i; println!("seen {seen}"); }));
    for i in 0..2 { for c in b.clicks.iter_mut() { c(i + 1); } }
    println!("{}", (b.cb)("hello"));
    println!("{}", compose(|x: i32| x + 1, |y: i32| y * 10)(4));
    let s = String::from("owned");
    println!("{}", call_once(|| s));
    let mut c = 0;
    twice(&mut || c += 5);
    println!("{c}");
    println!("{} {}", fact(10), apply_n(&|x| x * 2, 5, 1));
    let d = D("captured");
    let f = || { let _moved = d; println!("running"); };
    println!("before");
    f();
    println!("after");
    let d2 = D("task");
    let t: Task = Box::new(move || { println!("in task {}", d2.0); });
    println!("created");
    t();
    println!("task done");
    let tasks: Vec<Task> = vec![Box::new(|| println!("t1")), Box::new(|| println!("t2"))];
    for t in tasks { t(); }
    let mut counter = HashMap::new();
    let mut count = |w: &str| *counter.entry(w.to_string()).or_insert(0) += 1;
    count("a"); count("b"); count("a");
    let mut v: Vec<_> = counter.into_iter().collect();
    v.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    println!("{v:?}");
    let outer = 10;
    let make = |a: i32| move |b: i32| a + b + outer;
    println!("{}", make(1)(2));
    let mut fns: Vec<Box<dyn Fn() -> i32>> = Vec::new();
    for i in 0..3 { fns.push(Box::new(move || i * i)); }
    println!("{:?}", fns.iter().map(|f| f()).collect::<Vec<_>>());
    let words = vec!["x", "yy", "zzz"];
    let lens: Vec<usize> = words.iter().copied().map(str::len).collect();
    println!("{lens:?}");
    let opt = Some(3).map(|x| x + 1).and_then(|x| if x > 3 { Some(x * 2) } else { None }).unwrap_or_else(|| 0);
    println!("{opt}");
    let r: Result<i32, String> = "12".parse::<i32>().map_err(|e| e.to_string());
    println!("{r:?}");
    let texts: Vec<String> = vec![1, 2].into_iter().map(|n| n.to_string()).collect();
    println!("{}", texts.concat());
    let mut arr = [3, 1, 2];
    arr.sort_by_key(|x| std::cmp::Reverse(*x));
    println!("{arr:?}");
    let mut state = vec![1];
    let mut step = || { let n = state.len() as i32; state.push(n); n };
    step(); step();
    println!("{state:?}");
    fn helper(x: i32) -> i32 { x + 100 }
    println!("{:?}", [1, 2].map(helper));
    let x = 5;
    let y = { let x = x * 2; x + 1 };
    println!("{x} {y}");
    let v2: Vec<i32> = Vec::new();
    println!("{:?} {:?}", v2.first(), v2.iter().max());
    println!("{}", if let Some(z) = v2.get(0) { *z } else { -1 });
    let mut it = (1..4).into_iter().peekable();
    while let Some(n) = it.next() { if let Some(p) = it.peek() { print!("{n}<{p} "); } else { println!("{n}"); } }
    'outer: for i in 0..5 { for j in 0..5 { if i * j == 6 { println!("found {i} {j}"); break 'outer; } if j > i { continue 'outer; } } }
    let val = 'blk: { if x > 3 { break 'blk "big"; } "small" };
    println!("{val}");
    let mut n = 27u64; let mut steps = 0;
    while n != 1 { n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 }; steps += 1; }
    println!("{steps}");
}
