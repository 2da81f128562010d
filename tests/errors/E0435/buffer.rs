fn zeros(count: usize) -> usize {
    let buffer = [0u8; count];
    buffer.len()
}

fn main() {
    println!("{}", zeros(4));
}
