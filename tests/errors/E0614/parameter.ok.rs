fn double(n: &i32) -> i32 {
    *n * 2
}

fn main() {
    println!("{:?}", [1, 2].iter().map(|n| *n + double(n)).collect::<Vec<_>>());
}
