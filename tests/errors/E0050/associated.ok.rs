trait Make<T> {
    fn make(size: usize, value: T) -> Self;
}

struct Row(Vec<u8>);

impl Make<u8> for Row {
    fn make(size: usize, value: u8) -> Self {
        Row(vec![value; size])
    }
}

fn main() {
    println!("{}", Row::make(2, 7).0.len());
}
