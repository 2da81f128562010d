// What locks of smol guard is known: entries made by default, guards taken without waiting.

use smol::lock::{Mutex, RwLock};
use std::collections::BTreeMap;
use std::sync::Arc;
#[derive(Debug, Default)]
struct Bank {
    accounts: BTreeMap<String, i64>,
}
impl Bank {
    fn add(&mut self, name: &str, n: i64) {
        *self.accounts.entry(name.to_string()).or_default() += n;
    }
}
fn main() {
    smol::block_on(async {
        let bank = Arc::new(Mutex::new(Bank::default()));
        let tasks: Vec<_> = (1..4)
            .map(|n| {
                let bank = bank.clone();
                smol::spawn(async move {
                    let mut b = bank.lock().await;
                    b.add("a", n);
                    b.accounts.len()
                })
            })
            .collect();
        let mut total = 0;
        for t in tasks {
            total += t.await;
        }
        println!("{total} {:?}", bank.lock().await);
        println!("{}", bank.try_lock().is_some());
        if let Some(mut b) = bank.try_lock() {
            b.add("b", 2);
        }
        match bank.try_lock() {
            Some(b) => println!("{}", b.accounts["b"]),
            None => println!("locked"),
        }
        let owned = bank.lock_arc().await;
        println!("{}", bank.try_lock().is_none());
        drop(owned);
        let r = RwLock::new(vec![1]);
        r.write().await.push(2);
        {
            let a = r.read().await;
            println!("{} {}", a.len(), r.try_write().is_none());
        }
        let s: i32 = r.read().await.iter().sum();
        println!("{s} {:?}", r.into_inner());
        let inner = Arc::try_unwrap(bank).unwrap().into_inner();
        println!("{inner:?}");
    });
}
