// A runtime taken apart: builder hooks and names, handles, entering, flavours, shutting down, coop, task ids, task-locals.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use tokio::task::{self, JoinHandle};

tokio::task_local! {
    static USER: String;
    pub static DEPTH: u32;
}

fn builders() {
    let started = Arc::new(AtomicUsize::new(0));
    let stopped = Arc::new(AtomicUsize::new(0));
    let (up, down) = (started.clone(), stopped.clone());
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(4)
        .thread_keep_alive(Duration::from_secs(1))
        .thread_stack_size(1 << 20)
        .thread_name_fn(|| "crew".to_string())
        .on_thread_start(move || {
            up.fetch_add(1, Ordering::SeqCst);
        })
        .on_thread_stop(move || {
            down.fetch_add(1, Ordering::SeqCst);
        })
        .global_queue_interval(31)
        .event_interval(61)
        .enable_time()
        .enable_io()
        .build()
        .unwrap();
    println!("{:?} {}", runtime.handle().runtime_flavor(), runtime.metrics().num_workers());
    let name = runtime.block_on(async { tokio::spawn(async { thread::current().name().map(String::from) }).await });
    println!("{name:?}");
    drop(runtime);
    println!("{} {}", started.load(Ordering::SeqCst), stopped.load(Ordering::SeqCst));
}

fn handles() {
    let outside = Handle::try_current();
    println!("{}", outside.is_err());
    let error = outside.unwrap_err();
    println!("{error} {} {}", error.is_missing_context(), error.is_thread_local_destroyed());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let handle = runtime.handle().clone();
    println!("{}", handle.runtime_flavor() == RuntimeFlavor::CurrentThread);
    println!("{}", handle.metrics().num_workers());
    let early: JoinHandle<u32> = {
        let _guard = runtime.enter();
        println!("{}", Handle::try_current().is_ok());
        let _other = handle.enter();
        tokio::spawn(async { 5 })
    };
    println!("{}", Handle::try_current().is_err());
    println!("{:?}", runtime.block_on(early));
    let inner = runtime.block_on(async { Handle::current() });
    println!("{}", inner.id() == handle.id());
    let from_thread = thread::spawn(move || handle.spawn_blocking(|| 6));
    println!("{:?}", runtime.block_on(from_thread.join().unwrap()));
    let left = runtime.spawn(std::future::pending::<()>());
    runtime.shutdown_timeout(Duration::from_millis(1));
    println!("{}", left.is_finished());
    let runtime = Runtime::new().unwrap();
    let sleeper = runtime.spawn(async { tokio::time::sleep(Duration::from_secs(100)).await });
    runtime.shutdown_background();
    let error = futures::executor::block_on(sleeper).unwrap_err();
    println!("{}", error.is_cancelled());
}

async fn cooperation() {
    println!("{:?}", task::try_id().is_none());
    let spawned = tokio::spawn(async { (task::id(), task::try_id()) });
    let number = spawned.id();
    let (id, tried) = spawned.await.unwrap();
    println!("{} {}", id == number, Some(id) == tried);
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    for number in 0..300 {
        sender.send(number).unwrap();
    }
    let other = tokio::spawn(async { println!("the other's turn") });
    task::unconstrained(async {
        while receiver.recv().await != Some(299) {}
        println!("300 in one poll");
    })
    .await;
    other.await.unwrap();
    let other = tokio::spawn(async { println!("the other's turn again") });
    for _ in 0..200 {
        task::coop::consume_budget().await;
    }
    println!("200 units");
    other.await.unwrap();
}

fn who() -> String {
    USER.try_with(|user| format!("{user}/{}", DEPTH.try_get().unwrap_or(0))).unwrap_or_else(|error| error.to_string())
}

async fn locals() {
    println!("{} {:?}", who(), DEPTH.try_get());
    let inner = USER.scope("ada".to_string(), async {
        println!("{}", who());
        DEPTH.scope(1, async { task::yield_now().await; println!("{}", who()) }).await;
        USER.sync_scope("bob".to_string(), || println!("{}", who()));
        let lost = tokio::spawn(async { who() }).await.unwrap();
        println!("{lost}");
        DEPTH.sync_scope(2, || DEPTH.get())
    });
    println!("{}", inner.await);
    let mut holding = Box::pin(DEPTH.scope(9, async { DEPTH.with(|depth| *depth + 1) }));
    println!("{}", holding.as_mut().await);
    println!("{:?} {:?}", holding.as_mut().take_value(), holding.as_mut().take_value());
}

fn main() {
    builders();
    handles();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(cooperation());
    runtime.block_on(locals());
}
