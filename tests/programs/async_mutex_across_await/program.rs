// tokio's Mutex may be held across an await: waiters queue in order; try_lock; owned guards; get_mut.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

async fn withdraw(name: &'static str, account: Arc<Mutex<u32>>, amount: u32, begin: Instant) {
    let mut balance = account.lock().await;
    println!("{:>3} ms {name} has the lock", begin.elapsed().as_millis());
    if *balance >= amount {
        // Nobody else sees the balance between the check and the change.
        sleep(Duration::from_millis(15)).await;
        *balance -= amount;
        println!("{:>3} ms {name} took {amount}, left {balance}", begin.elapsed().as_millis());
    } else {
        println!("{:>3} ms {name} got nothing", begin.elapsed().as_millis());
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let account = Arc::new(Mutex::new(100));
    let tasks: Vec<_> = [("ann", 60), ("ben", 60), ("cem", 40)]
        .into_iter()
        .map(|(name, amount)| tokio::spawn(withdraw(name, account.clone(), amount, begin)))
        .collect();
    tokio::task::yield_now().await;
    println!("try_lock: {}", account.try_lock().is_err());
    for task in tasks {
        task.await.unwrap();
    }
    println!("{:?}", account);
    let guard = account.clone().lock_owned().await;
    let later = tokio::spawn(async move {
        sleep(Duration::from_millis(5)).await;
        drop(guard);
    });
    *account.lock().await += 1;
    later.await.unwrap();
    let mut account = Arc::into_inner(account).unwrap();
    *account.get_mut() *= 2;
    println!("{}", account.into_inner());
}
