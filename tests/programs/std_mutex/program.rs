// Mutex with guards, try_lock, poisoning.
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::thread;

struct Bank {
    accounts: Mutex<Vec<i64>>,
}

impl Bank {
    fn transfer(&self, from: usize, to: usize, amount: i64) -> Result<(), String> {
        let mut accounts = self.accounts.lock().unwrap();
        if accounts[from] < amount {
            return Err(format!("only {} left", accounts[from]));
        }
        accounts[from] -= amount;
        accounts[to] += amount;
        Ok(())
    }
}

fn bump(mut guard: MutexGuard<i32>) {
    *guard += 1;
}

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let mut handles = vec![];
    for _ in 0..8 {
        let counter = Arc::clone(&counter);
        handles.push(thread::spawn(move || {
            for _ in 0..10 {
                *counter.lock().unwrap() += 1;
            }
        }));
    }
    for handle in handles {
        handle.join().unwrap();
    }
    println!("{} {}", *counter.lock().unwrap(), Arc::strong_count(&counter));
    bump(counter.lock().unwrap());
    println!("{:?}", counter);
    let bank = Bank { accounts: Mutex::new(vec![100, 0]) };
    println!("{:?} {:?}", bank.transfer(0, 1, 70), bank.transfer(0, 1, 70));
    println!("{:?}", bank.accounts.lock().unwrap());
    let m = Mutex::new(String::from("x"));
    {
        let mut guard = m.lock().unwrap();
        guard.push('y');
        println!("{} {}", guard.len(), m.try_lock().is_err());
        match m.try_lock() {
            Ok(_) => println!("free"),
            Err(TryLockError::WouldBlock) => println!("busy"),
            Err(TryLockError::Poisoned(_)) => println!("poisoned"),
        }
    }
    println!("{}", m.try_lock().unwrap());
    let copy = m.lock().unwrap().clone();
    println!("{copy} {}", m.lock().unwrap().to_uppercase());
    drop(m.lock().unwrap());
    println!("{}", m.into_inner().unwrap());
    let poisoned = Arc::new(Mutex::new(1));
    let p2 = Arc::clone(&poisoned);
    let result = thread::spawn(move || {
        let mut g = p2.lock().unwrap();
        *g = 2;
        panic!("holding the lock");
    })
    .join();
    println!("{} {}", result.is_err(), poisoned.is_poisoned());
    match poisoned.lock() {
        Ok(g) => println!("fine {g}"),
        Err(e) => {
            println!("{e} {e:?}");
            println!("inner {}", *e.into_inner());
        }
    }
    let value = poisoned.lock().unwrap_or_else(|e| e.into_inner());
    println!("{value}");
    drop(value);
    poisoned.clear_poison();
    println!("{:?}", poisoned.lock().map(|g| *g).is_ok());
    let mut own = Mutex::new(vec![1]);
    own.get_mut().unwrap().push(2);
    println!("{:?}", own.lock().unwrap().iter().sum::<i32>());
    let shared = Arc::new(Mutex::new(vec![3, 1, 2]));
    {
        let mut v = shared.lock().unwrap();
        v.sort();
        v.retain(|x| *x > 1);
        for x in v.iter_mut() {
            *x += 1;
        }
    }
    let back = Arc::try_unwrap(shared).unwrap().into_inner().unwrap();
    println!("{back:?}");
    let inside = Mutex::new(Some(4));
    if let Some(x) = inside.lock().unwrap().take() {
        println!("took {x}");
    }
    println!("{:?}", *inside.lock().unwrap());
}
