// Panics in tasks as JoinErrors, told of by a hook of the program's own.
use tokio::task::{self, JoinError};
use std::panic::AssertUnwindSafe;
use futures::FutureExt;
fn describe(e: JoinError) -> String {
    if e.is_cancelled() { return "cancelled".into() }
    match e.try_into_panic() {
        Ok(p) => match p.downcast::<String>() { Ok(s) => format!("String {s}"), Err(p) => match p.downcast::<&'static str>() { Ok(s) => format!("str {s}"), Err(p) => format!("other {:?}", p.downcast_ref::<i32>()) } },
        Err(e) => format!("{e}"),
    }
}
struct D; impl Drop for D { fn drop(&mut self) { println!("D dropped, panicking {}", std::thread::panicking()) } }
#[tokio::main(flavor = "current_thread")]
async fn main() {
    std::panic::set_hook(Box::new(|i| println!("[hook line {}]", i.location().unwrap().line())));
    println!("{}", describe(tokio::spawn(async { let _d = D; panic!("plain") }).await.unwrap_err()));
    println!("{}", describe(tokio::spawn(async { let n = 3; panic!("formatted {n}") }).await.unwrap_err()));
    println!("{}", describe(tokio::spawn(async { std::panic::panic_any(77i32) }).await.unwrap_err()));
    println!("{}", describe(task::spawn_blocking(|| { let v: Vec<u8> = vec![]; v.iter().max().expect("empty list"); }).await.unwrap_err()));
    let h = tokio::spawn(std::future::pending::<()>());
    h.abort();
    println!("{}", describe(h.await.unwrap_err()));
    let r = AssertUnwindSafe(async { let _d = D; None::<u8>.unwrap() }).catch_unwind().await;
    println!("{:?}", r.unwrap_err().downcast_ref::<&str>());
    let outer = tokio::spawn(async { tokio::spawn(async { let r: Result<u8, &str> = Err("inner"); r.unwrap() }).await.unwrap() });
    println!("{}", describe(outer.await.unwrap_err()).split("JoinError").next().unwrap().len());
    let local = task::LocalSet::new();
    let r = local.run_until(async { task::spawn_local(async { assert_eq!(1 + 1, 3, "math {}", "is hard") }).await }).await;
    println!("{}", describe(r.unwrap_err()));
    let (a, b) = tokio::join!(tokio::spawn(async { 1 }), tokio::spawn(async { if true { unreachable!("never {}", 1) } }));
    println!("{:?} {}", a.unwrap(), describe(b.unwrap_err()));
    let x = std::sync::Arc::new(std::sync::Mutex::new(0));
    let y = x.clone();
    let _ = tokio::spawn(async move { let _g = y.lock().unwrap(); panic!("with lock") }).await;
    println!("poisoned {}", x.is_poisoned());
    let m = std::sync::Arc::new(tokio::sync::Mutex::new(5));
    let m2 = m.clone();
    let _ = tokio::spawn(async move { let _g = m2.lock().await; panic!("with tokio lock") }).await;
    println!("{:?}", m.try_lock().map(|g| *g));
}
