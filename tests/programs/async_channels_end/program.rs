// How channels end: all senders gone, receiver gone, closing while messages are left, unbounded ones, counting.
use tokio::sync::mpsc;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::unbounded_channel();
    let more = tx.clone();
    tokio::spawn(async move {
        for number in 0..3 {
            tx.send(number).unwrap();
            yield_now().await;
        }
    });
    tokio::spawn(async move {
        yield_now().await;
        more.send(100).unwrap();
    });
    while let Some(number) = rx.recv().await {
        println!("got {number}");
    }
    println!("all senders are gone: {:?}", rx.recv().await);

    let (tx, rx) = mpsc::channel::<&str>(1);
    let waiting = tokio::spawn(async move {
        tx.closed().await;
        println!("closed: {}", tx.is_closed());
        match tx.send("too late").await {
            Err(error) => println!("{error}, {:?} comes back", error.0),
            Ok(()) => println!("sent"),
        }
    });
    yield_now().await;
    drop(rx);
    waiting.await.unwrap();

    let (tx, mut rx) = mpsc::channel(4);
    for number in 1..=3 {
        tx.send(number * 11).await.unwrap();
    }
    rx.close();
    println!("{} {:?}", rx.len(), tx.send(44).await.is_err());
    let mut rest = Vec::new();
    while let Ok(number) = rx.try_recv() {
        rest.push(number);
    }
    println!("{rest:?} {:?}", rx.recv().await);
}
