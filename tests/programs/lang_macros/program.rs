// Macros of the program's own: fragments, repetitions, recursion, items, and variables that do not collide.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

macro_rules! max {
    ($x:expr) => ($x);
    ($x:expr, $($rest:expr),+) => {{
        let a = $x;
        let b = max!($($rest),+);
        if a > b { a } else { b }
    }};
}

macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut map = BTreeMap::new();
        $(map.insert($key, $value);)*
        map
    }};
}

macro_rules! strings {
    ($($text:literal),*) => { vec![$($text.to_string()),*] };
}

macro_rules! point {
    ($name:ident { $($field:ident : $ty:ty),* }) => {
        #[derive(Debug, Clone, PartialEq)]
        struct $name { $($field: $ty),* }
        impl $name {
            fn new($($field: $ty),*) -> Self { $name { $($field),* } }
            fn fields() -> Vec<&'static str> { vec![$(stringify!($field)),*] }
        }
    };
}

macro_rules! count {
    () => { 0usize };
    ($head:tt $($tail:tt)*) => { 1usize + count!($($tail)*) };
}

macro_rules! swap {
    ($a:ident, $b:ident) => {
        let tmp = $a;
        $a = $b;
        $b = tmp;
    };
}

macro_rules! report {
    ($value:expr) => {
        let shown = $value;
        println!("{} = {shown:?}", stringify!($value));
    };
    ($value:expr, $($more:expr),+) => {
        report!($value);
        report!($($more),+);
    };
}

macro_rules! functions {
    ($($vis:vis fn $name:ident($op:tt);)*) => {
        $( $vis fn $name(a: i32, b: i32) -> i32 { a $op b } )*
    };
}

macro_rules! named {
    ($($ty:ty => $name:literal),* $(,)?) => {
        $( impl Named for $ty { fn name() -> &'static str { $name } } )*
    };
}

macro_rules! locked {
    ($mutex:expr, $guard:ident => $body:block) => {{
        let mut $guard = $mutex.lock().unwrap();
        $body
    }};
}

macro_rules! repeat_spawn {
    ($count:expr, $id:ident, $body:expr) => {{
        let mut handles = Vec::new();
        for $id in 0..$count {
            handles.push(thread::spawn($body($id)));
        }
        handles
    }};
}

macro_rules! classify {
    ($value:expr, $($pat:pat => $text:expr),+) => {
        match $value { $($pat => $text),+ }
    };
}

macro_rules! matrix {
    ($([$($cell:expr),*]),*) => { vec![$(vec![$($cell),*]),*] };
}

trait Named {
    fn name() -> &'static str;
}
struct Cat;
struct Pairs<T>(T);

named! { Cat => "cat", Pairs<Vec<i32>> => "pairs" }
functions! { pub fn plus(+); fn shifted(<<); fn minus(-); }
point!(Place { x: i32, label: String });

fn main() {
    println!("{} {} {}", square!(3), square!(1 + 2), 2 * square!(2) + 1);
    println!("{} {:.1}", max!(3, 9, 4), max!(1.5, 0.5));
    println!("{:?}", map! { "one" => 1, "two" => 2, });
    println!("{:?}", strings!["x", "y"]);
    let place = Place::new(3, "here".to_string());
    println!("{place:?} {:?}", Place::fields());
    println!("{}", count!(a (b c) d));

    let mut a = 1;
    let mut b = 2;
    let tmp = 99;
    swap!(a, b);
    println!("{a} {b} {tmp}");

    let shown = 5;
    report!(shown, shown + 1, vec![shown; 2]);
    println!("{shown}");

    println!("{} {} {}", plus(1, 2), shifted(1, 4), minus(1, 2));
    println!("{} {}", Cat::name(), Pairs::<Vec<i32>>::name());
    println!("{}", classify!(3, 0 => "zero", 1..=5 | 9 => "few", _ => "many"));
    println!("{:?}", matrix!([1, 2], [3, 4 + 1]));

    macro_rules! twice {
        ($($body:tt)*) => { $($body)* $($body)* };
    }
    let mut steps = 0;
    twice! { steps += 1; }
    println!("{steps}");

    let total = Arc::new(Mutex::new(0));
    let handles = repeat_spawn!(3, id, |id: i32| {
        let total = Arc::clone(&total);
        move || locked!(total, sum => { *sum += id + 1; })
    });
    for handle in handles {
        handle.join().unwrap();
    }
    println!("{}", locked!(total, sum => { *sum }));
}
