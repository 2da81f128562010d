// Panics: payloads, unwinding destructors, poisoning and recovery, resume_unwind, exit code 101 in the end.
use std::any::Any;
use std::panic;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

struct Guarded<'a> {
    name: &'a str,
}

impl Drop for Guarded<'_> {
    fn drop(&mut self) {
        let state = if thread::panicking() { "while panicking" } else { "normally" };
        println!("{} dropped {state}", self.name);
    }
}

fn words(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        format!("a str: {text}")
    } else if let Some(text) = payload.downcast_ref::<String>() {
        format!("a String: {text}")
    } else if let Some(number) = payload.downcast_ref::<i32>() {
        format!("a number: {number}")
    } else {
        "something else".to_string()
    }
}

fn main() {
    let _outer = Guarded { name: "outer" };
    let balance = Arc::new(Mutex::new(100i32));
    let results: Vec<_> = (0..4)
        .map(|n| {
            let balance = Arc::clone(&balance);
            thread::Builder::new().name(format!("t{n}")).spawn(move || {
                let _inner = Guarded { name: "inner" };
                match n {
                    0 => panic!("plain"),
                    1 => panic!("with {n}"),
                    2 => panic::panic_any(42i32),
                    _ => *balance.lock().unwrap() -= 30,
                }
            }).unwrap().join()
        })
        .collect();
    for result in &results {
        match result {
            Ok(()) => println!("fine"),
            Err(payload) => println!("{}", words(payload.as_ref())),
        }
    }

    let shared = Arc::clone(&balance);
    let _ = thread::spawn(move || {
        let mut held = shared.lock().unwrap();
        *held = -1;
        let none: Option<i32> = None;
        *held = none.expect("no new balance");
    })
    .join();
    let mut guard: MutexGuard<'_, i32> = balance.lock().unwrap_or_else(PoisonError::into_inner);
    println!("found {}, set right", *guard);
    *guard = 70;
    drop(guard);
    println!("still poisoned: {}", balance.is_poisoned());
    balance.clear_poison();

    let caught = panic::catch_unwind(|| {
        let _caught = Guarded { name: "caught" };
        let v: Vec<u32> = Vec::new();
        v.iter().max().copied().unwrap()
    });
    println!("caught: {}", caught.is_err());
    *balance.lock().unwrap() += "x".parse::<i32>().unwrap_or(1);
    println!("balance {}", balance.lock().unwrap());
    let empty: Result<u8, String> = Err("the end".into());
    empty.unwrap();
    println!("never");
}
