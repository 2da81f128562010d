//! Each case: a program, and the types of its literals without suffix and of its result-typed calls, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use expect_test::{Expect, expect};
use interleave_program::program::TypeHint;
use interleave_program::{Map, TypeTag};

use super::{Inferred, NumberKind, infer};

/// Calls whose result type is shown.
const SHOWN: &[&str] = &[
    "collect",
    "sum",
    "product",
    "parse",
    "into",
    "try_into",
    "unzip",
    "default",
    "from_iter",
    "downcast_ref",
    "show",
    "take",
];

fn inferred(source: &str) -> (Inferred, Vec<String>) {
    let file = syn::parse_file(source).expect("a test's program parses");
    let mut tags = Map::new();
    let mut names = Vec::new();
    for (at, _) in source
        .match_indices("struct ")
        .chain(source.match_indices("enum "))
    {
        let start = at + source[at..].find(' ').map_or(0, |space| space + 1);
        let name: String = source[start..]
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        tags.insert(start as u32, TypeTag::user(names.len()));
        names.push(name);
    }
    (infer(&file, &tags, &[]).0, names)
}

fn shown(hint: &TypeHint, names: &[String]) -> String {
    let all = |hints: &[TypeHint]| {
        let hints: Vec<String> = hints.iter().map(|hint| shown(hint, names)).collect();
        hints.join(", ")
    };
    match hint {
        TypeHint::Unknown => "?".to_owned(),
        TypeHint::Number(value) => value.to_string(),
        TypeHint::Tuple(parts) => format!("({})", all(parts)),
        TypeHint::Named(tag, args) => {
            let name = match tag.user_index() {
                Some(index) => names[index].as_str(),
                None => TypeTag::BUILTIN_NAMES[usize::from(tag.0)],
            };
            match args.is_empty() {
                true => name.to_owned(),
                false => format!("{name}<{}>", all(args)),
            }
        }
    }
}

fn word(source: &str, at: u32) -> &str {
    let rest = &source[at as usize..];
    let is_word = |(_, c): &(usize, char)| c.is_alphanumeric() || *c == '_';
    let end = rest.char_indices().take_while(is_word).last();
    end.map_or("", |(last, c)| &rest[..last + c.len_utf8()])
}

