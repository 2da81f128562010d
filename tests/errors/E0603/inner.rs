mod outer {
    pub mod inner {
        fn private() -> i32 {
            1
        }

        pub fn public() -> i32 {
            private()
        }
    }

    pub fn both() -> i32 {
        inner::public()
            + inner::private()
    }
}

fn main() {
    println!("{}", outer::both());
}
