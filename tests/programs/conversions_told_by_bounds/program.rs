// What `into` makes where only a bound, a return type or a variant says it; `io::Error` as one's own error; operators as functions.
use std::collections::BinaryHeap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

trait Width: Copy + Into<u64> {
    const BITS: u32;

    fn aligned(self) -> u64 {
        self.into() << (64 - Self::BITS)
    }
}

impl Width for u8 {
    const BITS: u32 = 8;
}

impl Width for u16 {
    const BITS: u32 = u16::BITS;
}

fn doubled<T: Into<u32>>(value: T) -> u32 {
    value.into() * 2
}

#[derive(Debug)]
enum Failure {
    Io(io::Error),
    Text(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

impl From<&str> for Failure {
    fn from(text: &str) -> Self {
        Failure::Text(text.to_uppercase())
    }
}

fn open(name: &str) -> Result<u32, Failure> {
    match name {
        "" => Err("no name".into()),
        "lost" => Err(io::Error::from(io::ErrorKind::NotFound).into()),
        "odd" => Err(io::Error::new(io::ErrorKind::InvalidData, "odd"))?,
        name => Ok(name.len() as u32),
    }
}

#[derive(Clone, Debug, Default)]
struct Table {
    version: u32,
    rows: Vec<&'static str>,
}

fn fold(op: fn(i64, i64) -> i64, values: &[i64]) -> i64 {
    values.iter().copied().reduce(op).unwrap_or_default()
}

fn main() {
    println!("{:#x} {:#x} {}", 1u8.aligned(), 1u16.aligned(), doubled('a'));
    for name in ["", "lost", "odd", "file"] {
        let handle = thread::spawn(move || open(name));
        println!("{name:?}: {:?}", handle.join().unwrap());
    }
    let result: Result<u8, Failure> = Err(io::Error::from(io::ErrorKind::TimedOut).into());
    println!("{result:?}");

    let current = Mutex::new(Arc::<Table>::default());
    let before = Arc::clone(&current.lock().unwrap());
    for name in ["x", "y"] {
        let mut guard = current.lock().unwrap();
        let table = Arc::make_mut(&mut guard);
        table.version += 1;
        table.rows.push(name);
    }
    println!("{before:?} {:?}", current.lock().unwrap());

    let heap: BinaryHeap<i32> = vec![2, 9, 4].into();
    let cell = OnceLock::from(5);
    println!("{:?} {:?}", heap.into_sorted_vec(), cell.get());
    println!("{} {}", fold(std::ops::Mul::mul, &[2, 3, 4]), fold(std::ops::Sub::sub, &[9, 2]));
    let maybe: Option<&dyn Fn(u32) -> u32> = Some(&|n| n + 1);
    println!("{:?}", maybe.map(|f| f(8)));
}
