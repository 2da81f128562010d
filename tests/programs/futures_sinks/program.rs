//! Sinks that are made of sinks, and streams that are sent into them: what is ready, flushed and closed when.

use futures::channel::mpsc;
use futures::executor::block_on;
use futures::future;
use futures::sink::{Sink, SinkExt};
use futures::stream::{self, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Says what is asked of it; not ready every third time, broken by an empty text.
struct Loud {
    name: &'static str,
    asked: u32,
    got: Vec<String>,
}

fn loud(name: &'static str) -> Loud {
    Loud { name, asked: 0, got: Vec::new() }
}

impl Sink<String> for Loud {
    type Error = String;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), String>> {
        self.asked += 1;
        if self.asked % 3 == 0 {
            println!("  {} is busy", self.name);
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn start_send(mut self: Pin<&mut Self>, item: String) -> Result<(), String> {
        if item.is_empty() {
            return Err(format!("{} takes no empty text", self.name));
        }
        println!("  {} takes {item}", self.name);
        self.got.push(item);
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<(), String>> {
        println!("  {} flushes", self.name);
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<(), String>> {
        println!("  {} closes", self.name);
        Poll::Ready(Ok(()))
    }
}

async fn forwards() {
    println!("forward");
    let items = stream::iter(["a", "b", "c"]).map(|s| Ok(s.to_string()));
    println!("{:?}", items.forward(loud("one")).await);

    let items = stream::iter(vec![Ok("a".to_string()), Err("broken".to_string()), Ok("b".to_string())]);
    println!("{:?}", items.forward(loud("two")).await);

    println!("a stream that waits");
    let (tx, rx) = mpsc::unbounded::<String>();
    let (sent, ()) = future::join(rx.map(Ok).forward(loud("three")), async {
        tx.unbounded_send("x".to_string()).unwrap();
        tx.unbounded_send("y".to_string()).unwrap();
        drop(tx);
    })
    .await;
    println!("{sent:?}");
}

async fn adapters() {
    println!("with");
    let mut numbers = loud("four").with(|n: u32| {
        future::ready(match n {
            10.. => Err(format!("{n} is too much")),
            _ => Ok(format!("<{n}>")),
        })
    });
    numbers.send(1).await.unwrap();
    numbers.feed(2).await.unwrap();
    println!("{:?}", numbers.send(10).await);
    println!("{:?}", numbers.into_inner().got);

    println!("sink_map_err");
    let mut short = loud("five").sink_map_err(|e| e.len());
    println!("{:?}", short.send("z".to_string()).await);
    println!("{:?}", short.send(String::new()).await);

    println!("fanout");
    let mut both = loud("six").fanout(loud("seven"));
    let mut items = stream::iter(["p", "q", "r"]).map(|s| Ok(s.to_uppercase()));
    both.send_all(&mut items).await.unwrap();
    println!("{:?}", both.send(String::new()).await);
    both.close().await.unwrap();
    let (six, seven) = both.into_inner();
    println!("{} and {}", six.got.concat(), seven.got.concat());
}

async fn channels() {
    println!("channels");
    let (left, left_rx) = mpsc::channel::<u64>(1);
    let (right, right_rx) = mpsc::channel::<u64>(0);
    let sends = async move {
        let sink = left.fanout(right).sink_map_err(|e| e.is_disconnected());
        stream::iter(1..=4).map(Ok).forward(sink).await
    };
    let (sent, left, right) = future::join3(
        sends,
        left_rx.fold(0, |a, b| future::ready(a + b)),
        right_rx.map(|n| n * n).collect::<Vec<_>>(),
    )
    .await;
    println!("{sent:?} {left} {right:?}");

    let (tx, rx) = mpsc::channel::<u8>(4);
    drop(rx);
    let mut tx = tx.sink_map_err(|e| format!("gone: {}", e.is_disconnected()));
    println!("{:?}", tx.send(1).await);
}

fn main() {
    block_on(forwards());
    block_on(adapters());
    block_on(channels());
}
