// Poisoning: of Mutex and RwLock, what readers do not do, clear_poison, into_inner, errors as text.

use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::thread;
fn main() {
    let m = Arc::new(Mutex::new(vec![1, 2, 3]));
    let m2 = Arc::clone(&m);
    let r = thread::Builder::new()
        .name("poisoner".into())
        .spawn(move || {
            let mut g = m2.lock().unwrap();
            g.push(4);
            panic!("oops, {}", g.len());
        })
        .unwrap()
        .join();
    println!("{} {}", r.is_err(), m.is_poisoned());
    match m.lock() {
        Ok(_) => println!("ok"),
        Err(e) => {
            println!("{e} / {e:?}");
            let g = e.into_inner();
            println!("{:?}", *g);
        }
    }
    match m.try_lock() {
        Err(TryLockError::Poisoned(p)) => println!("poisoned {:?}", p.get_ref()),
        Err(TryLockError::WouldBlock) => println!("would"),
        Ok(_) => println!("fine"),
    };
    println!("{:?}", m);
    m.clear_poison();
    println!("{}", m.is_poisoned());
    println!("{:?}", m.lock());
    let g = m.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{}", g.len());
    match m.try_lock() {
        Err(e) => println!("{e} {e:?}"),
        Ok(_) => println!("?"),
    }
    println!("{:?}", m);
    drop(g);
    let rw = Arc::new(RwLock::new(0));
    let rw2 = rw.clone();
    let _ = thread::spawn(move || {
        let _g = rw2.read().unwrap();
        panic!("reader");
    })
    .join();
    println!("{}", rw.is_poisoned());
    let rw2 = rw.clone();
    let _ = thread::spawn(move || {
        let mut g = rw2.write().unwrap();
        *g = 5;
        panic!("writer");
    })
    .join();
    println!("{}", rw.is_poisoned());
    if let Err(e) = rw.read() {
        println!("{}", e);
        println!("{}", *e.into_inner());
    }
    println!("{:?}", rw.write().is_err());
    let x = Arc::try_unwrap(m).unwrap().into_inner();
    println!("{x:?}");
    println!("{:?}", Arc::try_unwrap(rw).unwrap().into_inner().is_err());
    let mut mm = Mutex::new(5);
    *mm.get_mut().unwrap() = 7;
    println!("{:?}", mm.into_inner());
}
