struct Counter {
    n: u32,
}

impl Counter {
    fn up(&mut self) -> u32 {
        self.n += 1;
        self.n
    }
}

fn main() {
    let mut counter = Counter { n: 0 };
    let held = &mut counter;
    counter.up();
    held.up();
    println!("{}", counter.n);
}
