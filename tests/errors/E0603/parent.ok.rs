mod work {
    mod steps {
        pub(super) fn prepare() -> u32 {
            finish()
        }

        fn finish() -> u32 {
            2
        }
    }

    pub fn all() -> u32 {
        steps::prepare()
    }
}

fn main() {
    println!("{}", work::all());
}
