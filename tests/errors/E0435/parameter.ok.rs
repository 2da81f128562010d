fn filled<const N: usize>(with: u8) -> [u8; N] {
    [with; N]
}

fn main() {
    let four: [u8; 4] = filled(7);
    println!("{four:?} {:?}", filled::<2>(1));
}
