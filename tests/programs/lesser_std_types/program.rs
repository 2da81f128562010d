// Discriminants, `Cow::from`, `LinkedList`, `TypeId`, buffered readers and writers, `Wrapping`, and `Self::Item::default()`.
use std::borrow::Cow;
use std::collections::LinkedList;
use std::io::{BufRead, BufReader, BufWriter, Cursor, Read, Write};
use std::mem;
#[derive(Debug)]
enum E {
    A(u32),
    B { x: u32 },
    C,
}
fn norm(s: &str) -> Cow<'_, str> {
    if s.contains(' ') {
        Cow::from(s.replace(' ', "_"))
    } else {
        Cow::from(s)
    }
}
fn shout<'a>(s: impl Into<Cow<'a, str>>) -> String {
    let c: Cow<'a, str> = s.into();
    c.to_uppercase()
}
trait Zoo {
    type Animal: Default + std::fmt::Debug;
    fn one(&self) -> Self::Animal {
        Self::Animal::default()
    }
}
struct Z1;
impl Zoo for Z1 {
    type Animal = Vec<u8>;
}
struct Z2;
impl Zoo for Z2 {
    type Animal = u64;
    fn one(&self) -> u64 {
        Self::Animal::MAX
    }
}
fn make<Z: Zoo>() -> Z::Animal {
    Z::Animal::default()
}
fn make2<Z: Zoo>(_: &Z) -> Vec<Z::Animal> {
    vec![Z::Animal::default()]
}
fn id<T: 'static>() -> std::any::TypeId {
    std::any::TypeId::of::<T>()
}
fn main() {
    println!(
        "{}",
        mem::discriminant(&E::A(1)) == mem::discriminant(&E::A(2))
    );
    println!(
        "{} {:?}",
        mem::discriminant(&E::B { x: 1 }) == mem::discriminant(&E::C),
        mem::discriminant(&E::C)
    );
    println!("{} {}", norm("a b"), norm("ab"));
    println!("{} {}", shout("x"), shout(String::from("y")));
    let mut o: Option<u32> = None;
    *o.get_or_insert_default() += 2;
    println!("{o:?}");
    let mut l: LinkedList<i32> = (1..4).collect();
    l.push_front(0);
    l.push_back(9);
    println!("{l:?} {} {:?}", l.len(), l.iter().sum::<i32>());
    let t = l.split_off(2);
    println!("{t:?}");
    for x in &mut l {
        *x += 1;
    }
    for x in l {
        print!("{x} ");
    }
    println!("{}", t.contains(&9));
    println!("{:?} {:?}", Z1.one(), Z2.one());
    println!("{:?} {:?}", make::<Z1>(), make2(&Z2));
    println!(
        "{} {}",
        id::<u8>() == id::<u8>(),
        id::<u8>() == std::any::TypeId::of::<String>()
    );
    let mut w = BufWriter::new(std::io::stdout());
    writeln!(w, "late").unwrap();
    println!("early");
    w.flush().unwrap();
    write!(w, "drop ").unwrap();
    drop(w);
    println!();
    let r = BufReader::new("a\nb\n".as_bytes());
    for l in r.lines() {
        println!("{}", l.unwrap());
    }
    let mut c = Cursor::new("x y\nz");
    let mut s = String::new();
    println!("{} {s:?}", c.read_line(&mut s).unwrap());
    println!("{s:?}");
    let mut rest = String::new();
    c.read_to_string(&mut rest).unwrap();
    println!("{rest} {}", c.position());
    let stdin = std::io::stdin();
    let n = stdin.lock().lines().map_while(Result::ok).count();
    println!("{n}");
    let w = std::num::Wrapping(250u8);
    println!("{} {:?} {}", w + std::num::Wrapping(10), w, (w * w).0);
    let mut z = w;
    z += w;
    z -= std::num::Wrapping(1);
    println!("{z}");
}
