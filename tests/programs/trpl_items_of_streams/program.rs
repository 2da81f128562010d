//! What trpl's streams give, through channels, time-outs and adapters, is known where it is parsed and collected.

use std::time::Duration;
use trpl::{Either, ReceiverStream, Stream, StreamExt};

fn messages() -> impl Stream<Item = String> {
    let (tx, rx) = trpl::channel();
    trpl::spawn_task(async move {
        for (index, message) in ["a", "b", "c"].into_iter().enumerate() {
            trpl::sleep(Duration::from_millis(if index % 2 == 0 {
                100
            } else {
                300
            }))
            .await;
            if tx.send(format!("{message}{index}")).is_err() {
                break;
            }
        }
    });
    ReceiverStream::new(rx)
}

async fn timeout<F: Future>(f: F, max: Duration) -> Result<F::Output, Duration> {
    match trpl::select(Box::pin(f), Box::pin(trpl::sleep(max))).await {
        Either::Left(out) => Ok(out),
        Either::Right(()) => Err(max),
    }
}

fn main() {
    trpl::block_on(async {
        let mut messages = messages().map(|m| m.len() + m[1..].parse::<usize>().unwrap());
        while let Some(n) = messages.next().await {
            println!("{n}");
        }
        let mut even = trpl::stream_from_iter(1..=10)
            .map(|n| n * 2)
            .filter(|n| n % 3 == 0);
        while let Some(n) = even.next().await {
            print!("{n} ");
        }
        println!();
        let v: Vec<u8> = trpl::stream_from_iter(["1", "b", "3"])
            .filter_map(|s| s.parse().ok())
            .collect()
            .await;
        println!("{v:?}");
        let handles: Vec<_> = (0..3)
            .map(|n| trpl::spawn_task(async move { n * 2 }))
            .collect();
        let mut sum = 0;
        for r in trpl::join_all(handles).await {
            sum += r.unwrap();
        }
        println!("{sum}");
        let slow = timeout(
            async {
                trpl::sleep(Duration::from_millis(50)).await;
                "done".to_string()
            },
            Duration::from_millis(20),
        )
        .await;
        match slow {
            Ok(m) => println!("{m}"),
            Err(d) => println!("late after {} ms", d.as_millis()),
        }
    });
}
