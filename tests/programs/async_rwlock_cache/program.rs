// RwLock: readers together, a writer alone and first come first served; read-through cache; downgrade.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{RwLock, RwLockWriteGuard};
use tokio::time::{Instant, sleep};

#[derive(Default)]
struct Cache {
    entries: RwLock<BTreeMap<u32, u64>>,
}

impl Cache {
    async fn square(&self, key: u32) -> u64 {
        if let Some(value) = self.entries.read().await.get(&key) {
            return *value;
        }
        let mut entries = self.entries.write().await;
        if let Some(value) = entries.get(&key) {
            return *value;
        }
        println!("computing {key}");
        sleep(Duration::from_millis(20)).await;
        let value = u64::from(key) * u64::from(key);
        entries.insert(key, value);
        value
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let cache = Arc::new(Cache::default());
    let mut tasks = Vec::new();
    for key in [3, 4, 3, 4, 3] {
        let cache = cache.clone();
        tasks.push(tokio::spawn(async move { cache.square(key).await }));
    }
    for task in tasks {
        print!("{} ", task.await.unwrap());
    }
    println!("after {} ms", begin.elapsed().as_millis());

    let lock = Arc::new(RwLock::new(String::from("a")));
    let mut tasks = Vec::new();
    for (name, writes) in [("r1", false), ("r2", false), ("w1", true), ("r3", false), ("w2", true)] {
        let lock = lock.clone();
        tasks.push(tokio::spawn(async move {
            if writes {
                let mut text = lock.write().await;
                sleep(Duration::from_millis(10)).await;
                text.push_str(name);
            } else {
                let text = lock.read().await;
                sleep(Duration::from_millis(10)).await;
                println!("{:>3} ms {name} read {text}", begin.elapsed().as_millis());
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let guard = RwLockWriteGuard::downgrade(lock.write().await);
    println!("{} {}", lock.try_read().is_ok(), lock.try_write().is_err());
    println!("{guard}");
}
