// futures: wider joins, select_all and select_ok, aborting, fused futures and streams, try_unfold, closed channels, LocalPool by steps.

use futures::executor::{self, LocalPool};
use futures::future::{self, AbortHandle, Abortable, Aborted, Either, FusedFuture, FutureExt, TryFutureExt};
use futures::stream::{self, FusedStream, StreamExt, TryStreamExt};
use futures::task::{LocalSpawnExt};
use futures::channel::{mpsc, oneshot};

async fn number(x: u32) -> u32 { x }
async fn half(x: u32) -> Result<u32, String> { if x % 2 == 0 { Ok(x / 2) } else { Err(format!("{x} is odd")) } }

async fn joins() {
    println!("{:?}", future::join4(number(1), number(2), number(3), number(4)).await);
    println!("{:?}", future::join5(number(1), number(2), number(3), number(4), number(5)).await);
    println!("{:?}", future::try_join3(half(2), half(4), half(6)).await);
    println!("{:?}", future::try_join4(half(2), half(3), half(6), half(5)).await);
    let (first, index, rest) = future::select_all(vec![number(7).boxed(), future::pending().boxed()]).await;
    println!("{first} {index} {}", rest.len());
    println!("{:?}", future::select_ok(vec![half(1).boxed(), half(8).boxed(), half(10).boxed()]).await.map(|(x, rest)| (x, rest.len())));
    println!("{:?}", future::select_ok(vec![half(1).boxed(), half(3).boxed()]).await.map(|(x, _)| x));
    match future::try_select(half(2).boxed(), half(3).boxed()).await {
        Ok(Either::Left((x, _))) => println!("left {x}"),
        Ok(Either::Right((x, _))) => println!("right {x}"),
        Err(Either::Left((e, _))) => println!("left {e}"),
        Err(Either::Right((e, _))) => println!("right {e}"),
    }
    let either = future::select(number(3).boxed(), number(4).boxed()).await;
    println!("{}", either.factor_first().0);
    let (abortable, handle) = future::abortable(future::pending::<()>());
    println!("{} {}", handle.is_aborted(), abortable.is_aborted());
    handle.abort();
    println!("{} {:?} {}", handle.is_aborted(), abortable.await, Aborted);
    let (handle, registration) = AbortHandle::new_pair();
    println!("{:?} {}", Abortable::new(number(5), registration).await, handle.is_aborted());
}

async fn fused() {
    let mut fused = number(1).boxed().fuse();
    println!("{}", fused.is_terminated());
    (&mut fused).await;
    println!("{}", fused.is_terminated());
    let mut list = stream::iter([1, 2]).fuse();
    while let Some(x) = list.next().await { print!("{x} {} ", list.is_terminated()); }
    println!("{} {}", list.is_terminated(), list.is_done());
    let counted = stream::try_unfold(0, |n| async move { if n < 3 { Ok(Some((n, n + 1))) } else { Err(n) } });
    println!("{:?}", counted.collect::<Vec<Result<i32, i32>>>().await);
    let both = stream::select_all(vec![stream::iter([1, 3]).boxed(), stream::iter([2]).boxed()]);
    let mut all = both.collect::<Vec<_>>().await;
    all.sort();
    println!("{all:?}");
    let halves = stream::iter([Ok(8), Err("no".to_string()), Ok(3)]).and_then(half);
    println!("{:?}", halves.collect::<Vec<_>>().await);
    println!("{:?}", half(3).or_else(|e| async move { Err::<u32, usize>(e.len()) }).await);
}

async fn channels() {
    let (mut sender, mut receiver) = mpsc::channel::<u32>(0);
    println!("{:?}", sender.try_send(1));
    let error = sender.try_send(2).unwrap_err();
    println!("{error} {error:?} {} {} {}", error.is_full(), error.is_disconnected(), error.clone().into_inner());
    println!("{:?}", error.into_send_error());
    println!("{:?} {}", receiver.next().await, sender.is_closed());
    sender.close_channel();
    println!("{:?} {}", sender.try_send(3).map_err(|e| e.to_string()), sender.is_closed());
    println!("{:?} {}", receiver.next().await, receiver.is_terminated());
    let (sender, mut receiver) = oneshot::channel::<u8>();
    println!("{:?} {}", receiver.try_recv(), receiver.is_terminated());
    drop(sender);
    println!("{:?} {:?}", receiver.try_recv(), receiver.await.map_err(|e| e.to_string()));
}

fn pools() {
    let mut pool = LocalPool::new();
    let spawner = pool.spawner();
    let handle = spawner.spawn_local_with_handle(number(9)).unwrap();
    spawner.spawn_local(async { println!("local") }).unwrap();
    println!("{}", pool.try_run_one());
    println!("{}", pool.run_until(handle));
    pool.run_until_stalled();
    println!("{:?}", executor::block_on_stream(stream::iter([1, 2, 3])).map(|x| x * 2).collect::<Vec<_>>());
}

fn main() {
    executor::block_on(joins());
    executor::block_on(fused());
    executor::block_on(channels());
    pools();
}
