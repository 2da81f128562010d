// The Rust Book's trpl: streams from iterators and channels, StreamExt, timeouts on a stream.
use std::pin::pin;
use std::time::Duration;
use trpl::{ReceiverStream, Stream, StreamExt};

fn get_messages() -> impl Stream<Item = String> {
    let (tx, rx) = trpl::channel();
    trpl::spawn_task(async move {
        for (index, message) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let pause = if index % 2 == 0 { 50 } else { 250 };
            trpl::sleep(Duration::from_millis(pause)).await;
            if let Err(send_error) = tx.send(format!("message: '{message}'")) {
                eprintln!("cannot send message '{message}': {send_error}");
                break;
            }
        }
    });
    ReceiverStream::new(rx)
}

fn main() {
    trpl::block_on(async {
        let values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        let iter = values.iter().map(|n| n * 2);
        let stream = trpl::stream_from_iter(iter);
        let mut filtered = stream.filter(|value| value % 3 == 0 || value % 5 == 0);
        while let Some(value) = filtered.next().await {
            println!("the value was: {value}");
        }
        let mut messages = pin!(get_messages().timeout(Duration::from_millis(150)));
        while let Some(result) = messages.next().await {
            match result {
                Ok(message) => println!("{message}"),
                Err(reason) => println!("problem: {reason:?}"),
            }
        }
        let firsts: Vec<String> = get_messages().take(2).collect().await;
        println!("{firsts:?}");
        let total = trpl::stream_from_iter(1..=4).fold(0, |sum, value| sum + value).await;
        println!("{total}");
    });
}
