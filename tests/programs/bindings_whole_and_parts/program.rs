//! `name @ pattern` that takes the whole and copies parts of it, in `match`, `if let`, `let … else` and parameters.

#[derive(Debug, PartialEq)]
struct Closed<T>(T);

#[derive(Debug)]
enum Event {
    Key { code: u32, text: String },
    Move(i32, i32),
}

fn send(n: i32) -> Result<(), Closed<i32>> {
    if n > 4 { Err(Closed(n)) } else { Ok(()) }
}

fn describe(event: Event) -> String {
    match event {
        key @ Event::Key { code: 10..=20, .. } => format!("special {key:?}"),
        ref key @ Event::Key { code, ref text } => format!("{code} {text} {key:?}"),
        step @ Event::Move(x, y) if x == y => format!("diagonal {step:?} {}", x + y),
        all @ Event::Move(x, _) => format!("{all:?} by {x}"),
    }
}

struct Pair(i64, i64);

fn sum(pair @ Pair(a, b): Pair) -> i64 {
    pair.0 + a + pair.1 * b
}

fn first(list: Vec<Option<Closed<u8>>>) -> Option<(Closed<u8>, u8)> {
    for item in list {
        let Some(whole @ Closed(n)) = item else {
            continue;
        };
        return Some((whole, n));
    }
    None
}

fn main() {
    for n in [3, 5] {
        if let Err(error @ Closed(n)) = send(n) {
            println!("{error:?} {n}");
        }
    }
    match Some(Closed(7u8)) {
        Some(whole @ Closed(x @ 5..)) => println!("{whole:?} {x}"),
        other => println!("{other:?}"),
    }
    let events = [
        Event::Key { code: 13, text: "enter".into() },
        Event::Key { code: 65, text: "a".into() },
        Event::Move(2, 2),
        Event::Move(-1, 4),
    ];
    for event in events {
        println!("{}", describe(event));
    }
    println!("{} {:?}", sum(Pair(2, 3)), first(vec![None, Some(Closed(9)), None]));
    let whole @ (a, b) = (1, 2.5);
    let list @ [head, .., last] = [String::from("x").len(), 2, 3];
    println!("{whole:?} {a} {b} {list:?} {head} {last}");
    while let Some(rest @ Closed(n)) = Some(Closed(4)) {
        println!("{} {n}", rest == Closed(4));
        break;
    }
}
