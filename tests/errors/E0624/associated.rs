mod pool {
    pub struct Pool {
        pub size: usize,
    }

    impl Pool {
        fn with(size: usize) -> Self {
            Pool { size }
        }

        pub fn small() -> Self {
            Self::with(2)
        }
    }
}

fn main() {
    println!("{}", pool::Pool::small().size);
    println!("{}", pool::Pool::with(9).size);
}
