fn main() {
    let width = 4;
    let grid = [
        [0u8; width * 2];
        3
    ];
    println!("{grid:?}");
}
