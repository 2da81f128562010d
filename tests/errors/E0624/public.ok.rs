mod count {
    #[derive(Default)]
    pub struct Counter(u32);

    impl Counter {
        fn bump(&mut self) {
            self.0 += 1;
        }

        pub fn next(&mut self) -> u32 {
            self.bump();
            self.0
        }
    }
}

fn main() {
    println!("{}", count::Counter::default().next());
}
