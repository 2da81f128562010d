// A registry by `TypeId`, and `downcast` into what the place expects.
use std::any::{Any, TypeId};
use std::collections::HashMap;
struct Registry {
    items: HashMap<TypeId, Box<dyn Any + Send>>,
}
impl Registry {
    fn new() -> Self {
        Self {
            items: HashMap::new(),
        }
    }
    fn insert<T: Any + Send>(&mut self, v: T) -> Option<T> {
        self.items
            .insert(TypeId::of::<T>(), Box::new(v))
            .and_then(|old| old.downcast::<T>().ok())
            .map(|b| *b)
    }
    fn get<T: Any>(&self) -> Option<&T> {
        self.items.get(&TypeId::of::<T>())?.downcast_ref()
    }
    fn get_mut<T: Any>(&mut self) -> Option<&mut T> {
        self.items
            .get_mut(&TypeId::of::<T>())
            .and_then(|b| b.downcast_mut::<T>())
    }
}
#[derive(Debug, PartialEq)]
struct Score(u32);
fn kind(v: &dyn Any) -> &'static str {
    if v.is::<i32>() {
        "i32"
    } else if v.is::<String>() {
        "String"
    } else if let Some(s) = v.downcast_ref::<&str>() {
        if s.is_empty() { "empty" } else { "&str" }
    } else {
        "?"
    }
}
fn main() {
    let mut r = Registry::new();
    println!("{:?}", r.insert(Score(1)));
    println!("{:?}", r.insert(Score(2)));
    r.insert("text".to_string());
    r.insert(vec![1u8, 2]);
    if let Some(s) = r.get_mut::<Score>() {
        s.0 += 10;
    }
    println!(
        "{:?} {:?} {:?}",
        r.get::<Score>(),
        r.get::<String>(),
        r.get::<i64>()
    );
    println!("{:?}", r.get::<Vec<u8>>().map(Vec::len));
    println!(
        "{} {} {} {}",
        kind(&1),
        kind(&"x"),
        kind(&String::new()),
        kind(&1.5)
    );
    println!(
        "{} {}",
        std::any::type_name::<i32>(),
        std::any::type_name::<Option<String>>()
    );
    let boxed: Vec<Box<dyn Any>> = vec![Box::new(5i32), Box::new("hi"), Box::new('c')];
    for b in boxed {
        match b.downcast::<i32>() {
            Ok(n) => println!("int {n}"),
            Err(b) => match b.downcast::<char>() {
                Ok(c) => println!("char {c}"),
                Err(_) => println!("other"),
            },
        }
    }
}
