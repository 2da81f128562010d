// What tokio's locks and channels hold decides what default, parse, sum and wrapping sums behind them make.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tokio::sync::{Mutex, RwLock, mpsc};
type Store = Arc<RwLock<BTreeMap<String, Vec<u32>>>>;
async fn add(store: &Store, k: &str, v: u32) {
    store.write().await.entry(k.to_string()).or_default().push(v);
}
async fn total(store: &Store) -> u64 {
    store
        .read()
        .await
        .values()
        .map(|v| v.iter().map(|&x| u64::from(x)).sum::<u64>())
        .sum()
}
#[derive(Debug, Clone, Default, PartialEq)]
struct Entry {
    hits: u8,
    tags: Vec<String>,
}
#[tokio::main]
async fn main() {
    let store: Store = Arc::new(RwLock::new(BTreeMap::new()));
    let hs: Vec<_> = (1..=4u32)
        .map(|i| {
            let s = Arc::clone(&store);
            tokio::spawn(async move { add(&s, if i % 2 == 0 { "even" } else { "odd" }, i * 10).await })
        })
        .collect();
    for h in hs {
        h.await.unwrap();
    }
    let mut snapshot: Vec<(String, usize)> = store
        .read()
        .await
        .iter()
        .map(|(k, v)| (k.clone(), v.len()))
        .collect();
    snapshot.sort();
    println!("{snapshot:?} {}", total(&store).await);
    let m = Arc::new(Mutex::new(HashMap::new()));
    {
        let mut g = m.lock().await;
        *g.entry("a").or_insert(0u8) += 250;
        let x = g.get_mut("a").unwrap();
        *x = x.wrapping_add(10);
        println!("{:?}", g.get("a").copied().unwrap_or_default());
    }
    let e: Mutex<HashMap<u8, Entry>> = Mutex::new(HashMap::new());
    {
        let mut g = e.lock().await;
        let x = g.entry(1).or_default();
        x.hits = x.hits.saturating_add(255).saturating_add(9);
        x.tags.extend(["p", "q"].map(String::from));
    }
    println!("{:?}", e.lock().await.get(&1));
    let (tx, mut rx) = mpsc::channel(8);
    for w in ["4", "x", "7"] {
        tx.send(w.to_string()).await.unwrap();
    }
    drop(tx);
    let mut nums: Vec<i16> = Vec::new();
    while let Some(s) = rx.recv().await {
        match s.parse() {
            Ok(n) => nums.push(n),
            Err(e) => println!("{s}: {e}"),
        }
    }
    println!("{nums:?} {}", nums.iter().sum::<i16>());
    let (tx, mut rx) = mpsc::unbounded_channel::<(u8, Box<dyn Fn(u8) -> u8 + Send>)>();
    tx.send((200, Box::new(|x| x.wrapping_mul(2)))).unwrap();
    tx.send((3, Box::new(|x| x + 1))).unwrap();
    drop(tx);
    while let Some((x, f)) = rx.recv().await {
        println!("{}", f(x));
    }
    let counter = Arc::new(Mutex::new(0u8));
    let r = {
        let c = counter.clone();
        tokio::spawn(async move {
            for _ in 0..3 {
                let mut g = c.lock().await;
                *g = g.checked_add(100).unwrap_or(u8::MAX);
            }
            *c.lock().await
        })
    }
    .await
    .unwrap();
    println!("{r}");
    let shared: Arc<Mutex<Option<String>>> = Arc::new(Mutex::new(None));
    shared.lock().await.get_or_insert_with(|| "x".into()).push('y');
    if let Some(s) = shared.lock().await.take() {
        println!("{s}");
    }
    let nested = RwLock::new(vec![Mutex::new(1i64), Mutex::new(2)]);
    for m in nested.read().await.iter() {
        *m.lock().await *= -1;
    }
    let mut sum = 0;
    for m in nested.into_inner() {
        sum += m.into_inner();
    }
    println!("{sum}");
}
