//! `mem::take` as a function value and in generic code, and `Default::default`, `Into::into` and `From::from` there:
//! what they make is decided by the caller's types.

use std::cell::RefCell;
use std::mem::{self, take as grab};

#[derive(Debug, PartialEq)]
struct Limits {
    most: u32,
    name: String,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            most: 7,
            name: "any".into(),
        }
    }
}

#[derive(Debug)]
struct Metres(f64);

impl From<u8> for Metres {
    fn from(n: u8) -> Self {
        Metres(n.into())
    }
}

struct Bin<T> {
    many: Vec<T>,
    one: T,
}

impl<T: Default> Bin<T> {
    fn drain(&mut self) -> Vec<T> {
        mem::take(&mut self.many)
    }

    fn one(&mut self) -> T {
        mem::take(&mut self.one)
    }

    fn or_default(&self, given: Option<T>) -> T {
        given.unwrap_or_else(Default::default)
    }
}

thread_local! {
    static SPAWNED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

fn via<T>(place: &mut T, f: fn(&mut T) -> T) -> T {
    f(place)
}

fn taken_by_closure<T: Default>(all: &mut [T]) -> Vec<T> {
    all.iter_mut().map(|one| mem::take(one)).collect()
}

fn taken_by_value<T: Default>(all: &mut [T]) -> Vec<T> {
    all.iter_mut().map(mem::take).collect()
}

fn fresh<T: Default>(n: usize) -> Vec<T> {
    std::iter::repeat_with(Default::default).take(n).collect()
}

fn all_into<A: Into<B>, B>(all: Vec<A>) -> Vec<B> {
    all.into_iter().map(Into::into).collect()
}

fn all_from<A, B: From<A>>(all: Vec<A>) -> Vec<B> {
    all.into_iter().map(From::from).collect()
}

fn limits(most: u32) -> Limits {
    Limits {
        most,
        name: format!("up to {most}"),
    }
}

fn main() {
    SPAWNED.with_borrow_mut(|list| list.push(4));
    println!(
        "{:?} {}",
        SPAWNED.with_borrow_mut(mem::take),
        SPAWNED.with_borrow(Vec::len)
    );

    let mut all = vec![limits(1), limits(2)];
    println!("{:?}", taken_by_closure(&mut all[..1]));
    println!("{:?}", taken_by_value(&mut all));
    println!("{all:?}");
    all[0].most = 3;
    println!(
        "{:?} {:?}",
        all.iter_mut().map(grab).collect::<Vec<_>>(),
        all[0]
    );

    let mut pair = (limits(2), 5u8);
    println!("{:?} {pair:?}", via(&mut pair, mem::take));
    let mut words = ["x".to_string(), "y".to_string()];
    println!("{:?} {words:?}", taken_by_value(&mut words));
    let mut list = Some(vec![1]);
    println!("{:?} {list:?}", list.as_mut().map(mem::take));

    println!("{:?}", fresh::<Limits>(2));
    println!(
        "{:?} {:?}",
        all_into::<u8, u64>(vec![1, 2]),
        all_into::<_, Metres>(vec![3u8])
    );
    println!(
        "{:?} {:?}",
        all_from::<&str, String>(vec!["a"]),
        all_from::<u8, Metres>(vec![1])
    );

    let mut bin = Bin {
        many: vec![limits(1)],
        one: limits(9),
    };
    println!(
        "{:?} {:?} {:?} {:?}",
        bin.drain(),
        bin.one(),
        bin.one(),
        bin.or_default(None)
    );
    let mut bin = Bin {
        many: vec!['a'],
        one: 'z',
    };
    println!(
        "{:?} {:?} {:?} {:?}",
        bin.drain(),
        bin.one(),
        bin.one(),
        bin.or_default(None)
    );
}