fn check(source: &str, expect: Expect) {
    let (inferred, names) = inferred(source);
    let mut found: BTreeMap<u32, String> = BTreeMap::new();
    for (at, number) in inferred.numbers.iter() {
        let kind = match number {
            NumberKind::Int(kind) => format!("{kind:?}").to_lowercase(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        found.insert(*at, format!("{} {kind}", word(source, *at)));
    }
    for (at, hint) in inferred.types.iter() {
        let word = word(source, *at);
        if SHOWN.contains(&word) {
            found.insert(*at, format!("{word} {}", shown(hint, &names)));
        }
    }
    let mut text = String::new();
    for line in found.values() {
        let _ = write!(text, "{line}; ");
    }
    expect.assert_eq(text.trim_end());
}

fn check_main(body: &str, expect: Expect) {
    check(&format!("fn main() {{ {body} }}"), expect);
}

#[test]
fn literals_take_the_type_of_what_they_meet() {
    check_main(
        "let a = 1; let b: u8 = 2; let c = 3u64; let d = c + 4; let e = 5; e + d;",
        expect!["1 i32; 2 u8; 3u64 u64; 4 u64; 5 u64;"],
    );
    check_main(
        "let mut x = 0; x += 1; let y: i64 = x;",
        expect!["0 i64; 1 i64;"],
    );
    check_main(
        "let a = 1.5; let b: f32 = 2.5; let c = b * 3.0; let d = -7; let e: i8 = -8;",
        expect!["1 f64; 2 f32; 3 f32; 7 i32; 8 i8;"],
    );
    check_main(
        "let x = 5 as u64; let y = 300 as u16 as u64; let z = (1 + 2) as u8; let b = x << 3;",
        expect!["5 u64; 300 u16; 1 i32; 2 i32; 3 i32;"],
    );
    check_main(
        "let v = vec![1, 2]; let n: usize = v.len() + 3; if v.len() > 4 {} let w = v[5]; let s = &v[1..2];",
        expect!["1 i32; 2 i32; 3 usize; 4 usize; 5 usize; 1 usize; 2 usize;"],
    );
    check_main(
        "let v: Vec<u8> = vec![1, 2]; let w = [0i16; 4]; let a = [3, w[0]]; let t: (u8, i64) = (1, 2);",
        expect!["1 u8; 2 u8; 0i16 i16; 4 usize; 3 i16; 0 usize; 1 u8; 2 i64;"],
    );
    check_main(
        "let x: Option<u64> = Some(5); let y: Result<u8, i64> = Err(6); let z = x.unwrap_or(7);",
        expect!["5 u64; 6 i64; 7 u64;"],
    );
    check_main(
        "let x = if true { 1 } else { 2u8 }; let y = match x { 0 => 10, 1..=5 => 20, _ => 30u64 };",
        expect!["1 u8; 2u8 u8; 0 u8; 10 u64; 1 u8; 5 u8; 20 u64; 30u64 u64;"],
    );
    check_main(
        "let x = loop { break 5; }; let y: u64 = x; let z = 'a: { if true { break 'a 1u8; } 2 };",
        expect!["5 u64; 1u8 u8; 2 u8;"],
    );
}

#[test]
fn functions_decide_their_arguments() {
    check(
        "const N: usize = 10; static S: u64 = 20;
         fn f(x: u64, y: &str) -> u8 { if x > 1 { return 2; } 3 }
         fn id<T>(x: T) -> T { x }
         fn two<T>(a: T, b: T) {}
         fn main() { let a = f(4, \"x\") + 5; let b: i64 = id(6); two(7, 8u16); for i in 0..N { let z = i * 9; } }",
        expect!["10 usize; 20 u64; 1 u64; 2 u8; 3 u8; 4 u64; 5 u8; 6 i64; 7 u16; 8u16 u16; 0 usize; 9 usize;"],
    );
    check(
        "use std::time::Duration; use std::thread;
         fn main() { thread::sleep(Duration::from_millis(500)); let d = Duration::from_millis(100) * 3; let n = 4;
           std::thread::sleep(Duration::from_secs(n)); let k = 2; let e = d * k; cpu::work(Duration::new(1, 2)); }",
        expect!["500 u64; 100 u64; 3 u32; 4 u64; 2 u32; 1 u64; 2 u32;"],
    );
}

#[test]
fn own_types() {
    check(
        "struct P { x: u8, y: f32 } struct W(i64); enum E { A(u16), B { z: u64 }, C } struct G<T> { v: Vec<T>, n: T }
         impl P { const K: u32 = 77; fn new(x: u8) -> Self { Self { x, y: 1.0 } } fn add(&mut self, n: u8) -> &mut Self { self.x += n + 2; self } }
         impl<T> G<T> { fn new(n: T) -> Self { G { v: Vec::new(), n } } fn put(&mut self, t: T) { self.v.push(t); } }
         fn main() { let mut p = P::new(3); p.add(4).add(5); p.x = 6; let w = W(7); let q = w.0 + 8;
           let e = E::A(9); let f = E::B { z: 10 }; match f { E::A(n) if n > 11 => {} E::B { z } => { let a = z + 12; } _ => {} }
           let mut g = G::new(13); g.put(14u64); if g.n == 15 {} let h: G<u8> = G::new(16); }",
        expect!["77 u32; 1 f32; 2 u8; 3 u8; 4 u8; 5 u8; 6 u8; 7 i64; 8 i64; 9 u16; 10 u64; 11 u16; 12 u64; 13 u64; 14u64 u64; 15 u64; 16 u8;"],
    );
}

#[test]
fn closures_and_iterators() {
    check_main(
        "let v = vec![1u64, 2, 3]; let s: u64 = v.iter().map(|x| x * 2).sum(); let t = v.iter().fold(0, |a, x| a + x);",
        expect!["1u64 u64; 2 u64; 3 u64; 2 u64; sum u64; 0 u64;"],
    );
    check_main(
        "let v: Vec<u8> = (1..=5).map(|i| i * 2).collect(); let w: Vec<_> = v.iter().filter(|x| **x > 3).collect();",
        expect!["1 u8; 5 u8; 2 u8; collect Vec<u8>; 3 u8; collect Vec<u8>;"],
    );
    check_main(
        "let v = (0..3).collect::<Vec<u32>>(); let n = v.iter().position(|&x| x == 7).unwrap() + 1;",
        expect!["0 u32; 3 u32; collect Vec<u32>; 7 u32; 1 usize;"],
    );
    check_main(
        "let m: std::collections::HashMap<String, u64> = vec![(String::new(), 1)].into_iter().collect(); for (k, v) in &m { if *v > 2 {} }",
        expect!["1 u64; collect HashMap<String, u64>; 2 u64;"],
    );
    check_main(
        "let (a, b): (Vec<u8>, Vec<i64>) = [(1, 2)].into_iter().unzip(); let f = |x: u16| x + 3; f(4); let g = |x| x + 5; g(6u8);",
        expect!["1 u8; 2 i64; unzip (Vec<u8>, Vec<i64>); 3 u16; 4 u16; 5 u8; 6u8 u8;"],
    );
    check_main(
        "let total: i64 = (1..=10).sum(); let x: f64 = [1.0, 2.0].iter().sum(); let c = [1, 2].iter().max().unwrap() + 3u8;",
        expect!["1 i64; 10 i64; sum i64; 1 f64; 2 f64; sum f64; 1 u8; 2 u8; 3u8 u8;"],
    );
    check_main(
        "let r: Result<Vec<i32>, std::num::ParseIntError> = \"1 2\".split(' ').map(|s| s.parse::<i32>()).collect();",
        expect!["parse Result<i32, ?>; collect Result<Vec<i32>, ?>;"],
    );
    check_main(
        "let v: Vec<u64> = \"1 2\".split_whitespace().map(|s| s.parse().unwrap()).collect(); let n: u16 = \"5\".parse().unwrap();",
        expect!["parse Result<u64, ?>; collect Vec<u64>; parse Result<u16, ?>;"],
    );
    check_main(
        "let mut v = vec![3, 1]; v.sort_by_key(|x| *x + 2); v.push(7u8); for (i, x) in v.iter().enumerate() { if i == 1 && *x == 2 {} }",
        expect!["3 u8; 1 u8; 2 u8; 7u8 u8; 1 usize; 2 u8;"],
    );
    check_main(
        "let w = [1, 2].windows(2).map(|w| w[0] + w[1]).sum::<u32>(); let z: String = vec!['a'].iter().rev().collect();",
        expect!["1 u32; 2 u32; 2 usize; 0 usize; 1 usize; sum u32; collect String;"],
    );
}

#[test]
fn threads_and_locks() {
    check(
        "use std::sync::{Arc, Mutex, mpsc, RwLock, atomic::{AtomicU64, Ordering}}; use std::thread;
         fn main() { let c = Arc::new(Mutex::new(0)); let d = Arc::clone(&c); let h = thread::spawn(move || { *d.lock().unwrap() += 1; 5u8 });
           let r = h.join().unwrap() + 2; let n: u64 = *c.lock().unwrap();
           let (tx, rx) = mpsc::channel(); tx.send(3).unwrap(); let x: i64 = rx.recv().unwrap();
           for m in rx { let y = m + 4; } let a = AtomicU64::new(6); a.fetch_add(7, Ordering::SeqCst);
           let l = RwLock::new(vec![8]); l.write().unwrap().push(9u16); let t = thread::scope(|s| s.spawn(|| 10u64).join().unwrap() + 11); }",
        expect!["0 u64; 1 u64; 5u8 u8; 2 u8; 3 i64; 4 i64; 6 u64; 7 u64; 8 u16; 9u16 u16; 10u64 u64; 11 u64;"],
    );
    check(
        "use std::thread; fn main() { let hs: Vec<thread::JoinHandle<u64>> = (0..4).map(|i| thread::spawn(move || { i * 10 })).collect();
           let total: u64 = hs.into_iter().map(|h| h.join().unwrap()).sum(); let mut v = Vec::new(); for id in 0..3 { v.push(thread::spawn(move || id * 2)); } }",
        expect!["0 u64; 4 u64; 10 u64; collect Vec<JoinHandle<u64>>; sum u64; 0 i32; 3 i32; 2 i32;"],
    );
}

#[test]
fn traits() {
    check(
        "trait Shape { const SIDES: u32; fn area(&self) -> f32; fn twice(&self) -> f32 { self.area() * 2.0 } fn make() -> Self; }
         struct Sq(f32); impl Shape for Sq { const SIDES: u32 = 4; fn area(&self) -> f32 { self.0 * 1.0 } fn make() -> Self { Sq(3.0) } }
         fn total(s: &[Box<dyn Shape>]) -> f32 { let mut t = 0.0; for x in s { t += x.area(); } t }
         fn big<T: Shape>(t: &T) -> bool { t.area() > 5.0 && T::SIDES > 6 }
         fn main() { let s = Sq(7.0); if s.twice() > 8.0 || Sq::SIDES == 9 {} let q: Sq = Shape::make(); }",
        expect!["2 f32; 4 u32; 1 f32; 3 f32; 0 f32; 5 f32; 6 u32; 7 f32; 8 f32; 9 u32;"],
    );
    check(
        "use std::ops::Add; #[derive(Clone, Copy)] struct V { x: i64 } impl Add for V { type Output = V; fn add(self, o: V) -> Self::Output { V { x: self.x + o.x } } }
         struct Count { n: u8 } impl Iterator for Count { type Item = u64; fn next(&mut self) -> Option<Self::Item> { self.n += 1; if self.n > 5 { None } else { Some(self.n as u64 * 2) } } }
         fn main() { let v = V { x: 1 } + V { x: 2 }; if v.x == 3 {} for c in (Count { n: 0 }) { if c == 4 {} } let s: u64 = Count { n: 6 }.map(|c| c + 7).take(8).sum(); }",
        expect!["1 u8; 5 u8; 2 u64; 1 i64; 2 i64; 3 i64; 0 u8; 4 u64; 6 u8; 7 u64; 8 usize; sum u64;"],
    );
    check(
        "struct C(f64); struct F(f64); impl From<C> for F { fn from(c: C) -> Self { F(c.0 * 9.0 / 5.0 + 32.0) } }
         #[derive(Default)] struct D { n: u8 } fn main() { let f: F = C(1.0).into(); let d: D = Default::default(); let e = D { n: 3, ..Default::default() }; let x = u64::from(4u8) + 5; let y: u8 = 300u64.try_into().unwrap_or(255); }",
        expect!["9 f64; 5 f64; 32 f64; 1 f64; into F; 3 u8; 4u8 u8; 5 u64; 300u64 u64; try_into Result<u8, ?>; 255 u8;"],
    );
}

#[test]
fn what_meets_the_unknown_is_any() {
    check_main(
        "let x = f64::from_bits(4607182418800017408); let y = 1.5f64.to_bits() + 2;",
        expect!["4607182418800017408 any; 1 f64; 2 any;"],
    );
    check(
        "use std::rc::Rc; use std::cell::RefCell; fn main() { let s = Rc::new(RefCell::new(vec![1])); let t = s.clone(); t.borrow_mut().push(2u8); let n = s.borrow().len() + 3; }",
        expect!["1 u8; 2u8 u8; 3 usize;"],
    );
    check_main(
        "let width = 6; println!(\"{:>width$}|{:>1$}\", 7, 8); let c = 97 as char; let t = [0; 2];",
        expect!["6 usize; 7 i32; 8 usize; 97 u8; 0 i32; 2 usize;"],
    );
    check_main(
        "let x = 5; mystery(x); let y = other.thing(6); let z = 7; let w = unknown + 8;",
        expect!["5 any; 6 any; 7 i32; 8 any;"],
    );
    check_main(
        "println!(\"{} {:>w$}\", 1, 2, w = 3); let s = format!(\"{:.*}\", 4, 5.0);",
        expect!["1 i32; 2 i32; 3 usize; 4 any; 5 f64;"],
    );
    check_main(
        "assert_eq!(1u8 + 2, 3); assert!(vec![4u64].contains(&5), \"{}\", 6); if matches!(Some(7u8), Some(8..=9)) {}",
        expect!["1u8 u8; 2 u8; 3 u8; 4u64 u64; 5 u64; 6 i32; 7u8 u8; 8 u8; 9 u8;"],
    );
}

#[test]
fn once_callables() {
    let source = "type Job = Box<dyn FnOnce() + Send>; struct W { job: Option<Job> } fn run<F: FnOnce() -> u8, G: Fn()>(f: F, g: G) { f(); g(); }
        fn main() { let (tx, rx) = std::sync::mpsc::channel::<Job>(); while let Ok(a) = rx.recv() { a(); } let b = |x: u8| x; b(1); let c: Job = Box::new(|| {}); c();
        let w = W { job: None }; if let Some(d) = w.job { d(); } let e: Vec<Box<dyn Fn(i32) -> i32>> = vec![Box::new(|x| x + 1)]; for e in &e { e(2); } }";
    let (inferred, _) = inferred(source);
    let once: BTreeSet<u32> = inferred.once.iter().copied().collect();
    let once: Vec<&str> = once.iter().map(|at| word(source, *at)).collect();
    assert_eq!(once, ["f", "a", "c", "d"]);
}

#[test]
fn what_is_copy_and_where_auto_deref_leads() {
    let source = "use std::sync::{Arc, Mutex}; #[derive(Clone, Copy)] struct P(u8); struct Q(u8);
        fn f<T, U: Copy>(t: T, u: U) { (t); (u); }
        fn main() { let a = 1; let b = P(1); let c = Q(1); let d = String::new(); let e = &d; let g = Some(1); let h = Some(String::new()); let i = Arc::new(Mutex::new(1)); let j = unknown();
        (a); (b); (c); (d); (e); (g); (h); (i); (j); i.lock(); d.len(); h.len(); }";
    let (inferred, names) = inferred(source);
    let mut text = String::new();
    for (at, _) in source.match_indices('(') {
        let at = at as u32 + 1;
        if word(source, at).len() == 1 && source[at as usize + 1..].starts_with(");") {
            let _ = writeln!(text, "{} {:?}", word(source, at), inferred.copies.get(&at));
        }
    }
    let chains: BTreeMap<_, _> = inferred.chains.iter().collect();
    for (at, chain) in chains {
        let chain: Vec<String> = chain
            .iter()
            .map(|tag| shown(&TypeHint::Named(*tag, Vec::new()), &names))
            .collect();
        let _ = writeln!(text, "{} {}", word(source, *at), chain.join(" "));
    }
    expect![[r#"
        t Some(false)
        u Some(true)
        1 Some(true)
        1 Some(true)
        1 Some(true)
        a Some(true)
        b Some(true)
        c Some(false)
        d Some(false)
        e Some(true)
        g Some(true)
        h Some(false)
        i Some(false)
        j None
        i Arc Mutex
        d String str
        h Option
    "#]]
    .assert_eq(&text);
}
