fn main() {
    let parsed = |text: &str| -> Result<i32, std::num::ParseIntError> {
        let n = text.parse::<i32>()?;
        Ok(n + 1)
    };
    fn inner() -> Option<i32> {
        let first = [1, 2].first()?;
        Some(*first)
    }
    println!("{:?} {:?}", parsed("5"), inner());
}
