// Looking at what a stream of results gives, on its way.

use futures::{StreamExt, TryStreamExt, stream};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let pages: Vec<Result<u32, String>> = vec![Ok(1), Err("page 2".into()), Ok(3)];
    let mut failed = 0;
    let seen: Vec<Result<u32, String>> = stream::iter(pages.clone())
        .inspect_ok(|page| println!("got {}", page + 1))
        .inspect_err(|error| {
            failed += 1;
            println!("failed: {error}");
        })
        .collect()
        .await;
    println!("{seen:?}, {failed} failed");
    let sum = stream::iter(pages)
        .boxed()
        .inspect_err(|error| println!("saw {}", error.len()))
        .try_fold(0, |sum, page| async move { Ok(sum + page) })
        .await;
    println!("{sum:?}");
}
