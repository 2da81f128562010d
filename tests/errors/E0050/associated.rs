trait Make {
    fn make(size: usize) -> Self;
}

struct Row(Vec<u8>);

impl Make for Row {
    fn make(size: usize, value: u8) -> Self {
        Row(vec![value; size])
    }
}

fn main() {
    println!("{}", Row(Vec::new()).0.len());
}
