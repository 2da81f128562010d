mod count {
    #[derive(Default)]
    pub struct Counter {
        value: u32,
    }

    impl Counter {
        fn bump(&mut self) {
            self.value += 1;
        }

        pub fn twice(&mut self) -> u32 {
            self.bump();
            self.bump();
            self.value
        }
    }
}

fn main() {
    let mut counter = count::Counter::default();
    counter.bump();
    println!("{}", counter.twice());
}
