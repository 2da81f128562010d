// Box, Rc, Arc and Weak.
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

#[derive(Debug)]
enum List {
    Cons(i32, Box<List>),
    Nil,
}
use List::{Cons, Nil};

impl List {
    fn sum(&self) -> i32 {
        match self {
            Cons(x, rest) => x + rest.sum(),
            Nil => 0,
        }
    }
}

#[derive(Debug)]
struct Node {
    value: i32,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String {
        "shape".to_string()
    }
}

struct Square(f64);
struct Circle {
    r: f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
    fn name(&self) -> String {
        "square".into()
    }
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.r * self.r
    }
}

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

#[derive(Debug)]
struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
    key: i32,
}

impl Tree {
    fn new(key: i32) -> Self {
        Tree { left: None, right: None, key }
    }
    fn insert(&mut self, key: i32) {
        let side = if key < self.key { &mut self.left } else { &mut self.right };
        match side {
            Some(child) => child.insert(key),
            None => *side = Some(Box::new(Tree::new(key))),
        }
    }
    fn walk(&self, out: &mut Vec<i32>) {
        if let Some(left) = &self.left {
            left.walk(out);
        }
        out.push(self.key);
        if let Some(right) = self.right.as_ref() {
            right.walk(out);
        }
    }
}

fn main() {
    let list = Cons(1, Box::new(Cons(2, Box::new(Nil))));
    println!("{list:?} {}", list.sum());
    let b = Box::new(5);
    println!("{} {}", *b + 1, b);
    let unboxed: i32 = *b;
    println!("{unboxed}");
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Square(2.0)), Box::new(Circle { r: 1.0 })];
    for s in shapes.iter() {
        println!("{} {}", s.name(), s.area());
    }
    println!("{}", shapes.iter().map(|s| s.area()).sum::<f64>());
    let a = Rc::new(String::from("shared"));
    let c = Rc::clone(&a);
    println!("{} {} {}", Rc::strong_count(&a), c.len(), Rc::ptr_eq(&a, &c));
    drop(c);
    println!("{} {}", Rc::strong_count(&a), a);
    println!("{:?}", Rc::try_unwrap(a));
    let leaf = Rc::new(Node { value: 3, parent: RefCell::new(Weak::new()), children: RefCell::new(vec![]) });
    println!("{:?}", leaf.parent.borrow().upgrade().map(|p| p.value));
    {
        let branch = Rc::new(Node {
            value: 5,
            parent: RefCell::new(Weak::new()),
            children: RefCell::new(vec![Rc::clone(&leaf)]),
        });
        *leaf.parent.borrow_mut() = Rc::downgrade(&branch);
        println!("{:?}", leaf.parent.borrow().upgrade().map(|p| p.value));
        println!("{} {}", Rc::strong_count(&branch), Rc::weak_count(&branch));
        println!("{}", branch.children.borrow().iter().map(|c| c.value).sum::<i32>());
    }
    println!("{:?} {}", leaf.parent.borrow().upgrade().is_none(), Rc::strong_count(&leaf));
    let mut data = Rc::new(vec![1]);
    Rc::make_mut(&mut data).push(2);
    let other = data.clone();
    Rc::make_mut(&mut data).push(3);
    println!("{data:?} {other:?} {:?}", Rc::get_mut(&mut data).is_some());
    let arc = Arc::new([1, 2, 3]);
    let arc2 = Arc::clone(&arc);
    println!("{} {:?} {}", arc.len(), arc2, Arc::strong_count(&arc));
    let weak = Arc::downgrade(&arc);
    drop(arc);
    println!("{:?}", weak.upgrade());
    println!("{:?}", Arc::into_inner(arc2));
    println!("{:?}", weak.upgrade());
    let _x = Noisy("x");
    let boxed = Box::new(Noisy("boxed"));
    let shared = Rc::new(Noisy("shared"));
    let again = shared.clone();
    drop(boxed);
    drop(shared);
    println!("still {}", again.0);
    drop(again);
    let v = vec![Noisy("v1"), Noisy("v2")];
    let moved = v;
    println!("{}", moved.len());
    let mut tree = Tree::new(5);
    for k in [3, 8, 1, 4, 9] {
        tree.insert(k);
    }
    let mut keys = Vec::new();
    tree.walk(&mut keys);
    println!("{keys:?}");
    let f: Box<dyn Fn(i32) -> i32> = Box::new(|x| x + unboxed);
    println!("{}", f(10));
    let mut fs: Vec<Box<dyn FnMut() -> i32>> = Vec::new();
    let mut n = 0;
    fs.push(Box::new(move || { n += 1; n }));
    println!("{} {}", fs[0](), fs[0]());
    let once: Box<dyn FnOnce() -> String> = Box::new(move || format!("{}", keys.len()));
    println!("{}", once());
    let s: Rc<str> = Rc::from("text");
    println!("{s} {}", s.len());
}
