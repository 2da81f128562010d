// Const parameters as values: lengths, grids, ring buffers, array::from_fn, defaults of arrays.
use std::array;
use std::fmt;
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grid<T, const W: usize, const H: usize> { cells: [[T; W]; H] }
impl<T: Copy + Default + fmt::Display, const W: usize, const H: usize> Grid<T, W, H> {
    const AREA: usize = W * H;
    fn new() -> Self { Grid { cells: [[T::default(); W]; H] } }
    fn filled(v: T) -> Self { Self { cells: [[v; W]; H] } }
    fn size(&self) -> (usize, usize) { (W, H) }
    fn set(&mut self, x: usize, y: usize, v: T) { if x < W && y < H { self.cells[y][x] = v; } }
    fn flat(&self) -> Vec<T> { let mut v = Vec::with_capacity(W * H); for y in 0..H { for x in 0..W { v.push(self.cells[y][x]); } } v }
}
impl<T: fmt::Display, const W: usize, const H: usize> fmt::Display for Grid<T, W, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.cells { for c in row { write!(f, "{c} ")?; } writeln!(f)?; } Ok(())
    }
}
struct Ring<const N: usize> { buf: [u8; N], head: usize, len: usize }
impl<const N: usize> Default for Ring<N> { fn default() -> Self { Ring { buf: [0; N], head: 0, len: 0 } } }
impl<const N: usize> Ring<N> {
    fn new() -> Self { Self::default() }
    fn push(&mut self, b: u8) -> bool { if self.len == N { return false; } let i = (self.head + self.len) % N; self.buf[i] = b; self.len += 1; true }
    fn pop(&mut self) -> Option<u8> { if self.len == 0 { None } else { let b = self.buf[self.head]; self.head = (self.head + 1) % N; self.len -= 1; Some(b) } }
}
fn sum<const N: usize>(xs: [i32; N]) -> i32 { let mut s = 0; for i in 0..N { s += xs[i]; } s }
fn show<T: fmt::Debug, const N: usize>(xs: &[T; N]) { println!("{N} items: {xs:?}"); }
fn squares<const N: usize>() -> [usize; N] { array::from_fn(|i| i * i) }
const K: usize = 3;
struct Flag<const B: bool>;
impl<const B: bool> Flag<B> { fn get(&self) -> &'static str { if B { "on" } else { "off" } } }
fn main() {
    let mut g = Grid::<i32, 3, 2>::new(); g.set(1, 1, 5); g.set(9, 9, 1);
    print!("{g}"); println!("{:?} {:?} {}", g.size(), g.flat(), Grid::<i32, 3, 2>::AREA);
    let f: Grid<char, 2, 2> = Grid::filled('x'); print!("{f}");
    let mut r: Ring<2> = Ring::new(); println!("{} {} {}", r.push(1), r.push(2), r.push(3)); println!("{:?} {:?} {:?}", r.pop(), r.pop(), r.pop());
    println!("{} {}", sum([1, 2, 3]), sum([10; K]));
    show(&["a", "b"]); show(&[1.5; 4]);
    println!("{:?} {:?}", squares::<5>(), { let q: [usize; K] = squares(); q });
    println!("{} {}", Flag::<true>.get(), Flag::<false>.get());
    let a: [String; 3] = array::from_fn(|i| format!("n{i}")); println!("{a:?}");
    let d: [u8; 4] = Default::default(); println!("{d:?}");
    let z: [Vec<i32>; 2] = Default::default(); println!("{z:?}");
    let b = array::from_fn::<_, 3, _>(|i| i as u8 + 1); println!("{b:?} {}", b.len());
}
