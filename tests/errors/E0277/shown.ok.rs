use std::fmt;
use std::sync::{Arc, Mutex};

#[derive(Debug)]
struct Id(u32);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

trait Named: fmt::Display {
    fn name(&self) -> String {
        format!("<{self}>")
    }
}

impl Named for Id {}

#[derive(Debug)]
struct Trouble;

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("trouble")
    }
}

impl std::error::Error for Trouble {}

fn show<T: Named + ?Sized>(value: &T) {
    println!("{value} {}", value.name());
}

fn error<E>(error: E)
where
    E: std::error::Error,
{
    println!("{error} {error:?}");
}

fn both<T>(pair: (T, T))
where
    T: fmt::Debug + Clone,
{
    println!("{pair:?} {:?}", pair.0);
}

fn main() {
    let shared = Arc::new(Mutex::new(Id(3)));
    println!("{} {:?}", shared.lock().unwrap(), shared.lock().unwrap());
    println!("{} {:?}", Box::new(Id(4)), Some(Id(5)));
    show(&Id(6));
    show::<dyn Named>(&Id(7));
    error(Trouble);
    both((1, 2));
    println!("{:?} {:?}", (), vec![("a", Some(1.5))]);
    let boxed: Box<dyn std::error::Error> = Box::new(Trouble);
    println!("{boxed}");
}
