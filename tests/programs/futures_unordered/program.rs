// FuturesUnordered with timers: results as they come, limited concurrency, buffered and unordered streams.
use futures::future::{join_all, try_join_all};
use futures::stream::{self, FuturesOrdered, FuturesUnordered, StreamExt};
use std::time::Duration;
use tokio::time::{Instant, sleep};

async fn fetch(id: u64) -> u64 {
    sleep(Duration::from_millis(if id % 3 == 0 { 30 } else { 10 * id })).await;
    id
}

async fn check(id: u64) -> Result<u64, String> {
    let id = fetch(id).await;
    if id == 2 { Err(format!("{id} is broken")) } else { Ok(id) }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let mut running: FuturesUnordered<_> = (1..=5).map(fetch).collect();
    while let Some(id) = running.next().await {
        println!("{id} at {} ms, {} left", begin.elapsed().as_millis(), running.len());
    }
    let mut ordered: FuturesOrdered<_> = (1..=4).map(fetch).collect();
    ordered.push_front(fetch(9));
    println!("{:?}", ordered.by_ref().collect::<Vec<_>>().await);

    let begin = Instant::now();
    let unordered: Vec<u64> = stream::iter(1..=6).map(fetch).buffer_unordered(2).collect().await;
    println!("{unordered:?} in {} ms", begin.elapsed().as_millis());
    let begin = Instant::now();
    let in_order: Vec<u64> = stream::iter(1..=6).map(fetch).buffered(3).collect().await;
    println!("{in_order:?} in {} ms", begin.elapsed().as_millis());

    println!("{:?}", join_all((1..=3).map(fetch)).await);
    let many = join_all((1..=40).map(|id| fetch(id % 5))).await;
    println!("{} {}", many.len(), many.iter().sum::<u64>());
    println!("{:?}", try_join_all((3..=6).map(check)).await);
    println!("{:?}", try_join_all((1..=3).map(check)).await);
    let begin = Instant::now();
    stream::iter(1..=4)
        .for_each_concurrent(2, |id| async move {
            fetch(id).await;
            println!("done {id}");
        })
        .await;
    println!("{} ms", begin.elapsed().as_millis());
}
