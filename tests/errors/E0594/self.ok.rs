struct Counter { n: u32 }
impl Counter {
    fn inc(&mut self) { self.n += 1; }
}
fn main() {
    let mut counter = Counter { n: 0 };
    counter.inc();
    counter.n = 5;
    println!("{}", counter.n);
}
