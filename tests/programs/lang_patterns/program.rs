// Patterns: nested, ranges, guards, bindings, slices, let else.
#[derive(Debug, Clone, PartialEq)]
enum Shape { Circle(f64), Rect { w: f64, h: f64 }, Unit, Nested(Box<Shape>), Pair(i32, (i32, i32)) }
use Shape::*;
const LIMIT: i32 = 10;
fn describe(s: &Shape) -> String {
    match s {
        Circle(r) if *r > 10.0 => format!("big circle {r}"),
        Circle(r) => format!("circle {r:.1}"),
        Rect { w, h: height } => format!("rect {w}x{height}"),
        Unit => "unit".to_string(),
        Nested(inner) => format!("nested {}", describe(inner)),
        Pair(a @ 1..=5, (b, _)) => format!("pair small {a} {b}"),
        Pair(a, (b, c)) => format!("pair {a} {b} {c}"),
    }
}
fn num(n: i32) -> &'static str {
    match n { i32::MIN..=-1 => "neg", 0 => "zero", 1 | 2 | 3 => "few", LIMIT => "limit", x if x % 2 == 0 => "even", _ => "odd" }
}
fn slice(v: &[i32]) -> String {
    match v {
        [] => "empty".into(),
        [x] => format!("one {x}"),
        [first, .., last] if first == last => format!("same ends {first}"),
        [first, rest @ ..] => format!("first {first} rest {rest:?}"),
    }
}
fn main() {
    for s in [Circle(11.5), Circle(2.25), Rect { w: 1.0, h: 2.0 }, Unit, Nested(Box::new(Unit)), Pair(3, (4, 5)), Pair(9, (8, 7))] {
        println!("{}", describe(&s));
    }
    for n in [-5, 0, 2, 10, 12, 13] { println!("{n} {}", num(n)); }
    println!("{} {} {} {}", slice(&[]), slice(&[1]), slice(&[1, 2, 1]), slice(&[1, 2, 3]));
    let t = (1, "two", 3.0);
    let (a, b, c) = t;
    println!("{a} {b} {c}");
    let v = vec![(1, 'a'), (2, 'b')];
    for (i, (n, ch)) in v.iter().enumerate() { println!("{i} {n} {ch}"); }
    let mut opt = Some(5);
    if let Some(x) = opt.as_mut() { *x += 1; }
    if let Some(ref mut x) = opt { *x += 1; }
    println!("{opt:?}");
    while let Some(x) = opt { if x > 9 { opt = None; } else { opt = Some(x + 1); } println!("x {x}"); }
    let Some(q) = Some(4) else { panic!("no") };
    println!("{q}");
    let r = (|| -> Option<i32> { let Some(z) = None::<i32> else { return Some(-1); }; Some(z) })();
    println!("{r:?}");
    println!("{}", matches!(Circle(1.0), Circle(x) if x < 2.0));
    let n @ (x, y) = (3, 4);
    println!("{n:?} {x} {y}");
    match (1, Some("x")) { (1, Some(s)) | (2, Some(s)) => println!("or {s}"), _ => println!("none") }
    let arr = [1, 2, 3];
    let [f, .., l] = arr;
    println!("{f} {l}");
    let s = String::from("hello");
    match s.as_str() { "hello" => println!("hi"), _ => println!("?") }
    let refopt: &Option<String> = &Some("abc".to_string());
    match refopt { Some(s) => println!("{}", s.len()), None => {} }
    match &v[..] { [(1, c), ..] => println!("c {c}"), _ => {} }
    if let Some(x) = Some(3) && x > 2 && let Some(y) = Some(x + 1) { println!("chain {x} {y}"); } else { println!("no chain"); }
    let c = 'k';
    println!("{}", match c { 'a'..='j' => 1, 'k'..='z' => 2, _ => 3 });
    match -1 { -1 => println!("minus"), _ => println!("other") }
    match 2.5 { x if x < 0.0 => println!("neg"), _ => println!("pos") }
    let ((a, b), [c, d]) = ((1, 2), [3, 4]);
    println!("{}", a + b + c + d);
    let (mut p, mut q) = (1, 2);
    (p, q) = (q, p + q);
    [p, q] = [q, p];
    println!("{p} {q}");
    match &mut opt { Some(v) => *v = 3, o @ None => *o = Some(77) }
    println!("{opt:?}");
}
