mod outer {
    pub struct Held {
        value: i32,
    }

    pub fn make() -> Held {
        Held { value: 4 }
    }

    pub mod inner {
        pub fn read(held: &super::Held) -> i32 {
            held.value
        }
    }
}

fn main() {
    println!("{}", outer::inner::read(&outer::make()));
}
