// Deref coercion of own pointers at call arguments, method calls, comparisons.
use std::ops::{Deref, DerefMut};
struct MyBox<T>(T);
impl<T> MyBox<T> {
    fn new(x: T) -> MyBox<T> {
        MyBox(x)
    }
}
impl<T> Deref for MyBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> DerefMut for MyBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
struct Name {
    inner: String,
    reads: std::cell::Cell<u32>,
}
impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        self.reads.set(self.reads.get() + 1);
        &self.inner
    }
}
struct Stack {
    v: Vec<i32>,
}
impl Deref for Stack {
    type Target = Vec<i32>;
    fn deref(&self) -> &Vec<i32> {
        &self.v
    }
}
impl DerefMut for Stack {
    fn deref_mut(&mut self) -> &mut Vec<i32> {
        &mut self.v
    }
}
fn hello(name: &str) {
    println!("Hello, {name}!");
}
fn total(v: &[i32]) -> i32 {
    v.iter().sum()
}
fn count(v: &Vec<i32>) -> usize {
    v.len()
}
fn add(v: &mut Vec<i32>, n: i32) {
    v.push(n)
}
fn bump(n: &mut i32) {
    *n += 1
}
fn owned(s: &String) -> String {
    s.clone() + "!"
}
struct Greeter {
    prefix: String,
}
impl Greeter {
    fn greet(&self, who: &str) -> String {
        format!("{} {who}", self.prefix)
    }
}
fn main() {
    let m = MyBox::new(String::from("Rust"));
    hello(&m);
    hello(&(*m)[..]);
    println!("{} {}", owned(&m), m.len());
    let n = Name {
        inner: "Ferris".into(),
        reads: Default::default(),
    };
    hello(&n);
    println!("{} {}", n.to_uppercase(), n.starts_with("Fe"));
    println!("{}", n.reads.get());
    let g = Greeter {
        prefix: "Hi".into(),
    };
    println!("{}", g.greet(&m));
    println!("{}", g.greet(&n));
    let mut s = Stack { v: vec![1, 2] };
    s.push(3);
    add(&mut s, 4);
    println!("{} {} {:?}", total(&s), count(&s), s.last());
    let mut b = MyBox::new(5);
    bump(&mut b);
    *b += 1;
    println!("{} {}", *b, 7 == *b);
    let bb = MyBox::new(MyBox::new("deep".to_string()));
    hello(&bb);
    println!("{}", bb.chars().rev().collect::<String>());
    let r: &str = &bb;
    println!("{r}");
    let f = |s: &str| s.len();
    println!("{}", f(&m));
    for x in s.iter() {
        print!("{x} ");
    }
    println!("{}", s[1]);
    let rc = std::rc::Rc::new(MyBox::new(String::from("rc")));
    hello(&rc);
    let z: Box<dyn Fn(&str) -> usize> = Box::new(|s| s.len());
    println!("{}", z(&m));
}
