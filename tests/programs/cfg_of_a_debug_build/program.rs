// cfg on items, statements, fields, arms, and cfg!().
#[cfg(target_os = "linux")]
fn os() -> &'static str {
    "linux"
}
#[cfg(not(target_os = "linux"))]
fn os() -> &'static str {
    "other"
}

#[cfg(debug_assertions)]
const MODE: &str = "debug";
#[cfg(not(debug_assertions))]
const MODE: &str = "release";

#[cfg(all(unix, target_pointer_width = "64", not(test)))]
mod plat {
    pub fn name() -> String {
        String::from("unix64")
    }
}
#[cfg(any(windows, target_pointer_width = "32"))]
mod plat {
    pub fn name() -> String {
        String::from("other")
    }
}

#[cfg_attr(debug_assertions, derive(Debug))]
#[cfg_attr(not(debug_assertions), derive(Clone))]
struct Conf {
    a: i32,
    #[cfg(feature = "extra")]
    extra: Vec<String>,
    #[cfg(unix)]
    b: u8,
}

enum Ev {
    One,
    #[cfg(windows)]
    Two(i32),
    Three,
}

fn name(e: &Ev) -> &'static str {
    match e {
        Ev::One => "one",
        #[cfg(windows)]
        Ev::Two(_) => "two",
        Ev::Three => "three",
    }
}

#[cfg(not(feature = "async"))]
use std::sync::Mutex;
#[cfg(feature = "async")]
use tokio::sync::Mutex;

#[cfg(test)]
use nothing::here::*;

struct T;
impl T {
    #[cfg(windows)]
    fn f(&self) -> i32 {
        1
    }
    #[cfg(unix)]
    fn f(&self) -> i32 {
        2
    }
}

fn main() {
    println!("{} {} {}", os(), MODE, plat::name());
    let c = Conf {
        a: 1,
        #[cfg(feature = "extra")]
        extra: vec![],
        #[cfg(unix)]
        b: 2,
    };
    println!("{c:?} {} {}", c.a, c.b);
    println!("{} {}", name(&Ev::One), name(&Ev::Three));
    let m = Mutex::new(3);
    println!("{}", m.lock().unwrap());
    #[cfg(debug_assertions)]
    println!("checked");
    #[cfg(not(debug_assertions))]
    println!("unchecked");
    #[cfg(windows)]
    {
        println!("win");
    }
    #[cfg(unix)]
    {
        println!("nix");
    }
    #[cfg(windows)]
    let x = 1;
    #[cfg(not(windows))]
    let x = 2;
    println!("{x} {}", T.f());
    if cfg!(debug_assertions) {
        println!("debug");
    } else {
        println!("release");
    }
    println!(
        "{} {} {}",
        cfg!(windows),
        cfg!(any(unix, feature = "x")),
        cfg!(not(test))
    );
    let v = vec![
        1,
        #[cfg(windows)]
        2,
        3,
    ];
    println!("{v:?}");
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn it_works() {
        assert_eq!(os(), "linux");
    }
    #[test]
    #[should_panic(expected = "boom")]
    fn panics() {
        panic!("boom");
    }
}

#[test]
fn top() {
    assert!(true);
}
