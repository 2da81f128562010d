// Rc<str>, Arc<str>, Box<str> and slices made of what is borrowed are copies: the text they were made of may go.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Name(Arc<str>);

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name(Arc::from(text))
    }
}

fn counted(text: &str) -> Rc<str> {
    Rc::from(text)
}

fn shared(text: &str) -> Arc<str> {
    text.into()
}

fn boxed(text: &str) -> Box<str> {
    Box::from(text)
}

fn row(all: &[i32]) -> Rc<[i32]> {
    Rc::from(all)
}

fn boxed_row(all: &[i32]) -> Box<[i32]> {
    all.into()
}

fn main() {
    let i = 1;
    let made = counted(&format!("a{i}"));
    println!("{made} {}", made.len());
    let text = format!("b{i}");
    let (x, y, z) = (counted(&text), shared(&text), boxed(&text));
    let name = Name::from(&*text);
    let other: Name = text.as_str().into();
    drop(text);
    println!("{x} {y} {z} {name:?} {}", name == other);

    let list = vec![1, 2, 3];
    let (a, b) = (row(&list), boxed_row(&list));
    drop(list);
    println!("{a:?} {b:?} {}", Rc::strong_count(&a));

    let mut seen: HashMap<Rc<str>, usize> = HashMap::new();
    for word in format!("to be or not to be {i}").split(' ') {
        *seen.entry(counted(word)).or_insert(0) += 1;
    }
    let mut seen: Vec<_> = seen.into_iter().collect();
    seen.sort();
    println!("{seen:?}");
}
