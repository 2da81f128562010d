// std::mem, drop order, shadowing of values.
use std::mem;

struct Loud(String);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Config {
    name: String,
    retries: u32,
    tags: Vec<String>,
    limit: Option<u64>,
}

fn make(name: &str) -> Loud {
    Loud(name.to_string())
}

fn consume(_l: Loud) {
    println!("consuming");
}

fn main() {
    let mut a = vec![1, 2];
    let mut b = vec![3];
    mem::swap(&mut a, &mut b);
    println!("{a:?} {b:?}");
    println!("{:?} {a:?}", mem::replace(&mut a, vec![9, 9]));
    println!("{:?} {b:?}", mem::take(&mut b));
    let mut s = String::from("x");
    let old = mem::take(&mut s);
    println!("{old:?} {s:?}");
    let mut n = 5;
    println!("{} {n}", mem::replace(&mut n, 6));
    let mut config = Config { name: "c".into(), retries: 3, ..Default::default() };
    println!("{config:?}");
    let name = mem::take(&mut config.name);
    println!("{name} {config:?} {}", config == Config { retries: 3, ..Config::default() });
    let _first = make("first");
    let second = make("second");
    {
        let _inner = make("inner");
        println!("in block");
    }
    consume(second);
    let mut slot = make("slot a");
    slot = make("slot b");
    println!("assigned {}", slot.0);
    let _ = make("ignored");
    let _kept = make("kept");
    mem::forget(make("forgotten"));
    let pair = (make("pair 0"), make("pair 1"));
    let (p0, _) = pair;
    println!("took {}", p0.0);
    drop(p0);
    let shadow = make("shadow 1");
    let shadow = Loud(format!("{} again", shadow.0));
    println!("{}", shadow.0);
    let list = vec![make("l0"), make("l1"), make("l2")];
    for item in list {
        if item.0 == "l1" {
            println!("break at l1");
            break;
        }
    }
    println!("{}", make("temporary").0.len());
    match make("scrutinee").0.as_str() {
        "x" => println!("no"),
        other => println!("matched {other}"),
    }
    let opt = Some(make("opt"));
    if let Some(l) = &opt {
        println!("peek {}", l.0);
    }
    println!("end of main");
}
