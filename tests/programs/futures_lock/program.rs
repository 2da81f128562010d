// futures::lock::Mutex in a LocalPool: who comes first after an unlock, try_lock, a guard across await.
use futures::executor::LocalPool;
use futures::lock::Mutex;
use futures::task::LocalSpawnExt;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

async fn pause() {
    let mut first = true;
    poll_fn(move |cx| {
        if std::mem::take(&mut first) {
            cx.waker().wake_by_ref();
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await
}

fn main() {
    let mut pool = LocalPool::new();
    let log = Rc::new(Mutex::new(Vec::new()));
    for id in 0..3 {
        let log = log.clone();
        pool.spawner()
            .spawn_local(async move {
                for round in 0..2 {
                    let mut guard = log.lock().await;
                    guard.push((id, round));
                    pause().await;
                    guard.push((id, round));
                    drop(guard);
                    pause().await;
                }
            })
            .unwrap();
    }
    pool.run_until_stalled();
    println!("{:?}", log.try_lock().map(|guard| guard.len()));
    pool.run();
    let guard = log.try_lock().unwrap();
    println!("{:?}", *guard);
    println!("{} {}", guard.chunks(2).all(|pair| pair[0] == pair[1]), log.try_lock().is_none());
    drop(guard);
    println!("{:?}", Rc::try_unwrap(log).ok().map(|log| log.into_inner().len()));
}
