//! Impls of one type for different arguments: typestates, conversions from a value and from a reference to it.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Open;
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Closed;

struct Door<S> {
    opened: u32,
    state: PhantomData<S>,
}

impl Door<Open> {
    fn new() -> Self {
        println!("a new open door");
        Door { opened: 1, state: PhantomData }
    }
    fn state(&self) -> String {
        format!("open, {}", self.opened)
    }
    fn turn(self) -> Door<Closed> {
        Door { opened: self.opened, state: PhantomData }
    }
}

impl Door<Closed> {
    fn new() -> Self {
        println!("a new closed door");
        Door { opened: 0, state: PhantomData }
    }
    fn state(&self) -> String {
        format!("closed, {}", self.opened)
    }
    fn turn(self) -> Door<Open> {
        Door { opened: self.opened + 1, state: PhantomData::<Open> }
    }
    fn again(self) -> Self {
        let door = self.turn();
        println!("meanwhile {}", door.state());
        door.turn()
    }
}

impl<S> Door<S> {
    fn opened(&self) -> u32 {
        self.opened
    }
}

struct Config<S> {
    kept: S,
}

impl Config<i32> {
    fn show(&self) -> String {
        format!("number {}", self.kept)
    }
}

impl Config<String> {
    fn show(&self) -> String {
        format!("text {}", self.kept)
    }
}

impl Config<Vec<u8>> {
    fn show(&self) -> String {
        format!("bytes {:?}", self.kept)
    }
}

#[derive(Debug)]
struct Meters(i32);

#[derive(Debug)]
struct Length {
    value: i32,
    borrowed: bool,
}

impl From<Meters> for Length {
    fn from(meters: Meters) -> Length {
        Length { value: meters.0, borrowed: false }
    }
}

impl From<&Meters> for Length {
    fn from(meters: &Meters) -> Length {
        Length { value: meters.0, borrowed: true }
    }
}

fn shown(door: &Door<Closed>) -> String {
    door.state()
}

fn main() {
    let open = Door::<Open>::new();
    println!("{}", open.state());
    let closed = open.turn();
    println!("{} {}", closed.state(), shown(&closed));
    let closed = closed.again();
    let open = closed.turn();
    println!("{} {}", Door::<Open>::state(&open), open.opened());
    let other: Door<Closed> = Door::<Closed>::new();
    println!("{}", other.state());

    let shared = Arc::new(Mutex::new(Some(other)));
    let theirs = Arc::clone(&shared);
    thread::spawn(move || {
        let door = theirs.lock().unwrap().take();
        if let Some(door) = door {
            println!("{}", door.turn().state());
        }
    })
    .join()
    .unwrap();
    println!("{}", shared.lock().unwrap().is_none());

    println!("{}", Config { kept: 5 }.show());
    println!("{}", Config { kept: String::from("five") }.show());
    println!("{}", Config { kept: vec![5] }.show());

    let meters = Meters(7);
    println!("{:?}", Length::from(&meters));
    let length: Length = (&meters).into();
    println!("{length:?}");
    let length: Length = meters.into();
    println!("{length:?} {} {}", length.value, length.borrowed);
}
