// JoinSet beside join_next: with ids, tried, blocking, on a runtime or a local set, aborted, detached, awaited all.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::sleep;

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("dropped {}", self.0);
    }
}

async fn after(millis: u64, value: u32) -> u32 {
    sleep(Duration::from_millis(millis)).await;
    value
}

async fn with_ids() {
    let mut set = JoinSet::new();
    println!("{:?} {:?} {}", set.try_join_next(), set.join_next_with_id().await.is_none(), set.is_empty());
    let slow = set.spawn(after(900, 2));
    let fast = set.spawn(after(10, 1));
    let doomed = set.spawn(async { after(15, 0).await / "".len() as u32 });
    println!("{} {set:?}", set.len());
    println!("{:?}", set.try_join_next_with_id().is_none());
    let (id, value) = set.join_next_with_id().await.unwrap().unwrap();
    println!("{value} {} {}", id == fast.id(), fast.is_finished());
    let error = set.join_next_with_id().await.unwrap().unwrap_err();
    println!("{} {}", error.id() == doomed.id(), error.is_panic());
    slow.abort();
    sleep(Duration::from_millis(1)).await;
    let error = set.try_join_next_with_id().unwrap().unwrap_err();
    println!("{} {} {}", error.id() == slow.id(), error.is_cancelled(), slow.is_finished());
    println!("{}", set.join_next().await.is_none());
}

async fn other_places() {
    let handle = Handle::current();
    let mut set: JoinSet<String> = JoinSet::default();
    set.spawn_blocking(|| {
        std::thread::sleep(Duration::from_millis(30));
        "blocking".to_string()
    });
    set.spawn_on(async { "on a runtime".to_string() }, &handle);
    println!("{}", set.join_next().await.unwrap().unwrap());
    set.spawn_blocking_on(|| "blocking on".to_string(), &handle);
    println!("{}", set.join_next().await.unwrap().unwrap());
    println!("{}", set.join_next().await.unwrap().unwrap());

    let local = LocalSet::new();
    let mut set = JoinSet::new();
    set.spawn_local_on(async { std::rc::Rc::new(1) }, &local);
    local
        .run_until(async {
            set.spawn_local(async { std::rc::Rc::new(2) });
            let mut sum = 0;
            while let Some(value) = set.join_next().await {
                sum += *value.unwrap();
            }
            println!("sum {sum}");
        })
        .await;
}

async fn ends() {
    let mut set = JoinSet::new();
    for name in ["a", "b", "c"] {
        let named = Named(name);
        set.spawn(async move {
            sleep(Duration::from_millis(5)).await;
            println!("{} is through", named.0);
        });
    }
    sleep(Duration::from_millis(1)).await;
    set.abort_all();
    println!("aborted, {} left", set.len());
    while let Some(result) = set.join_next().await {
        println!("{}", result.unwrap_err().is_cancelled());
    }
    set.spawn(async { println!("runs on") });
    set.detach_all();
    println!("detached {}", set.is_empty());
    sleep(Duration::from_millis(1)).await;
    let named = Named("shut down");
    set.spawn(async move {
        sleep(Duration::from_secs(1)).await;
        drop(named);
    });
    sleep(Duration::from_millis(1)).await;
    set.shutdown().await;
    println!("{}", set.len());
    let set: JoinSet<u32> = (1..=3u64).map(|number| after(10 * (4 - number), number as u32)).collect();
    println!("{:?}", set.join_all().await);
    let mut set = JoinSet::new();
    set.spawn(async {
        let _named = Named("with its set");
        sleep(Duration::from_secs(1)).await;
    });
    sleep(Duration::from_millis(1)).await;
    drop(set);
    println!("set dropped");
    sleep(Duration::from_millis(1)).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    with_ids().await;
    other_places().await;
    ends().await;
    let mut set = JoinSet::new();
    set.spawn(after(1, 1));
    set.spawn(async { panic!("one of them") });
    let all = tokio::spawn(set.join_all()).await;
    println!("{:?}", all.unwrap_err().into_panic().downcast_ref::<&str>());
}
