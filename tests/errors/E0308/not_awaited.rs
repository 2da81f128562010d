async fn one() -> i32 {
    1
}

async fn twice() -> i32 {
    let first: i32 = one();
    first + one().await
}

fn main() {
    drop(twice());
}
