// States as types with associated types and constants, blanket impls, an `Either` of iterators.
use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;
trait State {
    type Next: State;
    const NAME: &'static str;
    fn new() -> Self;
    fn next(self) -> Self::Next;
}
struct Red;
struct Green;
struct Yellow;
impl State for Red {
    type Next = Green;
    const NAME: &'static str = "red";
    fn new() -> Self {
        Red
    }
    fn next(self) -> Green {
        Green
    }
}
impl State for Green {
    type Next = Yellow;
    const NAME: &'static str = "green";
    fn new() -> Self {
        Green
    }
    fn next(self) -> Yellow {
        Yellow
    }
}
impl State for Yellow {
    type Next = Red;
    const NAME: &'static str = "yellow";
    fn new() -> Self {
        Yellow
    }
    fn next(self) -> Red {
        Red
    }
}
fn step<S: State>(s: S) -> S::Next {
    println!("{} -> {}", S::NAME, <S::Next as State>::NAME);
    s.next()
}
struct Meters<T>(f64, PhantomData<T>);
#[derive(Clone, Copy)]
struct Metric;
#[derive(Clone, Copy)]
struct Imperial;
trait Unit {
    fn label() -> &'static str;
    fn factor() -> f64;
}
impl Unit for Metric {
    fn label() -> &'static str {
        "m"
    }
    fn factor() -> f64 {
        1.0
    }
}
impl Unit for Imperial {
    fn label() -> &'static str {
        "ft"
    }
    fn factor() -> f64 {
        3.28
    }
}
impl<T: Unit> Meters<T> {
    fn of(v: f64) -> Self {
        Self(v, PhantomData)
    }
    fn convert<U: Unit>(&self) -> Meters<U> {
        Meters::of(self.0 / T::factor() * U::factor())
    }
    fn show(&self) -> String {
        format!("{:.2}{}", self.0, T::label())
    }
}
trait Zoo {
    type Animal: Debug + Default;
    fn take(&self, n: usize) -> Vec<Self::Animal> {
        (0..n).map(|_| Self::Animal::default()).collect()
    }
}
#[derive(Debug, Default)]
struct Cat {
    lives: u8,
}
struct Cats;
impl Zoo for Cats {
    type Animal = Cat;
}
struct Numbers;
impl Zoo for Numbers {
    type Animal = i32;
}
fn zeroed<Z: Zoo>(z: &Z) -> usize
where
    Z::Animal: Debug,
{
    let v = z.take(2);
    println!("{v:?}");
    v.len()
}
enum Either<L, R> {
    Left(L),
    Right(R),
}
impl<L, R, T> Iterator for Either<L, R>
where
    L: Iterator<Item = T>,
    R: Iterator<Item = T>,
{
    type Item = T;
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Left(l) => l.next(),
            Self::Right(r) => r.next(),
        }
    }
}
fn pick(up: bool) -> Either<std::ops::Range<i32>, std::iter::Rev<std::ops::Range<i32>>> {
    if up {
        Either::Left(0..3)
    } else {
        Either::Right((0..3).rev())
    }
}
trait Describe {
    fn describe(&self) -> String;
}
impl<T: Debug> Describe for T {
    fn describe(&self) -> String {
        format!("<<{self:?}>>")
    }
}
trait Pipe: Sized {
    fn pipe<R>(self, f: impl FnOnce(Self) -> R) -> R {
        f(self)
    }
}
impl<T> Pipe for T {}
fn group<K: std::hash::Hash + Eq + Ord + Clone, V, F>(items: Vec<V>, key: F) -> Vec<(K, Vec<V>)>
where
    F: Fn(&V) -> K,
{
    let mut m: HashMap<K, Vec<V>> = HashMap::new();
    for i in items {
        m.entry(key(&i)).or_default().push(i);
    }
    let mut v: Vec<_> = m.into_iter().collect();
    v.sort_by(|a, b| a.0.cmp(&b.0));
    v
}
fn main() {
    let s = step(Red::new());
    let s = step(s);
    let _ = step(s);
    let m = Meters::<Metric>::of(10.0);
    println!("{} = {}", m.show(), m.convert::<Imperial>().show());
    println!("{} {}", zeroed(&Cats), zeroed(&Numbers));
    println!(
        "{:?} {:?}",
        pick(true).collect::<Vec<_>>(),
        pick(false).map(|x| x * 2).sum::<i32>()
    );
    println!(
        "{} {} {}",
        5.describe(),
        "x".describe(),
        vec![Some(1)].describe()
    );
    println!("{}", 5.pipe(|x| x + 1).pipe(|x| format!("{x}!")));
    println!(
        "{:?}",
        group(vec!["apple", "bob", "cat", "angle"], |s| s.len())
    );
}
