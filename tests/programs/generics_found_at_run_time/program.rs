// Display, Drop, operators and `dyn Trait` of generic structs whose methods say `N` and `S::NAME`.
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, Mul, Neg};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy, PartialEq)]
struct Matrix<const R: usize, const C: usize> {
    cells: [[i64; C]; R],
}

impl<const R: usize, const C: usize> Matrix<R, C> {
    const CELLS: usize = R * C;

    fn from_fn(f: impl Fn(usize, usize) -> i64) -> Self {
        let mut cells = [[0; C]; R];
        for r in 0..R {
            for c in 0..C {
                cells[r][c] = f(r, c);
            }
        }
        Self { cells }
    }
}

impl<const R: usize, const C: usize> Default for Matrix<R, C> {
    fn default() -> Self {
        Self::from_fn(|_, _| 0)
    }
}

impl<const R: usize, const C: usize> fmt::Display for Matrix<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{R}x{C}, {} cells", Self::CELLS)?;
        for r in 0..R {
            write!(f, " |")?;
            for c in 0..C {
                write!(f, "{:>3}", self.cells[r][c])?;
            }
        }
        Ok(())
    }
}

impl<const R: usize, const C: usize> Add for Matrix<R, C> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::from_fn(|r, c| self.cells[r][c] + other.cells[r][c])
    }
}

impl<const R: usize, const C: usize> Neg for Matrix<R, C> {
    type Output = Self;
    fn neg(self) -> Self {
        Self::from_fn(|r, c| -self.cells[r][c])
    }
}

impl<const R: usize, const K: usize, const C: usize> Mul<Matrix<K, C>> for Matrix<R, K> {
    type Output = Matrix<R, C>;
    fn mul(self, other: Matrix<K, C>) -> Matrix<R, C> {
        Matrix::from_fn(|r, c| (0..K).map(|k| self.cells[r][k] * other.cells[k][c]).sum())
    }
}

trait State {
    const NAME: &'static str;
    fn code() -> u32;
}

struct Open;
struct Closed;

impl State for Open {
    const NAME: &'static str = "open";
    fn code() -> u32 {
        1
    }
}

impl State for Closed {
    const NAME: &'static str = "closed";
    fn code() -> u32 {
        2
    }
}

type Log = Arc<Mutex<Vec<String>>>;

struct Door<S: State> {
    id: u8,
    log: Log,
    state: PhantomData<S>,
}

impl<S: State> Door<S> {
    fn new(id: u8, log: &Log) -> Self {
        Door { id, log: Arc::clone(log), state: PhantomData }
    }

    fn turn<T: State>(self) -> Door<T> {
        Door::new(self.id, &self.log)
    }
}

impl<S: State> Drop for Door<S> {
    fn drop(&mut self) {
        let line = format!("door {} was {} ({})", self.id, S::NAME, S::code());
        self.log.lock().unwrap().push(line);
    }
}

trait Describe {
    fn name(&self) -> &'static str;
    fn describe(&self) -> String {
        format!("a door that is {}", self.name())
    }
}

impl<S: State> Describe for Door<S> {
    fn name(&self) -> &'static str {
        S::NAME
    }
}

fn main() {
    let a: Matrix<2, 3> = Matrix::from_fn(|r, c| (r * 3 + c) as i64);
    let b = Matrix::<3, 2>::from_fn(|r, c| (r + c) as i64);
    let product = a * b;
    println!("{a}\n{b}\n{product}\n{}", -product + product);
    println!("{}", -product + product == Matrix::default());
    let all: Vec<Box<dyn fmt::Display + Send>> = vec![Box::new(a), Box::new(b * a)];
    let texts = thread::spawn(move || all.iter().map(ToString::to_string).collect::<Vec<_>>());
    println!("{:?}", texts.join().unwrap());

    let log = Log::default();
    let front: Door<Closed> = Door::new(1, &log);
    let opened = thread::spawn(move || front.turn::<Open>()).join().unwrap();
    let doors: Vec<Box<dyn Describe>> = vec![Box::new(opened), Box::new(Door::<Closed>::new(2, &log))];
    for door in &doors {
        println!("{}", door.describe());
    }
    drop(doors);
    println!("{:#?}", log.lock().unwrap());
}
