// Type parameters with threads: plugins created by type, units of measure, pools of defaults, visitors with associated types.
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
trait Plugin: Send { fn create(id: usize) -> Self where Self: Sized; fn run(&mut self) -> usize; fn name() -> &'static str where Self: Sized { "plain" } }
struct Doubler(usize); struct Counter { n: usize }
impl Plugin for Doubler { fn create(id: usize) -> Self { Doubler(id + 1) } fn run(&mut self) -> usize { self.0 *= 2; self.0 } }
impl Plugin for Counter { fn create(id: usize) -> Self { Counter { n: id * 10 } } fn run(&mut self) -> usize { self.n += 1; self.n } fn name() -> &'static str { "counter" } }
struct Host<P: Plugin> { plugins: Vec<P> }
impl<P: Plugin + 'static> Host<P> {
    fn with(n: usize) -> Self { Self { plugins: (0..n).map(P::create).collect() } }
    fn run_all(self) -> Vec<usize> {
        let (tx, rx) = mpsc::channel();
        let hs: Vec<_> = self.plugins.into_iter().enumerate().map(|(i, mut p)| { let tx = tx.clone(); thread::spawn(move || { p.run(); tx.send((i, p.run(), P::name())).unwrap(); }) }).collect();
        drop(tx);
        for h in hs { h.join().unwrap(); }
        let mut v: Vec<_> = rx.iter().collect(); v.sort();
        println!("{}: {:?}", P::name(), v);
        v.into_iter().map(|(_, r, _)| r).collect()
    }
}
trait Unit { const FACTOR: u32; const SUFFIX: &'static str = "u"; fn show(n: u32) -> String { format!("{}{}", n * Self::FACTOR, Self::SUFFIX) } }
struct Kilo; struct One;
impl Unit for Kilo { const FACTOR: u32 = 1000; const SUFFIX: &'static str = "k"; } impl Unit for One { const FACTOR: u32 = 1; }
struct Q<U> { n: u32, _u: std::marker::PhantomData<U> }
impl<U: Unit> Q<U> { fn of(n: u32) -> Self { Q { n, _u: std::marker::PhantomData } } fn show(&self) -> String { U::show(self.n) } }
struct Pool<T> { items: Arc<Mutex<Vec<T>>> }
impl<T> Pool<T> where T: Default + Send + std::fmt::Debug + 'static {
    fn with_capacity(n: usize) -> Pool<T> { let mut v = Vec::new(); for _ in 0..n { v.push(T::default()); } Pool { items: Arc::new(Mutex::new(v)) } }
    fn take(&self) -> T { self.items.lock().unwrap().pop().unwrap_or_else(T::default) }
}
trait Visitor { type Out: Default + std::fmt::Debug; const START: i32; fn fold(acc: Self::Out, x: i32) -> Self::Out; }
struct SumV; struct ListV;
impl Visitor for SumV { type Out = i32; const START: i32 = 1; fn fold(acc: i32, x: i32) -> i32 { acc + x } }
impl Visitor for ListV { type Out = Vec<i32>; const START: i32 = 2; fn fold(mut acc: Vec<i32>, x: i32) -> Vec<i32> { acc.push(x); acc } }
fn walk<V: Visitor>(n: i32) -> V::Out { let mut acc = V::Out::default(); for x in V::START..n { acc = V::fold(acc, x); } acc }
fn main() {
    println!("{:?}", Host::<Doubler>::with(3).run_all());
    println!("{:?}", Host::<Counter>::with(2).run_all());
    println!("{} {}", Q::<Kilo>::of(3).show(), Q::<One>::of(4).show());
    let p: Pool<String> = Pool::with_capacity(2); println!("{:?} {:?}", p.take(), p.take()); println!("{:?}", p.take());
    println!("{:?} {:?}", walk::<SumV>(5), walk::<ListV>(5));
}
