// smol's prelude: streams and futures with methods, bounded channels.
use smol::prelude::*;
use smol::{channel, Timer, future, stream};
use std::time::Duration;

struct Count(u32);
impl Stream for Count {
    type Item = u32;
    fn poll_next(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<Option<u32>> {
        let _ = cx;
        self.0 += 1;
        std::task::Poll::Ready((self.0 < 5).then_some(self.0))
    }
}
fn main() -> std::io::Result<()> {
    smol::block_on(async {
        let mut c = Count(0);
        println!("{:?} {:?}", c.next().await, c.try_next_or().await);
        println!("{}", c.map(|n| n * 2).fold(0, |a, b| a + b).await);
        let winner = async { Timer::after(Duration::from_millis(30)).await; "late" }.or(async { Timer::after(Duration::from_millis(1)).await; "soon" }).await;
        println!("{winner}");
        let (s, r) = channel::bounded::<u32>(2);
        println!("{} {:?} {:?}", s.try_send(1).is_ok(), s.try_send(2).is_ok(), s.try_send(3).map_err(|e| e.is_full()));
        println!("{} {:?}", r.len(), r.capacity());
        s.close();
        println!("{:?} {:?} {:?}", r.recv().await, r.recv().await, r.recv().await.is_err());
        let out = stream::iter(1..=3).then(|n| async move { future::yield_now().await; n }).collect::<Vec<_>>().await;
        println!("{out:?}");
        let v = stream::once(1).chain(stream::repeat(2).take(2)).collect::<Vec<_>>().await;
        println!("{v:?}");
        Ok(())
    })
}
trait Extra { async fn try_next_or(&mut self) -> Option<u32>; }
impl Extra for Count { async fn try_next_or(&mut self) -> Option<u32> { self.next().await } }
