async fn one() -> i32 {
    1
}

async fn twice() -> i32 {
    let first = one();
    let second: i32 = one().await;
    first.await + second
}

fn main() {
    drop(twice());
    println!("nothing ran");
}
