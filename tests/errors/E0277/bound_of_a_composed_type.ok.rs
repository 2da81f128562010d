// The bound is on `Option<T>`, from which showing `Some(self)` follows.
use std::fmt::Debug;

trait Show {
    fn show(self);
}

impl<T> Show for T
where
    Option<T>: Debug,
{
    fn show(self) {
        println!("{:?}", Some(self));
    }
}

fn main() {
    vec![1, 2].show();
}
