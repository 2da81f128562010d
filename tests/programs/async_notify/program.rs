// Notify: a permit kept for later, one waiter told at a time, all at once, and enable before the check.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let notify = Arc::new(Notify::new());
    notify.notify_one();
    notify.notify_one();
    notify.notified().await;
    println!("two calls left one permit");

    let mut tasks = Vec::new();
    for id in 0..4 {
        let notify = notify.clone();
        tasks.push(tokio::spawn(async move {
            notify.notified().await;
            println!("waiter {id} goes on");
        }));
    }
    yield_now().await;
    notify.notify_one();
    yield_now().await;
    notify.notify_last();
    yield_now().await;
    println!("and the rest");
    notify.notify_waiters();
    for task in tasks {
        task.await.unwrap();
    }

    let flag = Arc::new(AtomicBool::new(false));
    let (seen, bell) = (flag.clone(), notify.clone());
    let waiter = tokio::spawn(async move {
        loop {
            let told = bell.notified();
            if seen.load(Ordering::SeqCst) {
                break;
            }
            println!("not yet");
            told.await;
        }
        println!("the flag is up");
    });
    yield_now().await;
    notify.notify_waiters();
    yield_now().await;
    flag.store(true, Ordering::SeqCst);
    notify.notify_waiters();
    waiter.await.unwrap();
}
