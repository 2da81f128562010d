// References themselves swapped, replaced and taken, and not what is behind them: in variables, fields, cells, locks.

use std::cell::{Cell, RefCell};
use std::mem;
use std::sync::Mutex;

fn exchange<T>(a: &mut T, b: &mut T) {
    mem::swap(a, b);
}

fn put<T>(place: &mut T, new: T) -> T {
    mem::replace(place, new)
}

struct Cursor<'a> {
    at: &'a str,
    best: &'a i32,
    rest: &'a mut [i32],
}

impl<'a> Cursor<'a> {
    fn better(&mut self, other: &'a i32) -> &'a i32 {
        mem::replace(&mut self.best, other)
    }
    fn step(&mut self) -> Option<&'a mut i32> {
        let all = mem::take(&mut self.rest);
        let (first, rest) = all.split_first_mut()?;
        self.rest = rest;
        Some(first)
    }
}

fn main() {
    let (x, y) = (1, 2);
    let (mut a, mut b) = (&x, &y);
    exchange(&mut a, &mut b);
    println!("{a} {b} {x} {y}");
    println!("{} {a}", put(&mut a, &x));
    let cell = Cell::new(&x);
    cell.set(&y);
    println!("{} {}", cell.get(), cell.replace(&x));
    println!("{x} {y} {}", cell.get());
    let other = Cell::new(&y);
    cell.swap(&other);
    println!("{} {} {x} {y}", cell.get(), other.get());
    let held = RefCell::new(&x);
    println!("{} {} {x}", held.replace(&y), held.borrow());
    *held.borrow_mut() = &x;
    println!("{} {x} {y}", held.borrow());
    let lock = Mutex::new(&x);
    *lock.lock().unwrap() = &y;
    println!("{} {x} {y}", lock.lock().unwrap());
    mem::swap(&mut *lock.lock().unwrap(), &mut a);
    println!("{} {a} {x} {y}", lock.lock().unwrap());
    let mut list = vec![&x, &y];
    list.swap(0, 1);
    println!("{list:?} {x} {y}");
    let mut maybe = Some(&x);
    println!("{:?} {maybe:?}", maybe.replace(&y));
    println!("{x} {y}");
    let mut numbers = [1, 2, 3];
    let mut cursor = Cursor {
        at: "here",
        best: &x,
        rest: &mut numbers,
    };
    let was = cursor.better(&y);
    println!("{} {was} {}", cursor.at, cursor.best);
    while let Some(it) = cursor.step() {
        *it *= 10;
    }
    println!("{numbers:?} {x} {y}");
    let (mut one, mut two) = (String::from("one"), String::from("two"));
    let (mut p, mut q) = (&mut one, &mut two);
    let mut turn = || mem::swap(&mut p, &mut q);
    turn();
    p.push('!');
    mem::swap(p, q);
    println!("{one} {two}");
    let mut pairs = vec![(&x, &y), (&y, &x)];
    for (left, right) in pairs.iter_mut() {
        mem::swap(left, right);
    }
    println!("{pairs:?} {x} {y}");
    let boxed = &mut Box::new(&x);
    let was = mem::replace(&mut **boxed, &y);
    println!("{was} {boxed} {x} {y}");
    let (mut n, mut m) = (Box::new(5), Box::new(6));
    mem::swap(&mut *n, &mut *m);
    mem::swap(&mut n, &mut m);
    let r = &mut n;
    mem::swap(r, &mut m);
    println!("{n} {m}");
    let mut nested = &&x;
    let deep = &y;
    println!("{} {}", mem::replace(&mut nested, &deep), nested);
}
