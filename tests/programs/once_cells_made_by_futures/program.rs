// What a `OnceCell` is made by is a future of any kind; what that collects into is known from the cell.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::OnceCell;

static CONFIG: OnceCell<BTreeMap<String, u32>> = OnceCell::const_new();

struct Three;
impl Future for Three {
    type Output = u8;
    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<u8> { Poll::Ready(3) }
}
async fn load() -> HashMap<u8, u8> { (1..2).map(|i| (i, i)).collect() }
async fn fallible(ok: bool) -> Result<u8, String> { if ok { Ok(4) } else { Err("no".to_string()) } }
fn boxed() -> Pin<Box<dyn Future<Output = u16> + Send>> { Box::pin(async { 5 }) }

struct Cache { cell: OnceCell<Vec<u8>> }
impl Cache {
    async fn get(&self) -> &[u8] { self.cell.get_or_init(|| async { (0..3).collect() }).await }
    async fn try_get(&self, text: &str) -> Result<&Vec<u8>, std::num::ParseIntError> {
        self.cell.get_or_try_init(|| async { text.split(',').map(|it| it.parse()).collect() }).await
    }
    async fn try_two(&self, text: &str) -> Result<&Vec<u8>, Box<dyn std::error::Error>> {
        let got = self.cell.get_or_try_init(|| async {
            let n: u8 = text.parse()?;
            Ok::<_, std::num::ParseIntError>(vec![n])
        }).await?;
        Ok(got)
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("{:?}", CONFIG.get_or_init(|| async { (1..=2).map(|i| (format!("k{i}"), i)).collect() }).await);
    let a = OnceCell::new();
    println!("{}", a.get_or_init(|| Three).await);
    let b = OnceCell::new();
    println!("{:?}", b.get_or_init(load).await);
    let c = OnceCell::new();
    println!("{:?}", c.get_or_init(boxed).await);
    let d = OnceCell::new();
    println!("{:?}", d.get_or_init(|| std::future::ready(7u64)).await);
    let e = OnceCell::new();
    println!("{:?} {:?} {:?}", e.get_or_try_init(|| fallible(false)).await, e.get_or_try_init(|| fallible(true)).await, e.get());
    let f: OnceCell<Vec<u32>> = OnceCell::new();
    println!("{:?}", f.get_or_init(|| Box::pin(async { (1..4).collect() })).await);
    println!("{:?}", Cache { cell: OnceCell::new() }.get().await);
    let cache = Cache { cell: OnceCell::new() };
    println!("{:?} {:?}", cache.try_get("1,x").await, cache.try_get("1,2").await);
    let cache = Cache { cell: OnceCell::new() };
    println!("{:?}", cache.try_two("x").await.map_err(|it| it.to_string()));
    println!("{:?}", cache.try_two("9").await.map_err(|it| it.to_string()));
}
