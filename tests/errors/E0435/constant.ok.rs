const WIDTH: usize = 4;

fn main() {
    let width = 3;
    let grid = [[0u8; WIDTH * 2]; 3];
    let rows = vec![0u8; width];
    println!("{grid:?} {rows:?}");
}
