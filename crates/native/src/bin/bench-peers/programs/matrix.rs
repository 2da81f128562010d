fn matrix(size: usize, seed: u64) -> Vec<Vec<u64>> {
    let mut rows = Vec::new();
    for row in 0..size {
        let mut cells = Vec::new();
        for column in 0..size {
            cells.push((row as u64 * 31 + column as u64 * 17 + seed) % 101);
        }
        rows.push(cells);
    }
    rows
}

fn main() {
    let size = 70;
    let a = matrix(size, 1);
    let b = matrix(size, 2);
    let mut trace = 0;
    for row in 0..size {
        for column in 0..size {
            let mut sum = 0;
            for inner in 0..size {
                sum += a[row][inner] * b[inner][column];
            }
            if row == column {
                trace += sum;
            }
        }
    }
    println!("{trace}");
}
