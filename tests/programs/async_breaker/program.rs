// A token bucket that an interval fills and a circuit breaker around timeouts.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use tokio::sync::{Mutex, Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{self, Duration, Instant, MissedTickBehavior};
struct Bucket {
    permits: Arc<Semaphore>,
    _refill: tokio::task::JoinHandle<()>,
}
impl Bucket {
    fn new(size: usize, every: Duration) -> Self {
        let permits = Arc::new(Semaphore::new(size));
        let p = permits.clone();
        let _refill = tokio::spawn(async move {
            let mut t = time::interval_at(Instant::now() + every, every);
            t.set_missed_tick_behavior(MissedTickBehavior::Skip);
            loop {
                t.tick().await;
                if p.available_permits() < size {
                    p.add_permits(1);
                }
            }
        });
        Self { permits, _refill }
    }
    async fn take(&self) {
        self.permits.acquire().await.expect("open").forget();
    }
}
impl Drop for Bucket {
    fn drop(&mut self) {
        self._refill.abort();
    }
}
#[derive(Debug, Clone, Copy, PartialEq)]
enum Circuit {
    Closed { failures: u32 },
    Open { until: Instant },
    HalfOpen,
}
struct Breaker {
    state: Mutex<Circuit>,
    threshold: u32,
    cool: Duration,
}
#[derive(Debug, PartialEq)]
enum CallError<E> {
    Rejected,
    Failed(E),
    TimedOut,
}
impl Breaker {
    async fn call<T, E, F>(&self, limit: Duration, f: F) -> Result<T, CallError<E>>
    where
        F: Future<Output = Result<T, E>>,
    {
        {
            let mut s = self.state.lock().await;
            if let Circuit::Open { until } = *s {
                if Instant::now() < until {
                    return Err(CallError::Rejected);
                }
                *s = Circuit::HalfOpen;
            }
        }
        let r = match time::timeout(limit, f).await {
            Err(_) => Err(CallError::TimedOut),
            Ok(Err(e)) => Err(CallError::Failed(e)),
            Ok(Ok(v)) => Ok(v),
        };
        let mut s = self.state.lock().await;
        *s = match (&r, *s) {
            (Ok(_), _) => Circuit::Closed { failures: 0 },
            (Err(_), Circuit::Closed { failures }) if failures + 1 < self.threshold => Circuit::Closed {
                failures: failures + 1,
            },
            (Err(_), _) => Circuit::Open {
                until: Instant::now() + self.cool,
            },
        };
        r
    }
}
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let b = Arc::new(Bucket::new(2, Duration::from_millis(10)));
    let hs: Vec<_> = (0..5)
        .map(|i| {
            let b = b.clone();
            tokio::spawn(async move {
                b.take().await;
                (i, start.elapsed().as_millis())
            })
        })
        .collect();
    for h in hs {
        print!("{:?} ", h.await.unwrap());
    }
    println!();
    drop(b);
    let br = Breaker {
        state: Mutex::new(Circuit::Closed { failures: 0 }),
        threshold: 2,
        cool: Duration::from_millis(30),
    };
    let n = AtomicU32::new(0);
    let op = |fail: bool, ms: u64| {
        let n = &n;
        async move {
            n.fetch_add(1, Ordering::SeqCst);
            time::sleep(Duration::from_millis(ms)).await;
            if fail { Err("down") } else { Ok(ms) }
        }
    };
    let lim = Duration::from_millis(20);
    println!("{:?}", br.call(lim, op(true, 5)).await);
    println!("{:?}", br.call(lim, op(false, 50)).await);
    println!(
        "{:?} {}",
        br.call(lim, op(false, 1)).await,
        n.load(Ordering::SeqCst)
    );
    time::sleep(Duration::from_millis(31)).await;
    println!(
        "{:?} {:?}",
        br.call(lim, op(false, 1)).await,
        br.state.lock().await
    );
    let notify = Arc::new(Notify::new());
    let sem = Arc::new(Semaphore::new(1));
    let held: OwnedSemaphorePermit = sem.clone().try_acquire_owned().unwrap();
    let waiter = tokio::spawn({
        let (s, n) = (sem.clone(), notify.clone());
        async move {
            tokio::select! { _ = s.acquire() => "permit", _ = n.notified() => "notified", _ = time::sleep(Duration::from_secs(60)) => "timer" }
        }
    });
    time::sleep(Duration::from_millis(1)).await;
    drop(held);
    notify.notify_one();
    println!("{}", waiter.await.unwrap().len() > 3);
}
