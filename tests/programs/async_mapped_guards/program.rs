// tokio's guards of a part of what a lock guards: mapped, mapped again, mapped on condition, owned, downgraded.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard, OwnedMutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::time::{sleep, timeout};

#[derive(Debug, Default)]
struct Account {
    owner: String,
    cents: i64,
    history: Vec<i64>,
}

fn cents(guard: MutexGuard<'_, Account>) -> MappedMutexGuard<'_, i64> {
    MutexGuard::map(guard, |account| &mut account.cents)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let account = Mutex::new(Account { owner: "Ada".to_string(), ..Account::default() });
    {
        let mut part = cents(account.lock().await);
        *part += 250;
        println!("part {part}, {part:?}");
        assert!(account.try_lock().is_err());
    }
    let history = MutexGuard::map(account.lock().await, |account| &mut account.history);
    let mut first = match MappedMutexGuard::try_map(history, |list| list.first_mut()) {
        Ok(first) => first,
        Err(mut list) => {
            println!("no first entry in {:?}", *list);
            list.push(250);
            MappedMutexGuard::map(list, |list| &mut list[0])
        }
    };
    *first -= 1;
    drop(first);
    println!("{:?}", account.lock().await);
    match MutexGuard::try_map(account.lock().await, |account| account.history.get_mut(7)) {
        Ok(_) => println!("an eighth entry"),
        Err(whole) => println!("{} has {} entries", whole.owner, whole.history.len()),
    };

    let shared = Arc::new(Mutex::new((1, 2)));
    let second = OwnedMutexGuard::map(shared.clone().lock_owned().await, |pair| &mut pair.1);
    let other = tokio::spawn({
        let shared = shared.clone();
        async move {
            let pair = shared.lock().await;
            println!("task sees {pair:?}");
        }
    });
    sleep(Duration::from_millis(5)).await;
    println!("still held: {}", shared.try_lock().is_err());
    drop(second);
    other.await.unwrap();

    let words = RwLock::new(vec!["one".to_string(), "two".to_string()]);
    {
        let a = RwLockReadGuard::map(words.read().await, |list| &list[0]);
        let b = RwLockReadGuard::try_map(words.read().await, |list| list.get(1)).unwrap();
        println!("{a} and {b}");
        assert!(timeout(Duration::from_millis(5), words.write()).await.is_err());
    }
    let mut last = RwLockWriteGuard::try_map(words.write().await, |list| list.last_mut()).unwrap();
    last.push_str(" three");
    drop(last);
    let whole = RwLockWriteGuard::downgrade_map(words.write().await, |list| &list[..]);
    println!("{:?} {}", &whole[1..], words.try_read().is_ok());
    drop(whole);
    match RwLockWriteGuard::try_map(words.write().await, |list| list.get_mut(9)) {
        Ok(_) => println!("a tenth word"),
        Err(_) => println!("no tenth word"),
    }
}
