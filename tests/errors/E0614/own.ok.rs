use std::ops::Deref;

struct Wrap { inner: i32 }

impl Deref for Wrap {
    type Target = i32;
    fn deref(&self) -> &i32 {
        &self.inner
    }
}

fn main() {
    let wrap = Wrap { inner: 1 };
    println!("{}", *wrap);
}
