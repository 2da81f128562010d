fn main() {
    const COUNT: usize = 2;
    let count = 5;
    let pairs = [(count, 0); COUNT];
    let bytes = [0u8; {
        let half = 2;
        half * 2
    }];
    println!("{pairs:?} {bytes:?}");
}
