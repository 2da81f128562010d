// Traits that ask for the const and type parameters of tuple structs, of references to them and of what `From` makes.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, MulAssign, Neg};

#[derive(Clone, Copy)]
struct Row<const N: usize>([i64; N]);

impl<const N: usize> fmt::Display for Row<N> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{N} {:?}", self.0)
    }
}

impl<const N: usize> MulAssign<i64> for Row<N> {
    fn mul_assign(&mut self, by: i64) {
        for at in 0..N {
            self.0[at] *= by;
        }
    }
}

impl<const N: usize> Index<usize> for Row<N> {
    type Output = i64;

    fn index(&self, at: usize) -> &i64 {
        &self.0[at % N]
    }
}

impl<const N: usize> From<[i64; N]> for Row<N> {
    fn from(numbers: [i64; N]) -> Self {
        Self(numbers)
    }
}

struct Named<const N: usize> {
    numbers: [i64; N],
}

impl<const N: usize> Named<N> {
    fn new() -> Self {
        Self { numbers: [1; N] }
    }
}

impl<const N: usize> Neg for &Named<N> {
    type Output = i64;

    fn neg(self) -> i64 {
        -(N as i64) - self.numbers[0]
    }
}

trait Unit {
    const NAME: &'static str;
}

struct Km;

impl Unit for Km {
    const NAME: &'static str = "km";
}

struct Length<U>(i64, PhantomData<U>);

impl<U: Unit> fmt::Display for Length<U> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.0, U::NAME)
    }
}

fn main() {
    let row: Row<2> = Row([1, 2]);
    let mut made = Row::from([3, 4, 5]);
    made *= 2;
    println!("{row} {made} {}", made[4]);
    println!("{}", -&Named::<4>::new());
    let length: Length<Km> = Length(7, PhantomData);
    println!("{length}");
}
