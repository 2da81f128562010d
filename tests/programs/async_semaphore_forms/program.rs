// tokio's Semaphore: tried, many at once, owned, forgotten, split and merged permits; closing; what its errors say.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, SemaphorePermit, TryAcquireError};
use tokio::time::{sleep, timeout};

async fn borrowed() {
    let semaphore = Semaphore::new(5);
    println!("{semaphore:?} {}", semaphore.available_permits());
    let mut two: SemaphorePermit = semaphore.acquire_many(2).await.unwrap();
    let one = semaphore.try_acquire().unwrap();
    println!("{} {} {}", two.num_permits(), one.num_permits(), semaphore.available_permits());
    println!("{:?}", semaphore.try_acquire_many(3).map(|_| ()));
    two.merge(one);
    println!("{two:?}");
    let split = two.split(1).unwrap();
    println!("{} {} {}", two.num_permits(), split.num_permits(), two.split(3).is_none());
    drop(split);
    println!("{}", semaphore.available_permits());
    two.forget();
    println!("after forget {}", semaphore.available_permits());
    println!("{} {}", semaphore.forget_permits(2), semaphore.available_permits());
    println!("{} {}", semaphore.forget_permits(2), semaphore.available_permits());
    println!("{:?}", timeout(Duration::from_millis(5), semaphore.acquire()).await.map(|_| ()));
    println!("{:?}", semaphore.acquire_many(0).await.map(|permit| permit.num_permits()));
    semaphore.add_permits(3);
    println!("{}", semaphore.available_permits());
    semaphore.close();
    println!("{}", semaphore.is_closed());
    let error: AcquireError = semaphore.acquire().await.unwrap_err();
    println!("{error:?} {error}");
    let error: TryAcquireError = semaphore.try_acquire().unwrap_err();
    println!("{error:?} {error} {}", TryAcquireError::NoPermits);
}

async fn owned() {
    let semaphore = Arc::new(Semaphore::new(3));
    let mut held: OwnedSemaphorePermit = semaphore.clone().acquire_many_owned(2).await.unwrap();
    println!("{held:?}");
    println!("{}", Arc::ptr_eq(held.semaphore(), &semaphore));
    let single = semaphore.clone().try_acquire_owned().unwrap();
    println!("{:?}", semaphore.clone().try_acquire_owned().unwrap_err());
    held.merge(single);
    let back = held.split(2).unwrap();
    let waiters: Vec<_> = (1..=3u32)
        .map(|want| {
            let semaphore = semaphore.clone();
            tokio::spawn(async move {
                match semaphore.acquire_many_owned(want).await {
                    Ok(permit) => {
                        println!("{want} got {}", permit.num_permits());
                        sleep(Duration::from_millis(200)).await;
                    }
                    Err(error) => println!("{want}: {error}"),
                }
            })
        })
        .collect();
    sleep(Duration::from_millis(1)).await;
    println!("release two");
    drop(back);
    sleep(Duration::from_millis(1)).await;
    println!("available {}", semaphore.available_permits());
    println!("release the last");
    drop(held);
    sleep(Duration::from_millis(50)).await;
    println!("close with {} available", semaphore.available_permits());
    semaphore.close();
    for waiter in waiters {
        waiter.await.unwrap();
    }
    println!("{} {:?}", semaphore.available_permits(), semaphore.clone().try_acquire_many_owned(1).unwrap_err());
    println!("{:?}", semaphore.acquire_owned().await.map(|_| ()).map_err(|error| error.to_string()));
}

/// Who gives up while it waits gives back what it had already been handed.
async fn given_up() {
    let semaphore = Arc::new(Semaphore::new(1));
    let first = semaphore.acquire().await.unwrap();
    let greedy = timeout(Duration::from_millis(100), semaphore.acquire_many(2));
    let modest = async {
        sleep(Duration::from_millis(1)).await;
        let permit = semaphore.acquire().await.unwrap();
        println!("the modest one got {}", permit.num_permits());
    };
    let (greedy, ()) = tokio::join!(greedy, async {
        sleep(Duration::from_millis(5)).await;
        drop(first);
        println!("available {}", semaphore.available_permits());
        modest.await;
    });
    println!("{:?}", greedy.map(|_| ()).map_err(|elapsed| elapsed.to_string()));
    println!("available {}", semaphore.available_permits());
}

static GATE: Semaphore = Semaphore::const_new(1);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    borrowed().await;
    owned().await;
    given_up().await;
    let permit = GATE.acquire().await.unwrap();
    println!("{:?} {}", GATE.try_acquire().map(|_| ()), permit.num_permits());
    println!("{}", Semaphore::MAX_PERMITS > 1_000_000);
}
