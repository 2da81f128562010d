// A StreamMap's keys and values, streams put in and taken out.
use std::pin::Pin;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{Stream, StreamExt, StreamMap};

type Boxed = Pin<Box<dyn Stream<Item = u32> + Send>>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut map: StreamMap<&'static str, Boxed> = StreamMap::new();
    let (tx1, rx1) = mpsc::channel(4);
    let (tx2, rx2) = mpsc::channel(4);
    map.insert("a", Box::pin(ReceiverStream::new(rx1)));
    map.insert("b", Box::pin(ReceiverStream::new(rx2).map(|x| x * 10)));
    map.insert("c", Box::pin(tokio_stream::iter(vec![7])));
    let mut keys: Vec<_> = map.keys().cloned().collect();
    keys.sort();
    println!("{keys:?} {} {}", map.len(), map.values().count());
    println!("{}", map.contains_key("b"));
    println!("{}", map.remove("c").is_some());
    println!("{}", map.is_empty());
    tokio::spawn(async move {
        for i in 0..3 {
            tx1.send(i).await.unwrap();
            tx2.send(i).await.unwrap();
        }
    });
    let mut seen = Vec::new();
    while let Some((key, value)) = map.next().await {
        seen.push((key, value));
    }
    seen.sort();
    println!("{seen:?}");
    for (k, _) in map.iter() { println!("left {k}"); }
}
