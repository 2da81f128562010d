// oneshot: one value, a sender that gives up, a receiver that gives up, closed() to notice it.
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, rx) = oneshot::channel();
    tokio::spawn(async move {
        sleep(Duration::from_millis(5)).await;
        tx.send("pong").unwrap();
    });
    println!("{:?}", rx.await);

    let (tx, rx) = oneshot::channel::<u32>();
    drop(tx);
    match rx.await {
        Ok(value) => println!("{value}"),
        Err(error) => println!("error: {error}"),
    }

    let (mut tx, rx) = oneshot::channel::<u32>();
    let search = tokio::spawn(async move {
        tokio::select! {
            _ = tx.closed() => println!("nobody wants the answer any more"),
            _ = sleep(Duration::from_secs(60)) => { let _ = tx.send(42); }
        }
    });
    println!("{}", timeout(Duration::from_millis(10), rx).await.is_err());
    search.await.unwrap();

    let (tx, mut rx) = oneshot::channel();
    println!("{:?}", rx.try_recv());
    tx.send(String::from("kept")).unwrap();
    println!("{:?}", rx.try_recv());
    let (tx, rx) = oneshot::channel();
    drop(rx);
    println!("{} {:?}", tx.is_closed(), tx.send('x'));
}
