// Modules and imports, const fn, every kind of pattern, labelled blocks, casts.
mod geometry {
    pub mod shapes {
        #[derive(Debug, Clone, PartialEq)]
        pub enum Shape {
            Circle { r: f64 },
            Rect(f64, f64),
            Unit,
        }
        impl Shape {
            pub const NONE: Shape = Shape::Unit;
            pub fn area(&self) -> f64 {
                use Shape::*;
                match self {
                    Circle { r } => super::PI * r * r,
                    Rect(a, b) => a * b,
                    Unit => 0.0,
                }
            }
        }
        pub(crate) fn helper() -> &'static str {
            self::inner()
        }
        fn inner() -> &'static str {
            "inner"
        }
    }
    pub const PI: f64 = 3.0;
    pub use self::shapes::Shape as S;
    pub(super) fn sup() -> i32 {
        crate::top()
    }
    pub mod deep {
        pub fn call() -> i32 {
            super::super::top() + super::sup()
        }
    }
}
use geometry::{
    S,
    deep::*,
    shapes::{self, helper},
};
fn top() -> i32 {
    7
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Level {
    Low = 1,
    Mid = 5,
    High,
}
enum Msg {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Color(u8, u8, u8),
}
fn classify(n: i32) -> &'static str {
    match n {
        i32::MIN..=-1 => "neg",
        0 => "zero",
        x if x % 2 == 0 => "even",
        1 | 3 | 5 => "small odd",
        _ => "odd",
    }
}
fn slices(v: &[i32]) -> String {
    match v {
        [] => "empty".into(),
        [x] => format!("one {x}"),
        [a, b] => format!("two {a} {b}"),
        [first, .., last] if first == last => format!("same {first}"),
        [first, mid @ .., last] => format!("{first} {mid:?} {last}"),
    }
}
fn tup(t: (i32, i32, i32, i32)) -> String {
    match t {
        (1, ..) => "starts 1".into(),
        (.., 9) => "ends 9".into(),
        (a, .., d) => format!("{a}..{d}"),
    }
}
struct P3 {
    x: i32,
    y: i32,
    z: i32,
}
struct T4(i32, i32, i32, i32);
const fn fact(n: u64) -> u64 {
    if n == 0 { 1 } else { n * fact(n - 1) }
}
const F5: u64 = fact(5);
const ARR: [i32; 3] = [1, 2, 3];
const TABLE: [u64; 5] = {
    let mut t = [0; 5];
    let mut i = 0;
    while i < 5 {
        t[i] = fact(i as u64);
        i += 1;
    }
    t
};
static GREETING: &str = "hi";
static NAMES: [&str; 2] = ["a", "b"];
fn opt(a: Option<i32>, b: Option<i32>) -> i32 {
    if let Some(x) = a
        && let Some(y) = b
        && x < y
    {
        x + y
    } else {
        -1
    }
}
fn letelse(s: &str) -> i32 {
    let Some((k, v)) = s.split_once('=') else {
        return -1;
    };
    let Ok(n) = v.parse::<i32>() else {
        println!("bad {k}");
        return -2;
    };
    n
}
fn main() {
    println!(
        "{} {:?} {}",
        shapes::Shape::Circle { r: 2.0 }.area(),
        S::Rect(2.0, 3.0),
        helper()
    );
    println!("{} {:?}", call(), shapes::Shape::NONE);
    println!(
        "{:?} {} {} {:?}",
        Level::High,
        Level::High as i32,
        Level::Low < Level::Mid,
        Level::Mid.cmp(&Level::Low)
    );
    for m in [
        Msg::Quit,
        Msg::Move { x: 1, y: -1 },
        Msg::Write("w".into()),
        Msg::Color(1, 2, 3),
    ] {
        println!(
            "{}",
            match m {
                Msg::Quit => "quit".to_string(),
                Msg::Move { x, y: yy @ -5..=5 } => format!("move {x} {yy}"),
                Msg::Move { .. } => "far".into(),
                Msg::Write(s) => s,
                Msg::Color(r, _, b) => format!("{r}{b}"),
            }
        );
    }
    for n in [-5, 0, 4, 3, 9] {
        print!("{} ", classify(n));
    }
    println!();
    for v in [&[][..], &[1], &[1, 2], &[1, 2, 1], &[1, 2, 3, 4]] {
        println!("{}", slices(v));
    }
    println!(
        "{} {} {}",
        tup((1, 2, 3, 4)),
        tup((2, 2, 2, 9)),
        tup((5, 6, 7, 8))
    );
    let P3 { x, .. } = P3 { x: 1, y: 2, z: 3 };
    let T4(a, .., d) = T4(1, 2, 3, 4);
    let [f, .., l] = [1, 2, 3];
    let (h, .., t) = (1, 2, 3, 4);
    println!("{x} {a} {d} {f} {l} {h} {t}");
    println!("{F5} {:?} {:?} {GREETING} {}", ARR, TABLE, NAMES[1]);
    println!("{} {}", opt(Some(1), Some(2)), opt(Some(3), Some(2)));
    println!("{} {} {}", letelse("a=5"), letelse("a"), letelse("q=z"));
    let r = 'outer: loop {
        let mut i = 0;
        loop {
            i += 1;
            if i == 5 {
                break 'outer i * 2;
            }
            if i == 3 {
                continue;
            }
        }
    };
    println!("{r}");
    let b = 'blk: {
        if r > 5 {
            break 'blk "big";
        }
        "small"
    };
    println!("{b}");
    let nested = Some(Some(3));
    if let Some(Some(n @ (1 | 3 | 5))) = nested {
        println!("odd {n}");
    }
    let c = 'k';
    println!(
        "{}",
        match c {
            'a'..='j' => 1,
            'k'..='z' => 2,
            _ => 3,
        }
    );
    println!("{}", matches!(c, 'a'..='z' if c != 'q'));
    let v = vec![(1, "a"), (2, "b")];
    for (i, &(n, s)) in v.iter().enumerate() {
        print!("{i}{n}{s} ");
    }
    println!();
    let mut stack = vec![1, 2, 3];
    while let Some(top) = stack.pop() {
        print!("{top} ");
    }
    println!();
    let ref q = 5;
    let &w = q;
    println!("{}", w + *q);
    let (mut m, n) = (1, 2);
    m += n;
    println!("{m}");
    let x = 5;
    let x = x * 2;
    {
        let x = "inner";
        println!("{x}");
    }
    println!("{x}");
    let arr2 = [[1, 2], [3, 4]];
    for [a, b] in arr2 {
        print!("{} ", a + b);
    }
    println!();
    let s: &[_] = &[1, 2, 3, 4, 5];
    if let [a, b, rest @ ..] = s {
        println!("{a} {b} {rest:?}");
    }
    let u: u8 = 300u16 as u8;
    println!("{u} {} {} {}", -1i32 as u32, 3.99f64 as i32, 'a' as u8 + 1);
    println!("{}", i64::pow(2, 40));
}
