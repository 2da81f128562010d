fn helper() -> u32 {
    3
}

mod inside {
    pub fn call() -> u32 {
        super::helper() + crate::helper()
    }
}

fn main() {
    println!("{}", inside::call());
}
