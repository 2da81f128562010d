// Types of what channels and tasks carry that are written later.
use tokio::sync::{broadcast, oneshot, watch};
use tokio::task::JoinHandle;

#[derive(Debug, Default, Clone, PartialEq)]
struct Stats { hits: u8, misses: u8 }

async fn compute() -> u8 { 250 }

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let handle = tokio::spawn(async { 200 });
    let handle: JoinHandle<u8> = handle;
    let a = handle.await.unwrap();
    println!("{:?} {:?}", a.checked_add(100), a.wrapping_add(100));

    let (tx, rx) = oneshot::channel();
    tokio::spawn(async move { tx.send(Default::default()).ok() });
    let s: Stats = rx.await.unwrap();
    println!("{s:?} {:?}", s.hits.checked_sub(1));

    let (wtx, mut wrx) = watch::channel(Default::default());
    let w2: watch::Receiver<Stats> = wrx.clone();
    wtx.send_modify(|s: &mut Stats| s.hits += 1);
    wrx.changed().await.unwrap();
    println!("{:?} {}", *wrx.borrow_and_update(), w2.borrow().hits);

    let (btx, mut brx) = broadcast::channel(8);
    btx.send("7".parse().unwrap()).unwrap();
    let n: u8 = brx.recv().await.unwrap();
    println!("{:?}", n.checked_sub(8));

    let mut handles = Vec::new();
    for i in 0..3 {
        handles.push(tokio::spawn(async move { compute().await.saturating_add(i) }));
    }
    let mut total: u32 = 0;
    for h in handles { total += u32::from(h.await.unwrap()); }
    println!("{total}");

    let (tx, rx) = oneshot::channel();
    let parser = tokio::spawn(async move {
        let v: i16 = rx.await.unwrap();
        v.checked_mul(2)
    });
    tx.send("20000".parse().unwrap()).unwrap();
    println!("{:?}", parser.await.unwrap());

    let (wtx, wrx) = watch::channel(255);
    let t = tokio::spawn(async move { let v: u8 = *wrx.borrow(); v.wrapping_add(1) });
    println!("{}", t.await.unwrap());
    drop(wtx);
    let collected = tokio::spawn(async { (1..4).map(|x| x * 2).collect() });
    let list: Vec<u64> = collected.await.unwrap();
    println!("{list:?}");
}
