struct Wrap { inner: i32 }

fn main() {
    let wrap = Wrap { inner: 1 };
    println!("{}", wrap.inner);
    let _inner = *wrap;
}
