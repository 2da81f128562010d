mod count {
    #[derive(Default)]
    pub struct Counter {
        value: u32,
    }

    impl Counter {
        pub fn value(&self) -> u32 {
            self.value
        }
    }
}

fn main() {
    let mut counter = count::Counter::default();
    counter.value += 1;
    println!("{}", counter.value());
}
