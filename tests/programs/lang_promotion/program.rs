// Borrowed constants live for ever; closures copy the shared references that they capture.
use std::thread;
const REQ: &[&str] = &["a b", "c"];
const TEXTS: [&str; 3] = ["one two", "three", "four five six"];
const NUMS: [i32; 3] = [1, 2, 3];
fn main() {
    for (i, r) in REQ.iter().enumerate() {
        println!("{i} {r}");
    }
    let hs: Vec<_> = REQ
        .iter()
        .enumerate()
        .map(|(i, r)| thread::spawn(move || format!("{i}{}", r.len())))
        .collect();
    for h in hs {
        println!("{}", h.join().unwrap());
    }
    let hs: Vec<_> = TEXTS
        .iter()
        .map(|t| thread::spawn(move || t.split(' ').count()))
        .collect();
    for h in hs {
        println!("{}", h.join().unwrap());
    }
    let r: &'static [i32; 3] = &NUMS;
    let s: &'static [i32] = &[4, 5];
    let h = thread::spawn(move || r.iter().sum::<i32>() + s[1]);
    println!("{}", h.join().unwrap());
    let it = TEXTS.iter();
    let v: Vec<_> = it.collect();
    println!("{v:?}");
    let first = NUMS.first();
    println!("{first:?}");
    let total: i32 = NUMS.iter().sum();
    println!("{total} {}", NUMS.len());
    thread::scope(|s| {
        s.spawn(|| {
            s.spawn(|| println!("inner"));
        });
    });
    let words = vec!["x".to_string(), "y".to_string()];
    let out = thread::scope(|s| {
        let hs: Vec<_> = words.iter().map(|w| s.spawn(|| w.len())).collect();
        hs.into_iter().map(|h| h.join().unwrap()).sum::<usize>()
    });
    println!("{out}");
    let fs: Vec<Box<dyn Fn() -> usize>> = vec![];
    println!("{}", fs.len());
    let x = 5;
    let y = &x;
    let f = || *y + 1;
    println!("{}", f());
    let mut z = &x;
    let q = 7;
    let mut g = || {
        z = &q;
    };
    g();
    println!("{z}");
    fn mk<'a>(v: &'a Vec<i32>) -> impl Fn() -> i32 + 'a {
        let r = v;
        move || r[0]
    }
    println!("{}", mk(&vec![9])());
    fn mk2<'a>(s: &'a str) -> Box<dyn Fn() -> usize + 'a> {
        Box::new(move || s.len())
    }
    println!("{}", mk2("abc")());
}
