// Functions and constants of type parameters: T::make(), S::NAME, typestates, generic structs' constructors.
use std::fmt::Debug;
use std::marker::PhantomData;
trait Shape { const NAME: &'static str; fn make(size: u32) -> Self; fn area(&self) -> u32; fn kind() -> String { format!("kind {}", Self::NAME) } }
#[derive(Debug, Clone)] struct Sq(u32);
#[derive(Debug, Clone)] struct Rect { w: u32, h: u32 }
impl Shape for Sq { const NAME: &'static str = "square"; fn make(size: u32) -> Self { Sq(size) } fn area(&self) -> u32 { self.0 * self.0 } }
impl Shape for Rect { const NAME: &'static str = "rect"; fn make(size: u32) -> Self { Rect { w: size, h: size * 2 } } fn area(&self) -> u32 { self.w * self.h } fn kind() -> String { "special".into() } }
struct Holder<T: Shape> { inner: T, made: u32 }
impl<T: Shape + Debug> Holder<T> {
    const LABEL: &'static str = T::NAME;
    fn new() -> Self { Holder { inner: T::make(3), made: 1 } }
    fn again(&self) -> Self { Holder { inner: T::make(self.made + 4), made: self.made + 1 } }
    fn tell(&self) -> String { format!("{} {:?} {} {} {}", T::NAME, self.inner, self.inner.area(), T::kind(), Self::LABEL) }
}
struct Open; struct Closed;
trait State { fn name() -> &'static str; const CAN: bool; }
impl State for Open { fn name() -> &'static str { "open" } const CAN: bool = true; }
impl State for Closed { fn name() -> &'static str { "closed" } const CAN: bool = false; }
struct Door<S: State> { id: u32, _s: PhantomData<S> }
impl Door<Closed> { fn new(id: u32) -> Self { Door { id, _s: PhantomData } } fn open(self) -> Door<Open> { self.go() } }
impl Door<Open> { fn close(self) -> Door<Closed> { self.go() } }
impl<S: State> Door<S> {
    fn state(&self) -> String { format!("door {} is {} {}", self.id, S::name(), if S::CAN { "yes" } else { "no" }) }
    fn go<N: State>(self) -> Door<N> { println!("{} -> {}", S::name(), N::name()); Door { id: self.id + 1, _s: PhantomData } }
}
fn all<A: Shape, B: Shape>() -> (A, B) { (A::make(1), B::make(2)) }
fn total<T: Shape>(n: u32) -> u32 { (1..=n).map(T::make).map(|s| s.area()).sum() }
fn sum_twice<T: Shape>() -> u32 { total::<T>(2) + total::<T>(3) }
fn main() {
    let h: Holder<Sq> = Holder::new();
    println!("{}", h.tell());
    let h2 = Holder::<Rect>::new().again();
    println!("{} {}", h2.tell(), Holder::<Rect>::LABEL);
    let d = Door::new(7); println!("{}", d.state()); let d = d.open(); println!("{}", d.state()); println!("{}", d.close().state());
    let (a, b): (Sq, Rect) = all(); println!("{a:?} {b:?}");
    println!("{} {}", sum_twice::<Sq>(), sum_twice::<Rect>());
    println!("{}", <Sq as Shape>::kind());
    let hs = std::thread::spawn(|| total::<Sq>(4)).join().unwrap(); println!("{hs}");
}
