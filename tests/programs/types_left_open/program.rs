//! `<_>::name`, `<_ as Trait>::name` and `Trait::name` of functions without a receiver: which type is meant is told by
//! what the value is used for. A function of the same name beside them is not called.

use std::collections::{BTreeMap, VecDeque};
use std::num::ParseFloatError;
use std::str::FromStr;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

#[derive(Debug, Default, Clone, PartialEq)]
struct Config {
    name: String,
    ports: Vec<u16>,
    retries: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Metres(f64);

impl From<f64> for Metres {
    fn from(v: f64) -> Self {
        Metres(v * 2.0)
    }
}

impl From<i32> for Metres {
    fn from(v: i32) -> Self {
        Metres(f64::from(v))
    }
}

impl FromStr for Metres {
    type Err = ParseFloatError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Ok(Metres(s.parse()?))
    }
}

trait Zero {
    fn zero() -> Self;
    fn up(&self) -> Self;
}

impl Zero for i32 {
    fn zero() -> Self {
        7
    }

    fn up(&self) -> Self {
        self + 1
    }
}

impl Zero for Metres {
    fn zero() -> Self {
        Metres(0.5)
    }

    fn up(&self) -> Self {
        Metres(self.0 + 1.0)
    }
}

trait Make {
    fn make(n: u8) -> Self;
}

#[derive(Debug, PartialEq)]
struct Id(u8);

impl Make for Id {
    fn make(n: u8) -> Self {
        Id(n)
    }
}

impl Make for u32 {
    fn make(n: u8) -> Self {
        u32::from(n) * 100
    }
}

mod letters {
    pub trait Make {
        fn make(n: u8) -> Self;
    }

    impl Make for char {
        fn make(n: u8) -> Self {
            (b'a' + n) as char
        }
    }

    pub fn third() -> char {
        <_>::make(2)
    }
}

fn default() -> u8 {
    99
}

fn made<T: Default>() -> T {
    <_>::default()
}

fn converted<A, B: From<A>>(a: A) -> B {
    <_>::from(a)
}

fn built<T: Make>() -> Vec<T> {
    (0..3).map(<_>::make).collect()
}

fn both<A: Make, B: Make>(n: u8) -> (A, B) {
    (<_>::make(n), Make::make(n + 1))
}

struct Seen {
    numbers: Vec<u32>,
    total: u64,
}

impl Default for Seen {
    fn default() -> Self {
        Seen {
            numbers: vec![1],
            total: 5,
        }
    }
}

fn of_std() {
    let config: Config = <_>::default();
    println!("{config:?}");
    let named = Config {
        name: <_>::from("x"),
        ..<_>::default()
    };
    println!("{named:?} {}", default());
    let (whole, half): (Metres, Metres) = (<_>::from(3), <_>::from(3.0));
    println!("{whole:?} {half:?}");
    let letter: String = <_>::from('c');
    let wide: u64 = <_>::from(3u8);
    println!("{letter} {wide}");
    let read: Result<Metres, _> = <_>::from_str("2.5");
    let other: Metres = FromStr::from_str("4.5").unwrap();
    println!("{read:?} {other:?} {}", Metres::from_str("m").is_err());
    let list: Vec<u32> = <_>::from_iter([1, 2, 3]);
    let names: BTreeMap<u8, String> = FromIterator::from_iter([(2, "b".into()), (1, "a".into())]);
    let queue: VecDeque<u8> = <_ as FromIterator<u8>>::from_iter(4..6);
    println!("{list:?} {names:?} {queue:?}");
    let narrow: Result<u8, _> = <_>::try_from(300i32);
    let fits: i8 = TryFrom::try_from(12u64).unwrap();
    println!("{narrow:?} {fits}");
    let parts: (u8, String, Option<u8>) = <_>::default();
    println!("{parts:?}");
    let same = <_>::clone(&config);
    println!("{} {}", same == config, <_ as ToString>::to_string(&5));
    let function: fn() -> Config = <_>::default;
    let boxed: Box<Config> = <_>::default();
    let long: i64 = <_ as From<i32>>::from(5);
    println!("{} {long}", function() == *boxed);
    let measured: Vec<Metres> = [1, 2].into_iter().map(<_>::from).collect();
    println!("{measured:?}");
}

fn own() {
    let seven: i32 = <_>::zero();
    let little: Metres = Zero::zero();
    println!("{seven} {little:?} {:?}", <_>::up(&little));
    let some = vec![None, Some(Metres(1.0))];
    let all: Vec<Metres> = some
        .into_iter()
        .map(|it| it.unwrap_or_else(<_>::zero))
        .collect();
    let again: i32 = <_ as Zero>::zero();
    println!("{all:?} {again}");
    let zero: u8 = made();
    let metres: Metres = converted(2);
    println!("{zero} {metres:?}");
    let ids: Vec<Id> = built();
    println!("{ids:?} {:?} {}", built::<u32>(), letters::third());
    let pair: (Id, u32) = both(4);
    println!("{pair:?}");
}

fn in_threads() {
    let seen: Arc<Mutex<Seen>> = <_>::default();
    let (tx, rx) = mpsc::channel::<Id>();
    let workers: Vec<_> = (0..2)
        .map(|i| {
            let seen = Arc::clone(&seen);
            let tx = tx.clone();
            thread::spawn(move || {
                let mut seen = seen.lock().unwrap();
                seen.numbers.push(<_>::make(i));
                seen.total += <u64 as From<u8>>::from(i);
                tx.send(<_>::make(i)).unwrap();
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    drop(tx);
    let mut ids: Vec<Id> = rx.iter().collect();
    ids.sort_by_key(|id| id.0);
    assert_eq!(ids[0], <_>::make(0));
    let mut seen = seen.lock().unwrap();
    seen.numbers.sort();
    println!("{ids:?} {:?} {}", seen.numbers, seen.total);
}

fn main() {
    of_std();
    own();
    in_threads();
}
