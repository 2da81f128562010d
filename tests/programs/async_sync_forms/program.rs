// tokio's locks and cells in their other forms: blocking and owned, tried, OnceCell set and failed, Notify, Barrier, Debug texts.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{Barrier, Mutex, Notify, OnceCell, OwnedMutexGuard, RwLock, SetError, oneshot};
use tokio::time::{sleep, timeout};

fn from_threads() {
    let mutex = Arc::new(Mutex::new(vec![1]));
    let owned: OwnedMutexGuard<Vec<i32>> = mutex.clone().blocking_lock_owned();
    println!("{mutex:?} {owned:?}");
    let other = thread::spawn({
        let mutex = mutex.clone();
        move || mutex.blocking_lock().push(3)
    });
    let mut owned = owned;
    owned.push(2);
    drop(owned);
    other.join().unwrap();
    println!("{:?} {mutex:?}", *mutex.blocking_lock());
    let lock = RwLock::new(5);
    *lock.blocking_write() += 1;
    let (first, second) = (lock.blocking_read(), lock.blocking_read());
    println!("{first} {second:?} {:?} {:?}", lock.try_write().is_err(), lock.try_read().is_ok());
    drop((first, second));
    println!("{lock:?}");
    println!("{}", lock.into_inner());
}

async fn owned() {
    let lock = Arc::new(RwLock::new(String::from("a")));
    let reader = lock.clone().read_owned().await;
    let again = lock.clone().try_read_owned().unwrap();
    println!("{reader} {again:?} {:?}", lock.clone().try_write_owned().map(|_| ()));
    println!("{}", timeout(Duration::from_millis(1), lock.clone().write_owned()).await.is_err());
    drop((reader, again));
    let mut writer = lock.clone().write_owned().await;
    writer.push('b');
    println!("{:?} {:?}", lock.try_read().map(|_| ()), lock.clone().try_read_owned().map(|_| ()).unwrap_err().to_string());
    println!("{lock:?} {writer:?}");
    let reader = writer.downgrade();
    println!("{} {:?}", reader, lock.try_read());
    drop(reader);
    let mutex = Arc::new(Mutex::from(1));
    let held = mutex.clone().try_lock_owned().unwrap();
    println!("{:?}", mutex.clone().try_lock_owned().map(|_| ()));
    println!("{}", mutex.try_lock().unwrap_err());
    drop(held);
    let mut mutex = Arc::try_unwrap(mutex).unwrap();
    *mutex.get_mut() += 1;
    println!("{mutex:?}");
    println!("{}", mutex.into_inner());
    let mut plain: RwLock<u8> = RwLock::new(2);
    *plain.get_mut() = 3;
    println!("{plain:?}");
}

async fn cells() {
    let cell = OnceCell::new_with(Some(1));
    println!("{cell:?} {:?} {}", cell.get(), cell.initialized());
    let error = cell.set(2).unwrap_err();
    println!("{error} {error:?} {} {}", error.is_already_init_err(), error.is_initializing_err());
    let cell = Arc::new(OnceCell::const_new());
    let slow = tokio::spawn({
        let cell = cell.clone();
        async move {
            *cell.get_or_init(|| async { sleep(Duration::from_millis(5)).await; 10 }).await
        }
    });
    sleep(Duration::from_millis(1)).await;
    let error: SetError<i32> = cell.set(11).unwrap_err();
    println!("{error} {error:?} {} {:?}", error.is_initializing_err(), cell.get());
    println!("{} {}", slow.await.unwrap(), cell.get_or_init(|| async { 12 }).await);
    let mut cell: OnceCell<i32> = OnceCell::new();
    println!("{:?}", cell.get_or_try_init(|| async { "x".parse::<i32>() }).await.map_err(|error| error.to_string()));
    println!("{:?} {cell:?}", cell.get_or_try_init(|| async { "4".parse::<i32>() }).await);
    *cell.get_mut().unwrap() += 1;
    println!("{:?} {:?} {:?}", cell.clone(), cell.take(), cell.get());
    println!("{:?} {}", OnceCell::from(3).into_inner(), OnceCell::from(3) == OnceCell::new_with(Some(3)));
}

async fn signals() {
    let notify = Arc::new(Notify::new());
    let owned = notify.clone().notified_owned();
    notify.notify_waiters();
    owned.await;
    notify.notify_one();
    notify.notify_one();
    notify.notified().await;
    println!("one permit: {}", timeout(Duration::from_millis(1), notify.notified()).await.is_err());
    let waiters: Vec<_> = (0..3)
        .map(|number| {
            let notify = notify.clone();
            tokio::spawn(async move {
                notify.notified().await;
                println!("{number} is told");
            })
        })
        .collect();
    tokio::task::yield_now().await;
    notify.notify_last();
    tokio::task::yield_now().await;
    notify.notify_one();
    tokio::task::yield_now().await;
    notify.notify_waiters();
    for waiter in waiters {
        waiter.await.unwrap();
    }
    let barrier = Arc::new(Barrier::new(2));
    let other = tokio::spawn({
        let barrier = barrier.clone();
        async move { barrier.wait().await.is_leader() }
    });
    let result = barrier.wait().await;
    println!("{} {}", result.is_leader() != other.await.unwrap(), Barrier::new(0).wait().await.is_leader());
    let (mut sender, mut receiver) = oneshot::channel::<u8>();
    println!("{:?} {} {}", receiver.try_recv(), receiver.is_empty(), receiver.is_terminated());
    receiver.close();
    println!("{} {:?}", sender.is_closed(), receiver.try_recv());
    sender.closed().await;
    println!("{:?}", sender.send(1));
    let (sender, mut receiver) = oneshot::channel();
    sender.send(2).unwrap();
    receiver.close();
    println!("{} {:?} {:?}", receiver.is_empty(), receiver.try_recv(), receiver.try_recv());
    println!("{} {}", receiver.is_terminated(), receiver.try_recv().unwrap_err());
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::task::spawn_blocking(from_threads).await.unwrap();
    owned().await;
    cells().await;
    signals().await;
}
