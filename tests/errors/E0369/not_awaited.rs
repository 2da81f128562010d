async fn one() -> i32 {
    1
}

async fn next() -> i32 {
    let one = one();
    one + 1
}

fn main() {
    drop(next());
}
